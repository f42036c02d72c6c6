"""What `finder` and the verbs beside it say to somebody who uses them for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick


def test_what_was_removed_is_named_as_no_more_on_the_page(computer: Computer) -> None:
    (tag,) = (each["id"] for each in computer.json("show", "canon")["data"]["tags"])
    computer.ok("set", "canon", "finder.words=Please write")
    computer.ok("finder", "build", "site", "--yes")
    computer.ok("remove", "canon", "--yes")
    slug = "canon-eos-5d-mark-iv"
    sticker, words = (
        {"about": slug, "key": "sticker", "page": tag},
        {"about": slug, "key": "words", "page": "Please write"},
    )
    checked = computer.run("finder", "check", "--json")
    assert checked.code == 12
    done = computer.json("finder", "build", "--yes")
    assert done["data"]["changes"] == [sticker, words]
    assert done["data"]["new"] == []
    assert computer.json("finder", "check")["data"]["as_built"] is True
    computer.ok("undo", "--yes")
