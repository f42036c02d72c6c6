"""A clock that is wrong, for talktag and for git alike: what came first is told by numbers and by the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer
    from tests.kit.done import Done

At = Callable[..., "Done"]
# In the order in which things are done, which is not that of the calendar.
YEARS = ("2026-11-22 12:00:00", "2099-01-01 00:00:01", "1971-01-01 00:00:01", "2031-06-01 08:00:00")


@pytest.fixture
def at(computer: Computer, program: Callable[[str], str]) -> At:
    """Runs a command that ends well while the clock says something else, git's clock too."""
    faketime = program("faketime")

    def run(when: str, *words: str) -> Done:
        done = computer.run(*words, by=(faketime, "-f", f"@{when}"))
        assert done.code == 0, done.err
        return done

    return run


def test_the_clock_of_these_tests_is_wrong_for_git_too(computer: Computer, at: At) -> None:
    at(YEARS[1], "set", "canon", "place=attic")
    assert computer.git("log", "-1", "--format=%ad %cd", "--date=format:%Y") == b"2099 2099\n"


def test_the_history_is_told_and_taken_back_as_it_happened(computer: Computer, at: At) -> None:
    for number, year in enumerate(YEARS):
        at(year, "set", "canon", f"place=room {number}")
    told = [each["date"][:4] for each in computer.json("log", "canon")["data"]["commits"][:4]]
    assert told == [year[:4] for year in reversed(YEARS)]
    for left, year in zip((2, 1, 0), reversed(YEARS), strict=False):
        at(year, "undo")
        assert computer.json("show", "canon")["data"]["place"] == f"room {left}"


def test_shares_are_in_the_order_in_which_they_were_made(computer: Computer, at: At) -> None:
    years = [year for year in YEARS if year > "1980"]  # a zip cannot say an earlier one
    for number, year in enumerate((*years, years[1], years[0], years[0]), 1):
        at(year, "export", "canon", "--to", "fix-it", "--yes", "-o", f"{number}.zip")
    shares = computer.json("shares")["data"]["shares"]
    assert [each["sequence"] for each in shares] == [1, 2, 3, 4, 5, 6]


def test_a_bundle_is_as_good_on_every_day(computer: Computer, at: At) -> None:
    at(YEARS[1], "export", "canon", "--to", "fix-it", "--yes", "-o", "canon.zip")
    said = {at(year, "verify", "canon.zip").stdout for year in YEARS}
    assert len(said) == 1


def test_notes_are_told_as_they_were_written_and_open_on_every_day(computer: Computer, at: At) -> None:
    for number, year in enumerate(YEARS):
        at(year, "note", "canon", f"text {number}")
    for year in YEARS:
        assert all(f"text {number}" in at(year, "notes", "canon").out for number in range(4))
    assert computer.run("doctor").code == 0
