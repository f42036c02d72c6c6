"""A company's desk answers a customer whose name it does not know, without a person on either side."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from talktag.ops.log.entry import write_entries
from talktag.ops.log.typed_entry import EntryRequest
from talktag.ops.talk.their_side.show import show_their_side
from talktag.seal.keys.key_folder import KeyFolder
from tests.kit.desk import DeskBench
from tests.kit.two_sides import know, settle
from tests.ops.talk.masks.conftest import OWNER, Sides

RULE = """\
format = 1
on = ["question", "reading"]
by = ["customer"]

[[do]]
send = "them"
title = "To {party.name} about {product.name}: {entry.title}"
"""


@pytest.fixture
def desk(sides: Sides, tmp_path: Path) -> DeskBench:
    """The maker's desk, whose key the owner has of it."""
    made = DeskBench(tmp_path / "desk", now=sides.ana.now).make()
    made.rule(RULE)
    know(sides.ana, "canon", "Quncle", "maker", KeyFolder(tmp_path / "desk" / "keys").public())
    settle(sides.ana)
    return made


def brought(sides: Sides, desk: DeskBench, file: Path) -> Path:
    """The answer of the desk to a file."""
    sides.ana.now += datetime.timedelta(seconds=1)
    desk.now = sides.ana.now
    desk.put(file.read_bytes())
    assert desk.run() == 1
    assert desk.refusals() == []
    (answer,) = (desk.folder / "out" / "new").iterdir()
    path = sides.post / "answer.zip.age"
    path.write_bytes(answer.read_bytes())
    answer.unlink()
    return path


def test_a_question_without_a_name_is_answered_and_the_answer_comes_back(sides: Sides, desk: DeskBench) -> None:
    sides.take(sides.ana, brought(sides, desk, sides.ask()))
    log = sides.ana.store.entries_in("products/c/camera").value or ()
    assert [(each.title, each.anonymous, each.auto) for each in log] == [
        ("Does it last?", True, False),
        ("To anonymous customer about Canon EOS 5D: Does it last?", True, True),
    ]
    told = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and "keys" not in path.parts)
    assert not [word for word in OWNER if word.lower().encode() in told.lower()]


def test_a_report_of_use_comes_to_a_desk_as_ranges(sides: Sides, desk: DeskBench) -> None:
    sides.ana.do(write_entries, EntryRequest("camera", {"reading": ["shots=8000"]}, date="2026-01-05"))
    sides.take(
        sides.ana, brought(sides, desk, sides.say(sides.ana, "camera", "", to="canon", usage=True, anonymous=True))
    )
    (event, _) = desk.events()
    assert event["data"]["data"]["shots"] == "5000 to 10000"
    assert "meter" not in event["data"]


def test_what_they_have_by_name_has_none_of_it(sides: Sides, desk: DeskBench) -> None:
    sides.take(sides.ana, brought(sides, desk, sides.ask()))
    side = sides.ana.ask(show_their_side, "camera", "canon").data
    assert (side.given, side.said) == ([], ())
