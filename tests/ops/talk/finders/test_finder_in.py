"""What finders wrote comes in: it waits, is looked at, taken once, or refused in words; nobody is believed for it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import NotFoundError, SealedError, UntrustedError, UsageError
from talktag.model.finder.hand import hand_slug
from talktag.model.settings.carrier import Carrier
from talktag.ops.due.today import show_today
from talktag.ops.outcome import OneByOne, Outcome
from talktag.ops.parties.party import show_party
from talktag.ops.talk.finders.finder_in import FinderIn
from talktag.ops.talk.finders.hand import address_of
from talktag.ops.talk.inbox.drop import drop
from talktag.ops.talk.inbox.fetch import fetch_inbox
from talktag.ops.talk.inbox.hold import HeldFile
from talktag.ops.talk.inbox.list_waiting import list_inbox, show_waiting
from talktag.ops.talk.inbox.take_waiting import take_waiting
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.permission.allow import mute
from talktag.ops.talk.receive import receive
from talktag.ops.talk.talk import show_talk
from talktag.seal.age.armor import armor
from tests.kit.bundles import entry, reply
from tests.kit.from_finder import TAG, WORDS, Finder, message_id, owners, seal
from tests.kit.from_shop import entries_in

if TYPE_CHECKING:
    from tests.kit.bench import Bench

LOOKED = Believing(compare=lambda _: None, can_compare=False, decided=True)
THERE = Believing(compare=lambda _: None)
PIPE = Believing(compare=lambda _: None, can_ask=False, can_compare=False)
YES_BEFOREHAND = Believing(compare=lambda _: None, can_compare=False)
BLANK = "0BFXR71N8"
PLAIN = json.dumps(reply(entry(), key=None)).encode()


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house; a folder brings what came."""
    (bench.folder / "stick").mkdir()
    bench.carriers = (Carrier("stick", "folder", comes_from=str(bench.folder / "stick")),)
    return bench


def put(bench: Bench, data: bytes, name: str = "001.age") -> Path:
    path = bench.folder / "stick" / name
    path.write_bytes(data)
    return path


def come(bench: Bench, finder: Finder, number: int = 1, **more: Any) -> Path:
    return put(bench, seal(finder.said(number, **more), *owners(bench)), f"{number:03}.age")


def run(bench: Bench, verb: Any, *values: Any) -> Outcome:
    """Do it with all its effects, as after a yes; several things one by one."""
    answer = verb(bench.session(), *values)
    return bench.end(answer, partial(_done, bench)) if isinstance(answer, OneByOne) else _done(bench, answer)


def _done(bench: Bench, outcome: Outcome) -> Outcome:
    bench.finish(outcome)
    for each in outcome.effects:
        if each.name == "mark-fetched":
            each.mark()  # type: ignore[attr-defined]
    return outcome


def fetched(bench: Bench) -> dict[str, int]:
    counts = run(bench, fetch_inbox, None).data.values()["counts"]
    return {what: count for what, count in counts.items() if count}


def waiting(bench: Bench) -> list[dict[str, Any]]:
    return [*bench.ask(list_inbox).data.values()["waiting"]]


def refused(bench: Bench, verb: Any, *values: Any) -> Any:
    """The error, after which nothing is other than before."""
    before = bench.files
    with pytest.raises((UntrustedError, NotFoundError, SealedError, UsageError)) as caught:
        run(bench, verb, *values)
    assert bench.files == before
    return caught.value


def take(bench: Bench, path: Path) -> Outcome:
    return run(bench, receive, [path], THERE)


