"""A meter only goes up: whatever is typed in whatever order of days, what is taken never goes down."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.model.log.entry import Entry, in_order
from talktag.model.log.readings import Neighbours, neighbours, settled_reading
from talktag.model.log.typed_every import TypedReading

FIRST = datetime.date(2026, 1, 1)
MORNING = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)
READINGS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=20)


def taken(log: tuple[Entry, ...], day: int, number: int, *, is_reset: bool = False) -> tuple[Entry, ...]:
    """The log with a reading; as it was where that is refused."""
    date = FIRST + datetime.timedelta(days=day)
    around = neighbours(log, "km", date)
    try:
        shown = settled_reading(TypedReading("km", (Decimal(number),)), around, is_reset=is_reset)
    except ValueError:
        return log
    moment = MORNING + datetime.timedelta(seconds=len(log))
    made = Entry(f"e{len(log)}", date, "reading", "r", recorded=moment, meter={"km": shown})
    return in_order((*log, made))


@settings(deadline=None)
@given(READINGS)
def test_what_is_taken_never_goes_down_in_the_order_of_the_days(typed: list[tuple[int, int]]) -> None:
    log: tuple[Entry, ...] = ()
    for day, number in typed:
        log = taken(log, day, number)
    shown = [each.meter["km"] for each in log]
    assert shown == sorted(shown)


@settings(deadline=None)
@given(READINGS)
def test_what_only_goes_up_is_taken_in_whatever_order_it_is_typed(typed: list[tuple[int, int]]) -> None:
    rising = sorted(dict(typed).items())
    rising = [(day, sum(number for _, number in rising[: place + 1])) for place, (day, _) in enumerate(rising)]
    for order in (rising, rising[::-1]):
        log: tuple[Entry, ...] = ()
        for day, number in order:
            log = taken(log, day, number)
        assert len(log) == len(rising)


@settings(deadline=None)
@given(READINGS)
def test_a_meter_that_is_said_to_be_set_back_may_show_anything(typed: list[tuple[int, int]]) -> None:
    log: tuple[Entry, ...] = ()
    for day, number in typed:
        log = taken(log, day, number, is_reset=True)
    assert len(log) == len(typed)


@pytest.mark.parametrize(
    ("before", "after", "numbers", "meant"),
    [
        (None, None, "41250", "41250"),
        (None, None, "41250 41.25", None),
        ("41000", None, "41250 41.25", "41250"),
        (None, "50", "41250 41.25", "41.25"),
        ("40", "50", "41250 41.25", "41.25"),
        ("40", None, "41250 41.25", None),
        ("42000", None, "41250 41.25", None),
        ("41250", "41250", "41250", "41250"),
        ("41250", None, "41249.9", None),
    ],
)
def test_of_two_numbers_the_one_that_fits_between_its_neighbours_is_meant(
    before: str | None, after: str | None, numbers: str, meant: str | None
) -> None:
    from talktag.model.log.readings import MeterReading

    sides = [MeterReading(Decimal(each), FIRST) if each else None for each in (before, after)]
    typed = TypedReading("km", tuple(map(Decimal, numbers.split())))
    if meant is None:
        with pytest.raises(ValueError, match="km"):
            settled_reading(typed, Neighbours(*sides), is_reset=False)
    else:
        assert settled_reading(typed, Neighbours(*sides), is_reset=False) == Decimal(meant)
