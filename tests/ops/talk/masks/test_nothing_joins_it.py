"""What else the program does with a log: rules, hand-overs and undo never join what has no name to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from talktag.model.plan import Plan, Write
from talktag.model.settings.carrier import Carrier
from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.sharing.document_out import ShareRequest
from talktag.ops.sharing.transfer_out import transfer
from talktag.ops.talk.leaving.way_out import WayOut
from talktag.ops.talk.say import say
from talktag.ops.talk.send import send
from talktag.ops.talk.talk_request import TalkRequest
from talktag.ops.upkeep.undo import undo
from tests.ops.talk.masks.conftest import Sides

ANSWER = 'format = 1\non = ["message"]\nby = ["maker"]\n[[do]]\nsend = "them"\ntitle = "It is at {product.place}"\n'
CHAIN = (
    'format = 1\non = ["message"]\nby = ["maker"]\n[[do]]\nkind = "case"\ntitle = "Look: {entry.title}"\n',
    'format = 1\non = ["case"]\nauto = true\n[[do]]\nsend = "canon"\ntitle = "I saw: {entry.title}"\n',
)
OWN = 'format = 1\non = ["question"]\nby = ["owner"]\n[[do]]\nsend = "canon"\ntitle = "I just asked: {entry.title}"\n'


def sent(sides: Sides) -> list[str]:
    return [path for path in sides.ana.files if "/sent/" in path]


def answered(sides: Sides) -> Path:
    sides.take(sides.canon, sides.ask())
    return sides.say(sides.canon, "canon-eos-5d", "For 200,000 shots")


@pytest.mark.parametrize("rules", [(ANSWER,), CHAIN], ids=["answer", "chain"])
def test_no_rule_says_a_word_of_what_comes_there(sides: Sides, rules: tuple[str, ...]) -> None:
    came = answered(sides)
    for number, rule in enumerate(rules):
        sides.ana.write(f"rules/r{number}.toml", rule)
    outcome = sides.take(sides.ana, came)
    assert len(sent(sides)) == 1
    assert "in which rules say nothing" in " ".join(outcome.ahead)
    titles = [each.title for each in sides.ana.store.entries_in("products/c/camera").value]
    assert titles.count("For 200,000 shots") == 1


def test_no_rule_tells_by_name_what_was_just_asked_without(sides: Sides) -> None:
    sides.ana.write("rules/own.toml", OWN)
    sides.ask()
    assert len(sent(sides)) == 1
    sides.say(sides.ana, "camera", "By name", to="canon", kind="question")
    assert len(sent(sides)) == 3  # the rule works: of what has a name it tells


def test_a_hand_over_tells_the_next_owner_nothing_of_it(sides: Sides) -> None:
    sides.ana.do(write_entries, EntryRequest("camera", {"reading": ["shots=8000"]}, date="2026-01-05"))
    sides.say(sides.ana, "camera", "", to="canon", usage=True, anonymous=True)
    sides.ana.write("parties/bea.toml", 'format = 1\nname = "Bea"\nrole = "buyer"\n')
    outcome = sides.ana.ask(transfer, ShareRequest("camera", "bea"), None, None, sides.post / "hand.zip")
    told = outcome.data.leaving.table.product["entries"]
    assert [each["title"] for each in told] == ["shots 8000"]


def test_what_left_can_still_be_answered_after_an_undo_and_what_did_not_leaves_no_key(sides: Sides) -> None:
    ana = sides.ana
    files = tuple(Write(path, data) for path, data in ana.files.items())
    for each in files:
        (ana.things / each.path).unlink()
    ana.store.apply(Plan(files, "Start the store\n\nTalktag-Command: init\n"))
    request = TalkRequest("camera", "Does it last?", to="canon", anonymous=True)
    ana.save(say, request, WayOut(by_file=True, path=sides.post / "x"))
    assert [path for path in ana.files if path.startswith("keys/masks/")]
    ana.save(undo, None)
    assert [path for path in ana.files if path.startswith("keys/masks/")]
    ana.carriers = (Carrier("stick", "folder", str(sides.post)),)
    ana.save(say, request, WayOut(via="stick"))
    assert len([path for path in ana.files if path.startswith("keys/masks/")]) == 2
    ana.save(undo, None)
    assert len([path for path in ana.files if path.startswith("keys/masks/")]) == 1


def test_a_carrier_is_only_taken_where_it_is_named(sides: Sides) -> None:
    sides.ana.carriers = (Carrier("stick", "folder", str(sides.post), parties=("canon",)),)
    request = TalkRequest("camera", "Does it last?", to="canon", anonymous=True)
    sides.ana.do(say, request, WayOut(via="stick"))
    (note,) = [path for path in sides.ana.files if path.startswith("outbox/") and path.endswith(".toml")]
    assert 'via = "stick"' in sides.ana.text(note)
    sides.ana.write(note, sides.ana.text(note).replace('via = "stick"\n', ""))
    outcome = sides.ana.ask(send, None)
    assert outcome.effects == ()
    assert "send --via NAME" in str(outcome.data.values())
    assert sides.ana.ask(send, "stick").effects != ()