class TestWaiting:
    def test_unattended_it_waits_and_tells_of_itself_only_what_is_known_here(
        self, bench: Bench, finder: Finder
    ) -> None:
        path = come(bench, finder, name="Zoë", contact="zoe@example.org")
        assert fetched(bench) == {"waits": 1}
        (one,) = waiting(bench)
        assert (one["kind"], one["sure"], one["party"]) == ("finder", "unsigned", hand_slug(finder.recipient))
        assert one["about"] == ["products/c/camera"]
        assert one["why"] == "a finder wrote about Canon EOS 5D; nobody knows who that is"
        assert bench.files[f"inbox/{one['id']}.age"] == path.read_bytes()
        assert not any(word.encode() in data for data in bench.files.values() for word in (WORDS, "zoe", "Zoë"))

    @pytest.mark.parametrize("believing", [PIPE, YES_BEFOREHAND], ids=["pipe", "yes beforehand"])
    def test_in_a_pipe_it_waits_also_where_a_yes_was_given_before_anybody_read_it(
        self, bench: Bench, finder: Finder, believing: Believing
    ) -> None:
        outcome = run(bench, receive, [come(bench, finder)], believing)
        assert isinstance(outcome.data, HeldFile)
        assert (outcome.exit_code, entries_in(bench)) == (12, [])

    def test_at_a_terminal_it_is_shown_and_asked_about(self, bench: Bench, finder: Finder) -> None:
        outcome = bench.ask(receive, [come(bench, finder)], THERE)
        assert isinstance(outcome.data, FinderIn)
        assert outcome.question == "Take this in?"
        assert outcome.data.values()["message"]["text"] == WORDS

    def test_looked_at_it_says_every_word_and_that_nobody_vouches_for_it(self, bench: Bench, finder: Finder) -> None:
        come(bench, finder, name="Zoë", contact="600 111 222")
        fetched(bench)
        shown = bench.ask(show_waiting, "1").data.values()
        assert shown["message"]["text"] == WORDS
        assert (shown["message"]["name"], shown["message"]["contact"]) == ("Zoë", "600 111 222")
        assert shown["reason"].endswith("nobody knows who that is")

    @pytest.mark.parametrize(
        ("tag", "state", "why"),
        [
            ("0BFXR71N8", "unknown", 'the tag "0BFX R71N 8" is not one of this store'),
            ("0BFXR71N8", "blank", 'the tag "0BFX R71N 8" is yours, on no product yet'),
            (TAG, "retired", "a finder wrote about Canon EOS 5D, by a tag that was retired; nobody knows who that is"),
        ],
    )
    def test_why_it_waits_tells_what_its_tag_is(
        self, bench: Bench, finder: Finder, tag: str, state: str, why: str
    ) -> None:
        prepare(bench, state)
        come(bench, finder, tag=tag)
        assert fetched(bench) == {"waits": 1}
        assert why in waiting(bench)[0]["why"]

    def test_today_s_card_says_what_was_found(self, bench: Bench, finder: Finder) -> None:
        assert bench.ask(show_today).data.values()["found"] == {"count": 0, "products": []}
        come(bench, finder)
        come(bench, finder, 2, tag="0BFXR71N8")
        fetched(bench)
        card = bench.ask(show_today).data.values()
        assert card["found"] == {"count": 2, "products": [{"slug": "camera", "name": "Canon EOS 5D"}]}
        assert card["waiting"] == 2


def prepare(bench: Bench, state: str) -> None:
    """Let the tag be what it is to be."""
    camera = bench.text("products/c/camera.toml")
    if state == "blank":
        bench.write("tags/2026-01-01-0000000000000.toml", f'format = 1\nmade = 2026-01-01\ntags = ["{BLANK}"]\n')
    if state == "retired":
        bench.write("products/c/camera.toml", camera.replace(f'"{TAG}"', f'"{TAG}"\nretired = 2026-01-05'))


