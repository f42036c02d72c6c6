"""`talktag due` on the command line: the clock and the zone of the computer, the width of the terminal, scripts."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from talktag.cli.input.terminal import Terminal
from talktag.cli.render.layout import width_of
from talktag.cli.render.people import print_for_people
from talktag.cli.views.due.rows import due_columns
from talktag.model.due.due_item import DueItem
from tests.ops.due.three_years import TABLE, house_on, moment_of

if TYPE_CHECKING:
    from tests.kit.computer import Computer


def move_in(computer: Computer, day: datetime.date) -> None:
    """The store of the three years in place of that computer's own, as it was on a day."""
    computer.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    for path, text in house_on(day).items():
        if path != "talktag.toml":
            computer.write(f"things/{path}", text)


@pytest.mark.parametrize("number", [1, 8])
def test_the_clock_and_the_zone_of_the_computer_count(
    number: int, new_computer: Computer, program: Callable[[str], str]
) -> None:
    moment, zone, expected = TABLE[number]
    now = moment_of(moment, zone)
    move_in(new_computer, now.date())
    clock = (program("faketime"), "-f", f"@{now.replace(tzinfo=None)}")
    done = new_computer.run("due", env={"TZ": zone}, by=clock)
    assert done.code == 0, done.err
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [(row[0], row[2], row[3]) for row in rows] == [(day, what, slug) for day, _, what, slug in expected]


def test_a_length_of_time_that_is_none_is_named(computer: Computer) -> None:
    for wrong in ("3", "soon", "", "-1d"):
        done = computer.run("due", f"--within={wrong}")
        assert (done.code, "talktag: --within" in done.err, "90d" in done.err) == (6, True, True), wrong
    assert computer.run("due", "--within", "9999y").code == 0


def test_nothing_due_is_no_line_and_no_error(computer: Computer) -> None:
    done = computer.run("due", "trek")
    assert (done.code, done.out, done.err) == (0, "", "notice: nothing is due within 90 days\n")
    assert computer.json("due", "trek")["data"]["due"] == []


@pytest.mark.parametrize("width", [120, 80, 50])
def test_there_are_columns_in_any_usual_width(width: int) -> None:
    today = datetime.date(2026, 3, 2)
    named = DueItem("c000000000001", ("warranty", "all"), "warranty", "all", today, slug="canon-eos-5d-mark-iv")
    items = [named._replace(name="Canon EOS 5D Mark IV", place="home/office"), named._replace(slug="tent", name="Zelt")]

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    terminal = Terminal(io.StringIO(), screen, screen, {"COLUMNS": str(width), "NO_COLOR": "1"})
    print_for_people(terminal, [due_columns(items, today, {})])
    lines = screen.getvalue().splitlines()
    assert max(map(width_of, lines)) <= width
    assert [line.split()[0] for line in lines[:3]] == ["due", "2026-03-02", "2026-03-02"]
    assert "canon-eos-5d-mark-iv" in lines[1]
