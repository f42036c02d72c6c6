"""The days on which a service goes on by itself: counted from the first, to the end of all calendars and no further."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.products.product import Service
from talktag.model.products.renewals import Renewals, parse_renewals
from talktag.model.values.warranty import Duration
from tests.model.things import dates, durations

Day = datetime.date
MONTH, YEAR = Duration(1, "month"), Duration(1, "year")


def test_what_goes_on_upon_the_31st_does_so_again_after_a_short_month() -> None:
    days = Renewals(Day(2026, 1, 31), MONTH)
    assert [str(days.number(count)) for count in range(4)] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-30", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("2026-12-02", "2027-12-01"),
        ("2030-01-01", "2030-12-01"),
    ],
)
def test_the_next_day_for_notice_is_one_length_ahead_of_a_renewal(today: str, due: str) -> None:
    service = Service(renews=Day(2027, 3, 1), every=YEAR, notice=Duration(3, "month"))
    days = service.notices()
    assert days
    assert str(days.next(Day.fromisoformat(today))) == due


def test_what_ends_goes_on_no_more_from_that_day_on() -> None:
    days = Service(renews=Day(2026, 1, 1), every=MONTH, ends=Day(2026, 4, 1)).renewals()
    assert days
    assert [str(days.number(count)) for count in range(4)] == ["2026-01-01", "2026-02-01", "2026-03-01", "None"]
    assert days.next(Day(2026, 3, 2)) is None


def test_without_how_often_there_is_one_day_alone() -> None:
    days = Renewals(Day(2026, 5, 1))
    assert days.next(Day(2026, 5, 1)) == Day(2026, 5, 1)
    assert days.next(Day(2026, 5, 2)) is None
    assert days.number(1) is None


@given(dates, durations, st.none() | durations, st.none() | dates, dates)
def test_the_next_is_the_first_that_is_not_past_whatever_the_lengths(
    first: Day, every: Duration, before: Duration | None, until: Day | None, today: Day
) -> None:
    days = Renewals(first, every, before, until)
    found = days.next(today)
    counted = []
    for count in range(500):
        day = days.number(count)
        if day is None:
            break
        counted.append(day)
    ahead = [each for each in counted if each >= today]
    if ahead or len(counted) < 500:
        assert found == min(ahead, default=None)
    assert parse_renewals(str(days)) == days