class TestTaken:
    def test_it_becomes_an_entry_of_somebody_nobody_knows_and_is_kept_as_it_came(
        self, bench: Bench, finder: Finder
    ) -> None:
        path = come(bench, finder, name="Zoë", contact="zoe@example.org", text="Found it!\nAt the station.")
        sealed = path.read_bytes()
        fetched(bench)
        outcome = run(bench, take_waiting, ["1"], LOOKED)
        slug = hand_slug(finder.recipient)
        (entry,) = entries_in(bench)
        assert (entry["id"], entry["kind"], entry["title"], entry["text"]) == (
            f"{message_id(1)}-1", "message", "Found it!", "At the station."
        )  # fmt: skip
        assert (entry["party"], entry["signer"], entry["original"]) == (slug, "unsigned", message_id(1))
        assert entry["data"] == {"tag": TAG, "name": "Zoë", "contact": "zoe@example.org", "language": "es"}
        assert bench.files[f"products/c/camera/received/{message_id(1)}.age"] == sealed
        assert waiting(bench) == []
        assert outcome.done == (f"answer with: talktag talk camera TEXT --to {slug}",)
        party = bench.ask(show_party, slug).data.values()
        assert (party["role"], party["key_from"], party["age"]) == ("finder", "the finder page", finder.recipient)
        assert (party["contact"], party["language"]) == ("zoe@example.org", "es")

    def test_a_name_never_stands_alone_so_that_it_passes_for_nobody_s(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder, name="Fix-It Cameras"))
        slug = hand_slug(finder.recipient)
        name = bench.ask(show_party, slug).data.party.name
        assert name == f"Fix-It Cameras (finder {slug[-6:]})"
        assert bench.ask(show_party, "Fix-It Cameras").data.party.slug == "fix-it"

    def test_who_names_the_recipient_of_a_party_that_is_known_is_not_that_party(
        self, bench: Bench, finder: Finder
    ) -> None:
        bench.write("parties/fix-it.toml", f'{bench.text("parties/fix-it.toml")}age = "{finder.recipient}"\n')
        take(bench, come(bench, finder))
        assert entries_in(bench)[0]["party"] == hand_slug(finder.recipient)

    def test_another_party_that_is_called_so_already_is_left_alone(self, bench: Bench, finder: Finder) -> None:
        slug = hand_slug(finder.recipient)
        mine = f'format = 1\nname = "Mine"\nrole = "other"\nage = "{finder.recipient}"\n'
        bench.write(f"parties/{slug}.toml", mine)
        take(bench, come(bench, finder))
        take(bench, come(bench, finder, 2))
        assert [each["party"] for each in entries_in(bench)] == [f"{slug}-2"] * 2
        assert bench.text(f"parties/{slug}.toml") == mine

    def test_the_thread_goes_on_with_the_same_hand(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder))
        second = take(bench, come(bench, finder, 3, sequence=3, contact="+34 600 111 222", text="still here"))
        assert second.data.remarks == ()
        first, last = entries_in(bench)
        assert (first["party"], first["channel"]) == (last["party"], last["channel"])
        talked = bench.ask(show_talk, "camera", None).data.values()
        assert [each["title"] for each in talked["said"]] == [WORDS, "still here"]
        assert talked["standing"]["missing"][0]["first"] == 2
        assert bench.ask(show_party, first["party"]).data.party.contact == "+34 600 111 222", "as none was left before"

    def test_another_contact_is_told_and_takes_nobody_s_place(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder, contact="zoe@example.org"))
        outcome = take(bench, come(bench, finder, 2, contact="thief@example.net"))
        assert "they left another contact than before" in outcome.data.remarks[0]
        assert bench.ask(show_party, hand_slug(finder.recipient)).data.party.contact == "zoe@example.org"

    def test_a_tag_that_was_retired_leads_to_what_it_was_on_with_a_remark(self, bench: Bench, finder: Finder) -> None:
        prepare(bench, "retired")
        outcome = take(bench, come(bench, finder))
        assert 'the tag "7Y27 T4WS S" was retired on 2026-01-05' in outcome.data.remarks
        assert len(entries_in(bench)) == 1

    @pytest.mark.parametrize("state", ["unknown", "blank"])
    def test_of_a_tag_that_is_on_nothing_it_is_said_what_to_type(
        self, bench: Bench, finder: Finder, state: str
    ) -> None:
        prepare(bench, state)
        come(bench, finder, tag=BLANK)
        fetched(bench)
        ident = waiting(bench)[0]["id"]
        error = refused(bench, take_waiting, ["1"], LOOKED)
        assert error.message.startswith('it cannot be taken in yet: the tag "0BFX R71N 8" is')
        assert f"or drop it: talktag inbox drop {ident}" in error.hints
        assert any("talktag tag claim 0BFXR71N8" in each for each in error.hints) is (state == "blank")


