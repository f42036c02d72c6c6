"""What waits in the inbox: how it gets there, what is told of it, how it gets in or goes away, how many may wait."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talktag.content import content_of
from talktag.errors import NotFoundError, SealedError, UntrustedError, UsageError
from talktag.model.settings.carrier import Carrier
from talktag.ops.effects.carry_out import carry_out
from talktag.ops.outcome import OneByOne, Outcome
from talktag.ops.talk.inbox.drop import drop
from talktag.ops.talk.inbox.fetch import fetch_inbox
from talktag.ops.talk.inbox.list_waiting import list_inbox, show_waiting
from talktag.ops.talk.inbox.take_waiting import take_waiting
from talktag.ops.talk.incoming.believing import Believing
from talktag.seal import age
from talktag.seal.age.armor import armor
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import SigningKey
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import reply, signed, table
from tests.kit.from_shop import FIX_IT, accept, entries_in, give_camera, message, said

if TYPE_CHECKING:
    from tests.kit.bench import Bench

AUTO = "[channel]\nauto = true\n"
YES = Believing(compare=lambda _: None, can_compare=False, decided=True)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house; the shop was given the camera, and its key is kept; a folder brings what came."""
    give_camera(bench)
    (bench.folder / "stick").mkdir()
    bench.carriers = (Carrier("stick", "folder", comes_from=str(bench.folder / "stick")),)
    return bench


def put(bench: Bench, number: int, document: dict[str, Any] | None = None, key: SigningKey = SHOP) -> Path:
    """One more message on the stick, sealed to the owner as messages are."""
    document = document or message(said(title=f"message {number}"), bundle=ident(number), sequence=number)
    recipient = KeyFolder(bench.folder / "keys").public().owner_recipient
    path = bench.folder / f"stick/{number:03}.zip.age"
    path.write_bytes(age.seal_content(content_of(signed(document, key)), (recipient,)).whole())
    return path


def ident(number: int) -> str:
    return f"1message{number:05}"


def run(bench: Bench, verb: Any, *values: Any, **options: Any) -> Outcome:
    """Do it with all its effects, as after a yes; several things one by one."""
    session = bench.session()
    answer = verb(session, *values, **options)
    if not isinstance(answer, OneByOne):
        return _done(bench, answer)
    return bench.end(answer, partial(_done, bench))


def _done(bench: Bench, outcome: Outcome) -> Outcome:
    bench.finish(outcome)
    for each in outcome.effects:
        if each.name == "mark-fetched":
            each.mark()  # type: ignore[attr-defined]
    return outcome


def fetched(bench: Bench, **options: Any) -> dict[str, int]:
    counts = run(bench, fetch_inbox, None, **options).data.values()["counts"]
    return {what: count for what, count in counts.items() if count}


def waiting(bench: Bench) -> list[dict[str, Any]]:
    return [*bench.ask(list_inbox).data.values()["waiting"]]


def titles(bench: Bench) -> list[str]:
    return [each["title"] for each in entries_in(bench)]


def reason(bench: Bench, *values: Any, **options: Any) -> str:
    before = bench.files
    with pytest.raises((UntrustedError, UsageError, NotFoundError, SealedError)) as caught:
        run(bench, *values, **options)
    assert bench.files == before
    return caught.value.message


