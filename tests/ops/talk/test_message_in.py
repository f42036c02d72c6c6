"""A message comes in: what of it goes where, what refuses it and with which words, what is only remarked."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import TalktagError, UntrustedError
from talktag.ops.outcome import Outcome
from talktag.ops.talk.incoming.believing import Believing, believe_nobody
from talktag.ops.talk.receive import receive
from tests.kit.bench import NOW, SHOP, STRANGER
from tests.kit.bundles import ASKED, CAMERA, signed, table
from tests.kit.from_shop import FIX_IT, LOG, SAID, accept, entries_in, give_camera, message, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from talktag.seal.ssh.key import SigningKey
    from tests.kit.bench import Bench

BICYCLE, BOAT = "b000000000003", "p000000000007"
NOBODY = Believing(compare=lambda _: None, can_compare=False)
DIGITS = "12345" * 6


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house; the shop, whose key is kept, was given the camera."""
    give_camera(bench)
    return bench


def bring(bench: Bench, document: dict[str, Any], believing: Believing = NOBODY, key: SigningKey = SHOP,
          files: Mapping[str, bytes] | None = None) -> Outcome:  # fmt: skip
    """Receive it, as after a yes."""
    path = bench.folder / "came.zip"
    path.write_bytes(signed(document, key, files))
    outcome: Outcome = bench.do(receive, [path], believing)
    return outcome


def reason(bench: Bench, document: dict[str, Any], **more: Any) -> str:
    """Why it is not taken in; nothing may have changed."""
    before = bench.files
    with pytest.raises(UntrustedError) as caught:
        bring(bench, document, **more)
    assert bench.files == before
    return caught.value.message


def waits_for(bench: Bench, outcome: Outcome) -> str:
    """Why something waits in the inbox; no more than that may have changed."""
    values = outcome.data.values()["waits"]
    assert outcome.exit_code == 12
    assert outcome.question is None
    assert {f"inbox/{values['id']}.zip", f"inbox/{values['id']}.toml"} <= bench.files.keys()
    assert not bench.text(LOG)
    return str(values["why"])


class TestWhatGoesWhere:
    def test_entries_stand_on_the_log_with_all_that_a_conversation_says(self, bench: Bench) -> None:
        bring(bench, message(said(text="on the counter", data={"till": "18:00"}), said("promise", due="2026-03-09")))
        first, second = entries_in(bench)
        assert first == {
            "id": f"{SAID}-1",
            "date": datetime.date(2026, 3, 1),
            "kind": "message",
            "title": "It has come in",
            "text": "on the counter",
            "party": "fix-it",
            "original": SAID,
            "signer": SHOP.public.fingerprint,
            "recorded": NOW,
            "time": datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.UTC),
            "channel": ASKED,
            "sequence": 1,
            "data": {"till": "18:00"},
        }
        assert (second["id"], second["due"]) == (f"{SAID}-2", datetime.date(2026, 3, 9))

    def test_what_came_is_kept_byte_for_byte(self, bench: Bench) -> None:
        document = message(said())
        bring(bench, document)
        assert bench.files[f"products/c/camera/received/{SAID}.zip"] == signed(document)

    def test_what_is_about_none_on_a_channel_about_a_thing_stands_with_that(self, bench: Bench) -> None:
        bring(bench, message(said(), product=None))
        assert [each["id"] for each in entries_in(bench)] == [f"{SAID}-1"]

    def test_several_things_each_get_what_is_said_of_them(self, bench: Bench) -> None:
        bench.write(FIX_IT, bench.text(FIX_IT) + '[channel]\nproducts = ["camera", "bicycle"]\n')
        products = [
            {"id": CAMERA, "name": "Camera", "entries": [said(title="one"), said(title="two")]},
            {"id": BICYCLE, "name": "Bike", "entries": [said(title="three")]},
        ]
        bring(bench, message(products=products, entries=[said(title="four")]))
        assert [(each["id"], each["title"]) for each in entries_in(bench, "products/b/bicycle")] == [
            (f"{SAID}-3", "three")
        ]
        assert [each["title"] for each in entries_in(bench)] == ["one", "two", "four"]
        assert f"products/b/bicycle/received/{SAID}.zip" in bench.files

    def test_what_is_not_here_is_kept_with_the_party_and_says_what_it_is_called(self, bench: Bench) -> None:
        outcome = bring(bench, message(said(), product="q000000000009", channel="0p3n1ng000000"), DECIDED)
        (entry,) = entries_in(bench, "parties/fix-it")
        assert entry["data"] == {"product": "Canon EOS 5D"}
        assert any("nothing here has the id" in each for each in outcome.data.values()["remarks"])

    def test_files_become_those_of_the_product(self, bench: Bench) -> None:
        files = {"files/report-1.txt": b"tested, works\n"}
        bring(bench, message(said(), files=files), files=files)
        assert bench.text("products/c/camera/files/report-1.txt") == "tested, works\n"
        assert "report-1.txt" in bench.text("products/c/camera.toml")

    def test_what_is_about_the_thing_of_a_customer_lies_with_their_table_outside_the_history(
        self, bench: Bench
    ) -> None:
        path = bench.folder / "table.zip"
        path.write_bytes(signed(table(key=STRANGER), STRANGER))
        bench.do(receive, [path], NOBODY)
        accept(bench, "@table.boat")
        outcome = bring(bench, message(said("question"), product=BOAT, channel=table()["bundle"], key=STRANGER),
                        key=STRANGER)  # fmt: skip
        (entry,) = entries_in(bench, "tables/boat")
        assert (entry["party"], entry["kind"]) == ("boat", "question")
        assert outcome.stays_beside