class TestMailFrom:
    """The page says that who leaves no address is answered where the mail is from, if they send one."""

    def take_mail(self, bench: Bench, finder: Finder, sender: str, **more: Any) -> Any:
        text = armor(seal(finder.said(**more), *owners(bench))).decode()
        put(bench, f"From: {sender}\nTo: ana@example.org\nSubject: Found\n\n{text}".encode(), "letter.eml")
        fetched(bench)
        run(bench, take_waiting, ["1"], LOOKED)
        return bench.ask(show_party, hand_slug(finder.recipient)).data.party

    def test_without_a_contact_answers_go_to_the_sender_of_the_mail(self, bench: Bench, finder: Finder) -> None:
        party = self.take_mail(bench, finder, '"Fix-It" <zoe@example.org>')
        assert (party.mail, party.contact, party.name) == ("zoe@example.org", None, f"finder {party.slug[-6:]}")
        assert address_of(party) == "zoe@example.org"

    def test_an_address_that_was_left_comes_before_it(self, bench: Bench, finder: Finder) -> None:
        party = self.take_mail(bench, finder, "spool@relay.example", contact="zoe@example.org")
        assert (party.mail, address_of(party)) == (None, "zoe@example.org")

    @pytest.mark.parametrize("sender", ["ana@example.org", "Ana <ana@example.org>", "nobody", "a@b.example\x1b[2J", ""])
    def test_the_owner_who_forwarded_it_and_what_is_no_address_are_none(
        self, bench: Bench, finder: Finder, sender: str
    ) -> None:
        assert address_of(self.take_mail(bench, finder, sender, contact="kiosk")) is None


class TestAgain:
    def test_the_same_once_more_is_known_and_changes_nothing(self, bench: Bench, finder: Finder) -> None:
        path = come(bench, finder)
        take(bench, path)
        before = bench.files
        again = run(bench, receive, [path], THERE)
        assert (again.plan, again.data.taken) == (None, True)
        assert again.notices == ("this message was taken in before; nothing was changed",)
        assert fetched(bench) == {"known": 1}
        assert bench.files == before

    def test_sealed_once_more_it_is_the_same(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder))
        path = come(bench, finder)
        assert run(bench, receive, [path], THERE).data.taken
        assert len(entries_in(bench)) == 1

    def test_another_message_of_the_same_id_is_refused(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder))
        error = refused(bench, receive, [come(bench, finder, text="pay here")], THERE)
        assert "another message of the same id was taken in before" in error.message
        assert fetched(bench) == {"refused": 1}

    def test_what_waits_already_waits_once(self, bench: Bench, finder: Finder) -> None:
        path = come(bench, finder)
        put(bench, path.read_bytes(), "copy.age")
        put(bench, armor(path.read_bytes()), "text.txt")
        assert fetched(bench) == {"waits": 3}
        assert len(waiting(bench)) == 1

    def test_dropped_it_is_gone_and_muted_it_is_refused_at_once(self, bench: Bench, finder: Finder) -> None:
        take(bench, come(bench, finder))
        come(bench, finder, 2)
        fetched(bench)
        error = refused(bench, lambda session: drop(session, ["1"], muting=True))
        assert error.hints[0].endswith(f"talktag party mute {hand_slug(finder.recipient)} message")
        run(bench, drop, ["1"])
        assert waiting(bench) == []
        run(bench, mute, hand_slug(finder.recipient), ["message"])
        come(bench, finder, 3)
        assert fetched(bench) == {"refused": 1}
        assert "you muted what comes from" in refused(bench, receive, [come(bench, finder, 4)], THERE).message


