"""A finder's message that borrows what is another's: a key to answer to, an id, a hand. It is told, nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from talktag.errors import UntrustedError
from talktag.model.finder.hand import hand_slug
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.receive import receive
from talktag.ops.talk.say import say
from talktag.ops.talk.talk_request import TalkRequest
from talktag.seal.age.identity import format_recipient
from tests.kit.from_finder import Finder, owners, seal
from tests.kit.from_shop import entries_in

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from tests.kit.bench import Bench

THERE = Believing(compare=lambda _: None)
UNATTENDED = Believing(compare=lambda _: None, can_ask=False, can_compare=False)
ZOE = Finder()


def come(bench: Bench, number: int, believing: Believing = THERE, **more: Any) -> Outcome:
    path = bench.folder / f"{number}.age"
    path.write_bytes(seal(ZOE.said(number, **more), *owners(bench)))
    outcome: Outcome = bench.do(receive, [path], believing)
    return outcome


def refused(bench: Bench, number: int, **more: Any) -> str:
    """Why it is refused, with somebody there and with nobody; nothing is other than before."""
    before, said = bench.files, set()
    for believing in (THERE, UNATTENDED):
        with pytest.raises(UntrustedError) as caught:
            come(bench, number, believing, **more)
        said.add(caught.value.message)
    assert bench.files == before
    (message,) = said
    return message


def mistyped(recipient: str) -> str:
    return recipient[:-1] + ("q" if recipient[-1] != "q" else "p")


@pytest.mark.parametrize("what", ["mistyped", "small order", "past the prime"])
def test_a_key_that_nobody_can_be_answered_with_is_refused(what: str, bench: Bench) -> None:
    small = {"small order": bytes(32), "past the prime": (2**255 - 19).to_bytes(32, "little")}
    recipient = format_recipient(small[what]) if what in small else mistyped(ZOE.recipient)
    assert "it names no key to answer to" in refused(bench, 1, recipient=recipient)


@pytest.mark.parametrize("which", [0, 1], ids=["own", "recovery"])
def test_a_key_of_the_owner_s_is_refused(which: int, bench: Bench) -> None:
    assert "it names a key of yours to answer to" in refused(bench, 1, recipient=owners(bench)[which])


def test_the_id_of_an_answer_that_left_is_refused(bench: Bench) -> None:
    come(bench, 1)
    answer = bench.do(say, TalkRequest("camera", "Thank you"), WayOut(by_file=True)).data.answer
    assert "its id is that of something that was said before" in refused(bench, 2, id=answer.id, text="pay here")
    assert len(entries_in(bench)) == 2


def test_whoever_learned_a_hand_s_key_is_told_from_nobody_yet_moves_no_answer(bench: Bench) -> None:
    come(bench, 1, contact="zoe@example.org")
    stolen = come(bench, 2, contact="thief@example.net", name="talktag: paid")
    assert "they left another contact than before" in stolen.data.remarks[0]
    (hand,) = {each["party"] for each in entries_in(bench)}
    party = bench.text(f"parties/{hand}.toml")
    assert ("zoe@example.org" in party, "thief" in party) == (True, False)
    assert ZOE.opens(bench.do(say, TalkRequest("camera", "Thanks"), WayOut(by_file=True)).data.sealed)


@pytest.mark.parametrize("edit", ["renamed", "another role", "removed", "broken", "its key taken out"])
def test_a_hand_that_the_owner_edited_meanwhile_costs_no_message(edit: str, bench: Bench) -> None:
    come(bench, 1)
    path = f"parties/{hand_slug(ZOE.recipient)}.toml"
    held = bench.text(path)
    if edit == "removed":
        (bench.store.folder / path).unlink()
    else:
        lines = [each for each in held.split("\n") if not (edit == "its key taken out" and each.startswith("age"))]
        text = "\n".join(lines).replace('name = "', 'name = "Zoe ' if edit == "renamed" else 'name = "')
        text = text.replace('"finder"', '"other"') if edit == "another role" else text
        bench.write(path, "no table [" if edit == "broken" else text)
    before = None if edit == "removed" else bench.text(path)
    come(bench, 2, text="Still here")
    assert [each["title"] for each in entries_in(bench)][1] == "Still here"
    assert before in {None, bench.text(path)}, "what the owner wrote stays"