DECIDED = Believing(compare=lambda _: None, can_compare=False, decided=True)


class TestTwice:
    def test_the_same_file_twice_changes_nothing_and_is_no_fault(self, bench: Bench) -> None:
        bring(bench, message(said()))
        before = bench.files
        outcome = bring(bench, message(said()))
        assert bench.files == before
        assert (outcome.data.values()["taken"], outcome.exit_code, outcome.plan) == (True, 0, None)

    def test_also_after_the_party_was_muted(self, bench: Bench) -> None:
        bring(bench, message(said()))
        bench.write(FIX_IT, bench.text(FIX_IT) + '[channel]\nmute = ["message"]\n')
        assert bring(bench, message(said())).data.values()["taken"]

    def test_another_one_of_its_id_is_refused(self, bench: Bench) -> None:
        bring(bench, message(said()))
        assert "another message of the same id was taken in before" in reason(bench, message(said(title="pay us")))

    @pytest.mark.parametrize("order", [*itertools.permutations(range(4))])
    def test_any_order_of_arrival_comes_to_the_same_log(self, order: tuple[int, ...], bench: Bench) -> None:
        for late, number in enumerate(order):
            bench.now = NOW + datetime.timedelta(hours=late)
            created = f"2026-03-01T10:00:0{number}Z"
            bring(bench, message(said(title=str(number)), bundle=f"1message0000{number}", sequence=number + 1,
                                 created=created))  # fmt: skip
        log = bench.session().store.entries("camera").value or ()
        assert [each.title for each in log] == ["0", "1", "2", "3"]


# What is wrong with a message, what the store says besides, and words of why it is not taken in.
REFUSED: dict[str, tuple[dict[str, Any], dict[str, str], str]] = {
    "form": (message(said(original="x")), {}, "says itself who signed it"),
    "its day is past": (message(said(), until="2026-03-01"), {}, "it was meant to be read until 2026-03-01"),
    "somebody else's": (
        message(said(), audience={"name": "Bob", "fingerprint": STRANGER.public.fingerprint}),
        {},
        'it is addressed to somebody else, who is called "Bob"',
    ),
    "a channel that is not with them": (message(said()), {"party": "bruno"}, "it comes on a channel that is not with"),
    "what was revoked": (message(said()), {"revoked": "2026-02-20"}, "you took back on 2026-02-20"),
    "what ended": (message(said()), {"until": "2026-02-20"}, "ended on 2026-02-20"),
    "another product": (message(said(), product=BICYCLE), {}, 'may not say anything about "bicycle"'),
    "an offer without permission": (message(said("offer")), {}, 'may not write an entry of the kind "offer"'),
    "what only the owner writes": (message(said("loan")), {}, 'may not write an entry of the kind "loan"'),
}


