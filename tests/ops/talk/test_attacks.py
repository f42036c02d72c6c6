"""What somebody may try by what they send: each attack on a channel ends in words, or waits, and changes nothing."""

from __future__ import annotations

import datetime
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import TalktagError, UntrustedError
from talktag.ops.talk.inbox.list_waiting import list_inbox
from talktag.ops.talk.incoming.believing import Believing, believe_nobody
from talktag.ops.talk.receive import receive
from talktag.seal.ssh.key import SigningKey
from tests.kit.bench import SHOP, STRANGER
from tests.kit.bundles import ASKED, CAMERA, ledger_line, signed
from tests.kit.from_shop import LOG, accept, entries_in, give_camera, message, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

BICYCLE = "b000000000003"
AUTO = "[channel]\nauto = true\n"
NOBODY = Believing(compare=lambda _: None, can_compare=False)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """The house. The shop was given the camera, and all that it says is taken in unasked; Nia found the bicycle."""
    give_camera(bench, AUTO)
    line = STRANGER.public.line("nia")
    bench.write("parties/nia.toml", f'format = 1\nname = "Nia"\nrole = "finder"\nkey = "{line}"\n{AUTO}')
    bench.write(
        "shares/2026-02-01-bicycle-8k3m9qxac04zt.toml",
        ledger_line(bundle="8k3m9qxac04zt", product=BICYCLE, party="nia"),
    )
    accept(bench, "nia")
    return bench


def bring(
    bench: Bench, data: bytes | Mapping[str, Any], key: SigningKey = SHOP, believing: Believing | None = None
) -> Any:
    path = bench.folder / "came.zip"
    path.write_bytes(data if isinstance(data, bytes) else signed(data, key))
    return bench.do(receive, [path], believing or believe_nobody())


def flood(bench: Bench, sent: Sequence[tuple[Mapping[str, Any], SigningKey]]) -> None:
    """Bring the first 98 of these at once, which reads what waits only once, and the others one by one."""
    paths = [bench.folder / f"came-{number}.zip" for number in range(98)]
    for path, (document, key) in zip(paths, sent, strict=False):
        path.write_bytes(signed(document, key))
    bench.do(receive, paths, believe_nobody())
    assert len(bench.ask(list_inbox).data.values()["waiting"]) == 98
    for document, key in sent[98:]:
        bench.now += datetime.timedelta(seconds=1)
        bring(bench, document, key)


def refused(bench: Bench, data: bytes | Mapping[str, Any], key: SigningKey = SHOP, **more: Any) -> str:
    """Why it is refused, also by a person who says yes; nothing may have changed."""
    before = bench.files
    said: list[str] = []
    for believing in (believe_nobody(), NOBODY):
        with pytest.raises(UntrustedError) as caught:
            bring(bench, data, key, believing, **more)
        said.append(caught.value.message)
    assert bench.files == before
    return said[0]


