"""The page of principles: ten of them and the scenes, each with a story that is there and that the tests play."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.test_docs_are_true import ROOT

PAGE = ROOT / "docs/explanation/vrm.md"
_REPLAYED = re.compile(r"<!-- replayed from ")


def rows(heading: str) -> list[str]:
    """The rows of the table under a heading."""
    part = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("| ")][2:]


def is_played(path: Path) -> bool:
    """Whether the tests play it: a scenario, a page that is replayed, or a test itself."""
    if path.suffix == ".md":
        return _REPLAYED.search(path.read_text(encoding="utf-8")) is not None
    return path.parent.name == "scenarios" or path.name.startswith("test_")


def test_there_are_ten_principles_in_their_order() -> None:
    assert [row.split("|")[1].strip() for row in rows("The ten principles")] == [str(number) for number in range(1, 11)]


def test_there_are_the_eight_scenes() -> None:
    assert len(rows("The scenes")) == 8


@pytest.mark.parametrize("row", [*rows("The ten principles"), *rows("The scenes")])
def test_each_has_a_story_that_is_played(row: str) -> None:
    links = [(PAGE.parent / link).resolve() for link in re.findall(r"\]\(([^)]+)\)", row.split("|")[-2])]
    assert links
    assert all(path.is_file() for path in links), links
    assert is_played(links[0]), links[0]