@pytest.mark.parametrize(("document", "share", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_so_in_words(
    document: dict[str, Any], share: dict[str, str], words: str, bench: Bench
) -> None:
    days = {key: share[key] for key in ("revoked", "until") if key in share}
    give_camera(bench, **{key: value for key, value in share.items() if key not in days})
    path = f"shares/2026-02-01-camera-{ASKED}.toml"
    bench.write(path, bench.text(path) + "".join(f"{key} = {value}\n" for key, value in days.items()))
    assert words in reason(bench, document)


def test_what_is_muted_is_refused_though_the_role_may_write_it(bench: Bench) -> None:
    give_camera(bench, '[channel]\nmute = ["message"]\nmay = ["message"]\n')
    assert 'you muted "message" from Fix-It Cameras' in reason(bench, message(said()))


def test_ones_own_message_does_not_come_in(bench: Bench) -> None:
    own = bench.session().keys.signing
    assert "it is your own message" in reason(bench, message(said(), key=own), key=own)


class TestKeys:
    def test_a_strangers_waits(self, bench: Bench) -> None:
        document = message(said(), channel="0p3n1ng000000", key=STRANGER)
        assert "somebody that you do not know" in waits_for(bench, bring(bench, document, key=STRANGER))

    def test_another_key_on_the_channel_of_a_party_is_refused_where_nobody_is_there(self, bench: Bench) -> None:
        words = reason(bench, message(said(), key=STRANGER), key=STRANGER)
        assert "it is not signed with the key that you have of Fix-It Cameras" in words

    def test_it_is_taken_after_a_look_at_its_digits_and_kept_from_then_on(self, bench: Bench) -> None:
        from talktag.seal.keys.key_digits import digit_groups

        groups = digit_groups(STRANGER.public)
        asked: list[str] = []

        def compare(question: str) -> str:
            asked.append(question)
            numbers = question.partition("Groups ")[2].partition(" of the digits")[0].split(", ")
            return " ".join(groups[int(each) - 1] for each in numbers)

        outcome = bring(bench, message(said(), key=STRANGER), Believing(compare=compare), key=STRANGER)
        assert outcome.question
        assert SHOP.public.fingerprint in asked[0]
        assert STRANGER.public.line("fix-it") in bench.text(FIX_IT)
        assert any("takes the place of the one" in each for each in outcome.data.values()["remarks"])

    def test_the_key_of_a_party_who_has_none_yet_waits_where_nobody_compares_it(self, bench: Bench) -> None:
        bench.write(FIX_IT, 'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\n')
        assert "is new on this computer" in waits_for(bench, bring(bench, message(said())))


class TestPolicy:
    def test_no_channel_waits_and_a_person_may_take_it_all_the_same(self, bench: Bench) -> None:
        document = message(said(), product=None, channel="0p3n1ng000000")
        assert "nothing stands open" in waits_for(bench, bring(bench, document))
        outcome = bring(bench, document, DECIDED)
        assert outcome.question == "Take this in?"
        assert len(entries_in(bench, "parties/fix-it")) == 1

    def test_too_many_wait(self, bench: Bench) -> None:
        give_camera(bench, '[channel]\nmost = "1/day"\n')
        bring(bench, message(said()))
        outcome = bring(bench, message(said(), bundle="1message00002", sequence=2))
        assert "at most 1/day" in outcome.data.values()["waits"]["why"]

    @pytest.mark.parametrize("auto", [True, False])
    def test_where_nobody_is_there_auto_takes_in_and_all_else_waits(self, auto: bool, bench: Bench) -> None:
        give_camera(bench, f"[channel]\nauto = {str(auto).lower()}\n")
        outcome = bring(bench, message(said()), believe_nobody())
        if auto:
            assert outcome.question is None
            assert len(entries_in(bench)) == 1
        else:
            assert "is asked about" in waits_for(bench, outcome)

    @pytest.mark.parametrize(
        "document", [message(said(cost="80 EUR")), message(said(), files={"files/photo-1.txt": b"x"})]
    )
    def test_a_cost_and_a_file_are_asked_about_all_the_same(self, document: dict[str, Any], bench: Bench) -> None:
        give_camera(bench, "[channel]\nauto = true\n")
        files = {"files/photo-1.txt": b"x"} if document["files"] else {}
        assert "always asked about" in waits_for(bench, bring(bench, document, believe_nobody(), files=files))

    def test_a_permission_lets_an_offer_in(self, bench: Bench) -> None:
        give_camera(bench, "[channel.permission.offer]\ngiven = 2026-01-01\n")
        bring(bench, message(said("offer")))
        assert [each["kind"] for each in entries_in(bench)] == ["offer"]

    def test_a_permission_of_theirs_is_kept_like_any_entry(self, bench: Bench) -> None:
        bring(bench, message(said("permission", "Permission given: message",
                                  data={"consent": "given", "kinds": "message"})))  # fmt: skip
        assert entries_in(bench)[0]["data"] == {"consent": "given", "kinds": "message"}


class TestGaps:
    def first(self, bench: Bench, number: int = 1) -> str:
        outcome = bring(bench, message(said(), bundle=f"1message0000{number}", sequence=number))
        return str(outcome.data.values()["signed"])

    def remarks(self, bench: Bench, number: int, **more: Any) -> list[str]:
        document = message(said(), bundle=f"1message0000{number}", sequence=number, **more)
        return [*bring(bench, document).data.values().get("remarks", [])]

    def test_what_follows_what_came_is_no_gap(self, bench: Bench) -> None:
        assert self.remarks(bench, 2, previous=self.first(bench)) == []

    def test_missing_ones_are_told(self, bench: Bench) -> None:
        self.first(bench)
        assert self.remarks(bench, 4) == ["2 messages of theirs before this one did not come; it is number 4"]

    def test_an_older_one_is_told(self, bench: Bench) -> None:
        self.first(bench, 2)
        assert self.remarks(bench, 1) == ["it is older than message 2 of theirs, which came before it"]

    def test_another_one_before_it_is_told(self, bench: Bench) -> None:
        self.first(bench)
        assert self.remarks(bench, 2, previous="0" * 64) == [
            'it follows another message than "1message00001", which came before it'
        ]

    def test_a_doubled_number_is_told(self, bench: Bench) -> None:
        self.first(bench)
        document = message(said(), bundle="1message00009", sequence=1)
        (remark,) = bring(bench, document).data.values()["remarks"]
        assert remark == 'another message of theirs has the same number, 1: "1message00001"'


def test_every_error_is_one_of_ours(bench: Bench) -> None:
    with pytest.raises(TalktagError):
        bring(bench, message(said("")))


class TestOneChannelInOnePlace:
    """A shop is written to about a thing of which it has no table yet; then it gets one."""

    def first(self) -> dict[str, Any]:
        boat = {"id": BOAT, "name": "Boat", "entries": [said()]}
        return message(products=[boat], bundle="8f1rst0000000", channel=None)

    def test_what_came_before_the_table_is_known_when_it_comes_again(self, bench: Bench) -> None:
        willing = Believing(compare=lambda _: None, can_compare=False, decided=True)
        bring(bench, self.first(), willing)
        log = bench.text("parties/fix-it/entries.toml")
        assert "It has come in" in log
        bring(bench, table())
        assert bring(bench, self.first(), willing).data.taken
        later = message(products=[{"id": BOAT, "name": "Boat", "entries": [said(title="Later")]}], sequence=2,
                        bundle="9sec0nd000000", channel="8f1rst0000000")  # fmt: skip
        bring(bench, later, willing)
        assert "Later" in bench.text("parties/fix-it/entries.toml")
        assert not bench.text("tables/boat/entries.toml")

    def test_nor_is_it_taken_twice_where_the_table_comes_late_that_opened_its_channel(self, bench: Bench) -> None:
        willing = Believing(compare=lambda _: None, can_compare=False, decided=True)
        early = {**self.first(), "channel": table()["bundle"]}
        bring(bench, early, willing)
        bring(bench, table())
        assert bring(bench, early, willing).data.taken
        assert not bench.text("tables/boat/entries.toml")