class TestReplay:
    def test_to_another_product_of_the_same_owner(self, bench: Bench) -> None:
        words = refused(bench, message(said(), product=BICYCLE))
        assert 'Fix-It Cameras may not say anything about "bicycle"' in words

    def test_what_was_signed_cannot_be_made_to_be_about_another(self, bench: Bench) -> None:
        data = signed(message(said()))
        assert CAMERA.encode() not in data  # it is packed, so a byte of it is flipped in place of a word
        for at in range(60, len(data) - 60, 97):
            with pytest.raises(TalktagError):
                bring(bench, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert not bench.text(LOG)

    def test_the_same_once_more_is_known(self, bench: Bench) -> None:
        bring(bench, message(said()))
        before = bench.files
        assert bring(bench, message(said())).data.values()["taken"]
        assert bench.files == before

    def test_the_same_id_with_other_words_is_refused(self, bench: Bench) -> None:
        bring(bench, message(said()))
        assert "another message of the same id" in refused(bench, message(said(title="pay us")))

    def test_to_another_person(self, bench: Bench) -> None:
        to_bob = {"name": "Ana", "fingerprint": SigningKey.from_seed(bytes([7]) * 32).public.fingerprint}
        assert "it is addressed to somebody else" in refused(bench, message(said(), audience=to_bob))

    def test_of_what_was_withdrawn_by_its_day(self, bench: Bench) -> None:
        document = message(said(), until="2026-03-05")
        bench.now += datetime.timedelta(days=10)
        assert "it was meant to be read until 2026-03-05" in refused(bench, document)


class TestSpoofing:
    def test_the_name_and_the_fingerprint_of_another(self, bench: Bench) -> None:
        document = message(said())
        assert "does not hold up" in refused(bench, document, STRANGER)

    def test_the_name_alone(self, bench: Bench) -> None:
        key = SigningKey.from_seed(bytes([9]) * 32)
        outcome = bring(bench, message(said(), key=key, channel="0p3n1ng000000", product=None), key)
        assert outcome.data.values()["waits"]["sure"] == "unknown key"
        assert not bench.text(LOG)

    def test_the_channel_of_another_is_no_right(self, bench: Bench) -> None:
        words = refused(bench, message(said(), key=STRANGER, channel=ASKED, product=None), STRANGER)
        assert f'it comes on a channel that is not with Nia, "{ASKED}"' in words

    def test_the_product_of_another_on_ones_own_channel(self, bench: Bench) -> None:
        words = refused(bench, message(said(), key=STRANGER, channel="8k3m9qxac04zt"), STRANGER)
        assert 'Nia may not say anything about "camera"' in words

    def test_another_key_on_a_channel_of_ones_own(self, bench: Bench) -> None:
        key = SigningKey.from_seed(bytes([9]) * 32)
        with pytest.raises(UntrustedError, match="it is not signed with the key that you have"):
            bring(bench, message(said(), key=key), key, NOBODY)
        outcome = bring(bench, message(said(), key=key), key)
        assert outcome.data.values()["waits"]["sure"] == "changed key"
        assert not bench.text(LOG)

    def test_other_keys_on_it_have_no_more_room_than_strangers(self, bench: Bench) -> None:
        keys = [SigningKey.from_seed(bytes([number, 5]) * 16) for number in range(103)]
        sent = [(message(said(), key=key, bundle=f"1message{number:05}"), key) for number, key in enumerate(keys)]
        flood(bench, sent)
        assert len(bench.ask(list_inbox).data.values()["waiting"]) == 100

    def test_an_entry_in_the_name_of_another(self, bench: Bench) -> None:
        bring(bench, message(said(party="Canon")))
        assert [each["party"] for each in entries_in(bench)] == ["fix-it"]

    def test_an_entry_that_says_who_signed_it(self, bench: Bench) -> None:
        document = message(said(signer=STRANGER.public.fingerprint))
        assert "which only the signature can" in refused(bench, document)

    def test_a_cause_settles_nothing_that_is_not_theirs(self, bench: Bench) -> None:
        bring(
            bench, message(said("withdrawn", "gone", cause="1shpansw3r000-1")), believing=believe_nobody()
        ) if False else None
        assert "may not write an entry of the kind" in refused(bench, message(said("withdrawn", "gone", cause="x-1")))


class TestFlood:
    def test_of_one_who_is_known_stops_at_what_was_agreed(self, bench: Bench) -> None:
        give_camera(bench, f'{AUTO}most = "3/day"\n')
        outcomes = [
            bring(bench, message(said(), bundle=f"1message{number:05}", sequence=number)) for number in range(1, 9)
        ]
        assert len(entries_in(bench)) == 3
        assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0, 12, 12, 12, 12, 12]

    def test_of_strangers_fills_no_more_than_their_room(self, bench: Bench) -> None:
        sent = []
        for number in range(103):
            key = SigningKey.from_seed(bytes([number, 3]) * 16)
            ident = f"1message{number:05}"
            sent.append((message(said(), key=key, bundle=ident, channel=ident, product=None), key))
        flood(bench, sent)
        assert len(bench.ask(list_inbox).data.values()["waiting"]) == 100
        assert not bench.text(LOG)


class TestLoops:
    def test_what_comes_by_itself_makes_nothing_that_leaves(self, bench: Bench) -> None:
        outcome: Outcome = bring(bench, message(said("question", "Are you a machine?", auto=True)))
        assert outcome.effects == ()
        assert not any(path.startswith("outbox/") for path in bench.files)
        assert entries_in(bench)[0]["auto"] is True

    def test_ones_own_message_that_comes_back(self, bench: Bench) -> None:
        own = bench.session().keys.signing
        assert "it is your own message" in refused(bench, message(said(), key=own), own)


class TestSize:
    def test_too_many_entries(self, bench: Bench) -> None:
        assert "and at most 50 are taken" in refused(bench, message(*[said()] * 51))

    def test_an_entry_that_is_too_large(self, bench: Bench) -> None:
        data = {f"key-{number}": "x" * 499 for number in range(39)}
        assert "has more than 16 kB" in refused(bench, message(said(data=data)))

    def test_a_file_that_is_larger_than_any_bundle(self, bench: Bench) -> None:
        path = bench.folder / "large.zip"
        with path.open("wb") as file:
            file.write(b"PK\x03\x04")
            file.truncate(600_000_000)
        with pytest.raises(UntrustedError, match="the archive has more than"):
            bench.ask(receive, [path], NOBODY)

    def test_an_archive_that_is_small_and_unpacks_to_much(self, bench: Bench) -> None:
        path = bench.folder / "bomb.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("talktag-canon-2026-03-01-1message00000/data/table.json", bytes(60_000_000))
        assert path.stat().st_size < 100_000
        with pytest.raises(UntrustedError):
            bench.ask(receive, [path], NOBODY)