class TestBadInput:
    def test_in_the_clear_it_is_refused_and_told_why(self, bench: Bench, finder: Finder) -> None:
        path = put(bench, json.dumps(finder.said()).encode(), "message.json")
        error = refused(bench, receive, [path], THERE)
        assert error.message == (
            '"message.json" is what a finder wrote, and is not sealed: anybody on its way could have changed it'
        )
        assert fetched(bench) == {"refused": 1}

    def test_a_plain_answer_is_still_told_from_it(self, bench: Bench) -> None:
        path = put(bench, PLAIN, "answer.json")
        error = refused(bench, receive, [path], THERE)
        assert "is not signed, so anybody could have written it" in error.message

    def test_sealed_to_another_key_it_cannot_be_opened(self, bench: Bench, finder: Finder) -> None:
        path = put(bench, seal(finder.said(), Finder().recipient))
        assert "is not encrypted to a key of this computer" in refused(bench, receive, [path], THERE).message
        assert fetched(bench) == {"refused": 1}

    def test_cut_or_altered_anywhere_it_is_told_and_nothing_is_kept(self, bench: Bench, finder: Finder) -> None:
        sealed = seal(finder.said(), *owners(bench))
        before = bench.files
        places = range(60, len(sealed), 41)
        for at in places:
            put(bench, sealed[:at], f"cut-{at}.age")
            put(bench, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], f"altered-{at}.age")
        assert fetched(bench) == {"refused": 2 * len(places)}
        assert bench.files == before

    def test_one_of_ten_megabytes_is_refused_in_words(self, bench: Bench, finder: Finder) -> None:
        path = come(bench, finder, text="a" * 10_000_000)
        assert "the finder's message has more than 64 KiB" in refused(bench, receive, [path], THERE).message
        path.unlink()
        put(bench, seal(b"{" + b" " * 10_000_000 + b"}", *owners(bench)))
        assert fetched(bench) in ({"refused": 1}, {"waits": 1})

    @pytest.mark.parametrize(
        ("more", "fault"),
        [
            ({"kind": "answer"}, "is of another kind than a message"),
            ({"tag": "7Y27T4WST"}, "names no tag"),
            ({"recipient": "age1x"}, 'has no "recipient"'),
            ({"text": ""}, "says nothing"),
        ],
    )
    def test_a_fault_of_its_form_is_told(self, bench: Bench, finder: Finder, more: Any, fault: str) -> None:
        assert fault in refused(bench, receive, [come(bench, finder, **more)], THERE).message

    def test_with_the_keys_locked_it_waits_unopened(self, bench: Bench, finder: Finder) -> None:
        come(bench, finder)
        session = bench.session()

        def locked(_: Any) -> Any:
            raise SealedError("locked")

        session.unlock_keys = locked
        bench.end(fetch_inbox(session, None), partial(_done, bench))
        (one,) = waiting(bench)
        assert (one["sure"], one.get("kind")) == ("not opened yet", None)
        run(bench, take_waiting, ["1"], LOOKED)
        assert len(entries_in(bench)) == 1


class TestManyOfThem:
    def test_of_very_many_of_many_hands_fifty_wait_and_no_other_stranger_goes(
        self, bench: Bench, finder: Finder
    ) -> None:
        put(bench, PLAIN, "000.json")
        run(bench, fetch_inbox, None)
        take(bench, come(bench, finder, 1))
        (bench.folder / "stick/001.age").unlink()
        to = owners(bench)[:1]
        letters = b"".join(
            b"From x\nFrom: a@b.example\nTo: c\n\n"
            + armor(seal(Finder().said(number, sequence=1) if number % 4 == 0 else finder.said(number), *to))
            + b"\n"
            for number in range(2, 202)
        )
        put(bench, letters, "box")
        outcome = run(bench, fetch_inbox, None)
        assert outcome.data.values()["counts"]["waits"] == 200
        assert "older files of strangers went out of the inbox for newer ones" in outcome.notices[0]
        assert outcome.notices[0].endswith("50 of finders, 20 of one hand")
        found = [each for each in waiting(bench) if each.get("kind") == "finder"]
        hand = [each for each in found if each["party"] == hand_slug(finder.recipient)]
        assert (len(found), len(hand), len(waiting(bench))) == (50, 20, 51)
        assert len(entries_in(bench)) == 1, "what was taken stays, and nothing else came to the table"

    def test_the_same_five_hundred_times_is_once(self, bench: Bench, finder: Finder) -> None:
        text = armor(seal(finder.said(), *owners(bench)))
        put(bench, b"".join(b"From x\nFrom: a@b.example\nTo: c\n\n" + text + b"\n" for _ in range(500)), "box")
        run(bench, fetch_inbox, None)
        assert len(waiting(bench)) == 1