class TestFetch:
    def test_all_waits_where_nothing_says_otherwise(self, bench: Bench) -> None:
        put(bench, 1)
        assert fetched(bench) == {"waits": 1}
        assert titles(bench) == []
        (one,) = waiting(bench)
        assert (one["party"], one["sure"], one["says"], one["whence"]) == ("fix-it", "kept key", ["message"], "stick")
        assert one["why"] == "what comes from Fix-It Cameras is asked about"

    def test_what_a_mail_says_of_its_sender_is_kept_and_proves_nothing(self, bench: Bench) -> None:
        path = put(bench, 1, table(key=STRANGER), STRANGER)
        mail = f"From: Fix-It \x1b[2J <bench@fixit.example>\nSubject: x\n\n{armor(path.read_bytes()).decode()}"
        path.with_name("letter.eml").write_text(mail)
        path.unlink()
        assert fetched(bench) == {"waits": 1}
        (one,) = waiting(bench)
        assert one["mail_from"] == "Fix-It \x1b[2J <bench@fixit.example>"
        assert (one.get("party"), one["sure"]) == (None, "unknown key")

    def test_it_waits_as_it_came(self, bench: Bench) -> None:
        path = put(bench, 1)
        fetched(bench)
        (one,) = waiting(bench)
        assert bench.files[f"inbox/{one['id']}.age"] == path.read_bytes()

    def test_what_is_sealed_says_nothing_in_the_clear_of_what_is_in_it(self, bench: Bench) -> None:
        put(bench, 1, message(said(title="a secret title", text="a secret text"), bundle=ident(1)))
        fetched(bench)
        assert not any(b"secret" in data for data in bench.files.values())

    def test_of_whom_it_was_allowed_it_is_taken_in_the_oldest_first(self, bench: Bench) -> None:
        give_camera(bench, AUTO)
        for number in (3, 1, 2):
            created = f"2026-03-01T1{number}:00:00Z"
            put(bench, 9 - number, message(said(title=str(number)), bundle=ident(number), created=created,
                                           sequence=number))  # fmt: skip
        assert fetched(bench) == {"taken": 3}
        assert titles(bench) == ["1", "2", "3"]
        assert waiting(bench) == []

    def test_of_a_mailbox_that_was_taken_in_by_half_the_rest_comes_again(self, bench: Bench) -> None:
        give_camera(bench, AUTO)
        letters = []
        for number, hour in ((2, 12), (1, 11)):  # the later one lies first
            created = f"2026-03-01T{hour}:00:00Z"
            path = put(bench, number, message(said(title=str(number)), bundle=ident(number), created=created,
                                              sequence=number))  # fmt: skip
            letters.append(f"From x\nFrom: a\nTo: b\n\n{armor(path.read_bytes()).decode()}\n")
            path.unlink()
        (bench.folder / "stick/box").write_text("".join(letters))
        first = next(iter(fetch_inbox(bench.session(), None).turns))
        _done(bench, first.make())
        assert titles(bench) == ["1"]
        assert fetched(bench) == {"taken": 1, "known": 1}, "as if the program had been killed in between"
        assert titles(bench) == ["1", "2"]
        assert fetched(bench) == {}

    def test_what_holds_nothing_stays_where_it_lies(self, bench: Bench) -> None:
        bench.carriers = (bench.carriers[0]._replace(taken="move"),)
        put(bench, 1)
        (bench.folder / "stick/holiday.eml").write_text("From: a\nTo: b\n\nHello\n")
        assert fetched(bench) == {"waits": 1}
        assert sorted(each.name for each in (bench.folder / "stick").iterdir()) == ["holiday.eml", "taken"]
        assert fetched(bench) == {}

    def test_what_was_fetched_comes_no_more(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        assert fetched(bench) == {}
        assert len(waiting(bench)) == 1

    def test_again_is_twice_and_that_is_once(self, bench: Bench) -> None:
        give_camera(bench, AUTO)
        put(bench, 1)
        fetched(bench)
        before = bench.files
        assert fetched(bench, again=True) == {"known": 1}
        assert bench.files == before

    def test_what_waits_already_waits_once(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        assert fetched(bench, again=True) == {"waits": 1}
        assert len(waiting(bench)) == 1

    def test_what_is_refused_is_told_and_comes_no_more(self, bench: Bench) -> None:
        put(bench, 1, message(said("loan"), bundle=ident(1)))
        put(bench, 2)
        outcome = run(bench, fetch_inbox, None)
        assert outcome.exit_code == 0
        (problem,) = outcome.problems
        assert 'may not write an entry of the kind "loan"' in problem.message
        assert fetched(bench) == {}

    def test_a_mail_that_holds_nothing_is_no_news(self, bench: Bench) -> None:
        (bench.folder / "stick/letter.eml").write_text("From: a@b.example\nSubject: Hello\nTo: c@d.example\n\nHi\n")
        assert fetched(bench) == {}

    def test_a_message_in_a_mail_waits_without_the_mail(self, bench: Bench) -> None:
        import base64

        path = put(bench, 1)
        body = base64.encodebytes(path.read_bytes()).decode()
        (bench.folder / "stick/letter.eml").write_text(
            "From: shop@fixit.example\nSubject: Message\nMIME-Version: 1.0\n"
            'Content-Type: application/octet-stream; name="m.zip.age"\nContent-Transfer-Encoding: base64\n'
            f'Content-Disposition: attachment; filename="m.zip.age"\n\n{body}\n'
        )
        data = path.read_bytes()
        path.unlink()
        fetched(bench)
        (one,) = waiting(bench)
        assert bench.files[f"inbox/{one['id']}.age"] == data

    def test_a_carrier_that_is_not_there_keeps_no_other_away(self, bench: Bench) -> None:
        put(bench, 1)
        gone = Carrier("gone", "folder", comes_from=str(bench.folder / "gone"))
        bench.carriers = (gone, *bench.carriers)
        outcome = run(bench, fetch_inbox, None)
        assert [each.path for each in outcome.problems] == ["gone"]
        assert outcome.exit_code == 1
        assert len(waiting(bench)) == 1

    def test_nothing_to_fetch_from_is_told(self, bench: Bench) -> None:
        bench.carriers = ()
        assert reason(bench, fetch_inbox, None) == "no carrier is named that fetches"

    def test_other_kinds_wait_for_a_person(self, bench: Bench) -> None:
        put(bench, 1, table(key=STRANGER), STRANGER)
        put(bench, 2, reply(said("service", "done", date="2026-02-28")))
        (bench.folder / "stick/plain.json").write_bytes(b'{"format": "talktag-bundle/1"}')
        fetched(bench)
        assert {each.get("kind"): each["sure"] for each in waiting(bench)} == {
            "table": "unknown key",
            "reply": "kept key",
            None: "unsigned",
        }

    def test_what_cannot_be_opened_without_a_passphrase_waits_sealed(self, bench: Bench) -> None:
        from tests.kit.keys import change_keys

        folder = KeyFolder(bench.folder / "keys")
        path = put(bench, 1)
        change_keys(folder, folder.lock_change(folder.unlock(None), "correct horse", work_factor=4))
        assert fetched(bench) == {"waits": 1}
        (one,) = waiting(bench)
        assert (one["sure"], one.get("kind")) == ("not opened yet", None)
        assert bench.files[f"inbox/{one['id']}.age"] == path.read_bytes()


class TestStrangers:
    def keys(self) -> list[SigningKey]:
        return [SigningKey.from_seed(bytes([number, 9]) * 16) for number in range(105)]

    def test_the_oldest_go_for_the_newest(self, bench: Bench) -> None:
        ids = []
        for number, key in enumerate(self.keys()):
            bench.now += datetime.timedelta(minutes=1)
            path = put(bench, number, message(said(), product=None, bundle=ident(number), channel=ident(number),
                                              key=key), key)  # fmt: skip
            outcome = run(bench, fetch_inbox, None)
            ids.append(outcome.data.values()["things"][0]["data"]["waits"]["id"])
            path.unlink()
        assert [each["id"] for each in waiting(bench)] == ids[5:]
        assert len([path for path in bench.files if path.startswith("inbox/") and path.endswith(".age")]) == 100
        assert "went out of the inbox for newer ones" in outcome.notices[0]

    def test_those_who_are_known_are_not_thrown_out_for_strangers(self, bench: Bench) -> None:
        put(bench, 200)
        fetched(bench)
        for number, key in enumerate(self.keys()):
            put(bench, number, message(said(), product=None, bundle=ident(number), channel=ident(number), key=key), key)
        fetched(bench)
        assert [each["party"] for each in waiting(bench) if "party" in each] == ["fix-it"]

    def test_one_that_is_larger_than_all_room_is_refused(self, bench: Bench) -> None:
        big = {"files/photo-1.txt": bytes(20_100_000)}
        document = message(said(), bundle=ident(1), channel=ident(1), key=STRANGER, files=big)
        (bench.folder / "stick/big.zip").write_bytes(signed(document, STRANGER, big))
        assert fetched(bench) == {"refused": 1}
        assert waiting(bench) == []


class TestShow:
    def test_every_word_is_shown_with_the_step_that_holds_it(self, bench: Bench) -> None:
        put(bench, 1, message(said(text="on the counter"), bundle=ident(1)))
        fetched(bench)
        shown = bench.ask(show_waiting, "1").data.values()
        assert shown["document"]["products"][0]["entries"][0]["text"] == "on the counter"
        assert (shown["step"], shown["number"]) == ("ask", 1)

    def test_it_says_what_holds_it_now(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        bench.write(FIX_IT, bench.text(FIX_IT) + '[channel]\nmute = ["message"]\n')
        assert bench.ask(show_waiting, "1").data.values()["step"] == "mute"

    @pytest.mark.parametrize("ref", ["2", "0", "zzz", "-1"])
    def test_what_is_not_there_is_told(self, ref: str, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        assert reason(bench, show_waiting, ref) == f'nothing waits in the inbox as "{ref}"'


class TestTake:
    def test_it_comes_in_and_is_out_of_the_inbox_in_one_change(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        outcome = run(bench, take_waiting, ["1"], YES)
        assert outcome.question == "Take this in?"
        assert titles(bench) == ["message 1"]
        assert waiting(bench) == []
        assert not any(path.startswith("inbox/") and path.endswith((".age", ".toml")) for path in bench.files)

    def test_several_come_in_the_oldest_first(self, bench: Bench) -> None:
        for number in (1, 2, 3):
            put(bench, 4 - number, message(said(title=str(number)), bundle=ident(number), sequence=number,
                                           created=f"2026-03-01T1{number}:00:00Z"))  # fmt: skip
        fetched(bench)
        outcome = run(bench, take_waiting, ["1", "2", "3"], YES)
        assert outcome.data.values()["counts"]["taken"] == 3
        assert titles(bench) == ["1", "2", "3"]

    def test_by_its_id_whatever_came_meanwhile(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        (one,) = waiting(bench)
        put(bench, 2)
        fetched(bench)
        run(bench, take_waiting, [one["id"]], YES)
        assert titles(bench) == ["message 1"]

    def test_one_that_was_taken_in_another_way_only_goes(self, bench: Bench) -> None:
        from talktag.ops.talk.receive import receive

        path = put(bench, 1)
        fetched(bench)
        run(bench, receive, [path], Believing(compare=lambda _: None))
        log = bench.text("products/c/camera/entries.toml")
        run(bench, take_waiting, ["1"], YES)
        assert bench.text("products/c/camera/entries.toml") == log
        assert waiting(bench) == []

    def test_a_strangers_stays_until_they_are_known(self, bench: Bench) -> None:
        put(bench, 1, message(said(), product=None, bundle=ident(1), channel=ident(1), key=STRANGER), STRANGER)
        fetched(bench)
        assert "it is from somebody that you do not know" in reason(bench, take_waiting, ["1"], YES)
        line = STRANGER.public.line("nia")
        bench.write("parties/nia.toml", f'format = 1\nname = "Nia"\nrole = "finder"\nkey = "{line}"\n')
        accept(bench, "nia")
        run(bench, take_waiting, ["1"], YES)
        assert len(entries_in(bench, "parties/nia")) == 1

    def test_another_key_is_refused_without_a_person_and_stays(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        from tests.kit.from_shop import know_shop

        know_shop(bench, key=STRANGER)
        assert "it is not signed with the key that you have" in reason(bench, take_waiting, ["1"], YES)

    def test_what_is_muted_stays_out(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        bench.write(FIX_IT, bench.text(FIX_IT) + '[channel]\nmute = ["message"]\n')
        assert 'you muted "message"' in reason(bench, take_waiting, ["1"], YES)


class TestDrop:
    def test_it_is_gone_for_good_and_comes_no_more(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        outcome = run(bench, drop, ["1"])
        assert outcome.stays_beside
        assert outcome.question == "Drop 1 thing for good?"
        assert waiting(bench) == []
        assert fetched(bench) == {}

    def test_with_mute_its_kinds_are_refused_from_then_on(self, bench: Bench) -> None:
        put(bench, 1)
        fetched(bench)
        run(bench, drop, ["1"], muting=True)
        put(bench, 2)
        outcome = run(bench, fetch_inbox, None)
        assert 'you muted "message" from Fix-It Cameras' in outcome.problems[0].message

    def test_a_strangers_key_is_muted_on_this_computer(self, bench: Bench) -> None:
        document = partial(message, said(), product=None, key=STRANGER)
        put(bench, 1, document(bundle=ident(1), channel=ident(1)), STRANGER)
        fetched(bench)
        run(bench, drop, ["1"], muting=True)
        assert bench.text("inbox/muted.txt") == f"{STRANGER.public.fingerprint}\n"
        put(bench, 2, document(bundle=ident(2), channel=ident(2)), STRANGER)
        outcome = run(bench, fetch_inbox, None)
        assert "you muted the key that signed it" in outcome.problems[0].message

    def test_nobody_is_muted_for_what_another_key_signed(self, bench: Bench) -> None:
        from tests.kit.from_shop import know_shop

        bench.write(FIX_IT, 'format = 1\nname = "Fix-It Cameras"\nrole = "repairer"\n')
        put(bench, 1)
        fetched(bench)
        (one,) = waiting(bench)
        assert one["sure"] == "new key"
        assert "is not known to be from fix-it" in reason(bench, drop, ["1"], muting=True)
        know_shop(bench)

    def test_its_sender_is_told_once_and_no_more(self, bench: Bench) -> None:
        recipient = KeyFolder(bench.folder / "keys").public().owner_recipient
        bench.write(FIX_IT, bench.text(FIX_IT) + f'age = "{recipient}"\n')
        accept(bench, "fix-it")
        for number, told in ((1, 1), (2, 0)):
            put(bench, number)
            fetched(bench)
            outcome = run(bench, drop, ["1"], muting=True, telling=True)
            assert len(outcome.data.values().get("told", [])) == told
            bench.write(FIX_IT, bench.text(FIX_IT).replace('mute = ["message"]', "mute = []"))
        assert sum(path.startswith("outbox/") and path.endswith(".toml") for path in bench.files) == 1
        entries = entries_in(bench, "parties/fix-it")
        assert [each["data"]["consent"] for each in entries if each.get("to")] == ["denied"]


def test_the_inbox_is_read_though_one_record_in_it_is_broken(bench: Bench) -> None:
    put(bench, 1)
    fetched(bench)
    bench.write("inbox/zzzzzzzzzzzzz.toml", "format = 1\nname = 3\n")
    outcome = bench.ask(list_inbox)
    assert len(outcome.data.values()["waiting"]) == 1
    assert {each.path for each in outcome.problems} == {"inbox/zzzzzzzzzzzzz.toml"}


def test_carrying_out_marks_what_was_fetched_after_the_plan(bench: Bench) -> None:
    put(bench, 1)
    session = bench.session()
    answer = fetch_inbox(session, None)
    (turn,) = answer.turns
    outcome = turn.make()
    assert [each.name for each in outcome.effects] == ["mark-fetched"]
    carry_out(outcome, turn.make, session, object())  # type: ignore[arg-type]
    assert fetched(bench) == {}


def test_what_was_done_is_let_go_of_and_told_all_the_same(bench: Bench) -> None:
    put(bench, 1)
    (turn,) = [*fetch_inbox(bench.session(), None).turns]
    outcome = turn.make()
    told = outcome.without_contents()
    assert outcome.plan is not None
    assert outcome.plan.changes
    assert told.plan is not None
    assert (told.plan.changes, told.effects) == ((), ())
    assert told.data.values() == outcome.data.values()
