"""The listing of a log at a terminal of 80 and of 50 columns: what matters most stays, what is left out is named."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest

from talktag.cli.input.terminal import Terminal
from talktag.cli.render.people import print_for_people
from talktag.cli.views.log.entries import show_entries
from talktag.model.log.entry import Entry
from talktag.model.log.every import MeterStep
from talktag.model.log.meters import uses_of
from talktag.model.log.schedule import dues_of
from talktag.model.products.key_values import NOBODY
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import Duration
from talktag.ops.log.entry import LogListing
from talktag.ops.log.find_entry import short_ids

OIL = Entry(
    "d777ktax5fk6p",
    datetime.date(2026, 5, 1),
    "service",
    "changed the oil",
    "with the filter, and the old one taken along",
    party="garage",
    cost=parse_money("40.00 EUR"),
    every=(Duration(6, "month"), MeterStep(Decimal(10000), "km")),
    meter={"km": Decimal(41250)},
)
TAX = Entry("9ab2ktax5fk6p", datetime.date(2026, 5, 2), "due", "pay the tax", due=datetime.date(2026, 8, 1))
LOG = (OIL, TAX)


class Screen(io.StringIO):
    """What a person at a terminal would see."""

    def isatty(self) -> bool:
        return True


def shown(width: int, listing: LogListing) -> list[str]:
    screen = Screen()
    environment = {"COLUMNS": str(width), "NO_COLOR": "1"}
    print_for_people(Terminal(io.StringIO(), screen, screen, environment), show_entries(listing))
    return screen.getvalue().split("\n")[:-1]


def listing(hidden: int = 0) -> LogListing:
    product = NOBODY._replace(slug="car", name="Car")
    ids = short_ids(each.id for each in LOG)
    names = {"garage": "Garage Lindqvist"}
    return LogListing(product, LOG, dues_of(LOG), uses_of(LOG), ids, hidden=hidden, parties=names)


def test_at_80_columns_it_tells_what_when_what_it_cost_what_is_due_and_the_id() -> None:
    lines = shown(80, listing(hidden=1))
    assert lines == [
        "Car",
        "date        entry    what             cost       due                        id",
        "2026-05-01  service  changed the oil  40.00 EUR  every 6 months, every      d777",
        "                                                 10000 km",
        "2026-05-02  due      pay the tax                 2026-08-01                 9ab2",
        "",
        "due: pay the tax      2026-08-01",
        "due: changed the oil  2026-11-01 or at 51250 km",
        "meters                km 41250",
        "1 withdrawn; see with: talktag entry car --withdrawn",
        "no room for: who, meter, details; see them with: --plain",
    ]


def test_at_50_columns_it_tells_what_when_and_the_id() -> None:
    lines = shown(50, listing())
    assert lines == [
        "Car",
        "date        entry    what             id",
        "2026-05-01  service  changed the oil  d777",
        "2026-05-02  due      pay the tax      9ab2",
        "",
        "due: pay the tax      2026-08-01",
        "due: changed the oil  2026-11-01 or at 51250 km",
        "meters                km 41250",
        "no room for: who, cost, due, meter, details; see",
        "them with: --plain",
    ]


@pytest.mark.parametrize("width", [20, 50, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width or len(line.split()) == 1 for line in shown(width, listing(hidden=3)))


def test_an_empty_log_says_how_to_write_on_it() -> None:
    empty = listing()._replace(entries=(), dues=(), meters={})
    assert shown(80, empty) == ["Car", 'nothing yet; write it with: talktag entry car --service "…"']
