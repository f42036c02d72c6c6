"""The first day on which a service can end: the next one that notice can still be given of."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.letters.first_end import first_end
from talktag.model.products.product import Service
from talktag.model.values.warranty import Duration, parse_term

DAY = datetime.date(2026, 11, 30)


def length(text: str) -> Duration:
    found = parse_term(text)
    assert isinstance(found, Duration)
    return found


@pytest.mark.parametrize(
    ("renews", "every", "notice", "ends", "by"),
    [
        ("2026-12-31", "1 year", "1 month", "2026-12-31", "2026-11-30"),
        ("2026-12-29", "1 year", "1 month", "2027-12-29", "2027-11-29"),
        ("2020-01-15", "1 month", "2 weeks", "2026-12-15", "2026-12-01"),
        ("2020-01-10", "1 month", "2 weeks", "2027-01-10", "2026-12-27"),
        ("2027-03-01", None, "3 months", "2027-03-01", "2026-12-01"),
        ("2026-12-05", "1 month", None, "2026-12-05", "2026-12-05"),
        ("2020-01-31", "1 month", "1 month", "2026-12-31", "2026-11-30"),
    ],
)
def test_it_is_the_next_one_that_notice_can_still_be_given_of(
    renews: str, every: str | None, notice: str | None, ends: str, by: str
) -> None:
    service = Service(
        every=length(every) if every else None,
        renews=datetime.date.fromisoformat(renews),
        notice=length(notice) if notice else None,
    )
    found = first_end(service, DAY)
    assert found is not None
    assert (str(found.ends), str(found.notice)) == (ends, by)


def test_where_the_record_does_not_say_there_is_none() -> None:
    assert first_end(Service(notice=length("1 month")), DAY) is None
    assert first_end(Service(renews=datetime.date(2026, 12, 1), notice=length("2 months")), DAY) is None
    assert first_end(Service(renews=DAY, every=length("1 month"), ends=DAY), DAY) is None


@given(
    st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)),
    st.integers(1, 9999),
    st.sampled_from(["day", "week", "month", "year"]),
    st.integers(1, 9999),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_whatever_it_says_the_day_is_ahead_and_so_is_that_of_the_notice(
    renews: datetime.date, count: int, unit: str, before: int, unit_before: str
) -> None:
    service = Service(every=Duration(count, unit), renews=renews, notice=Duration(before, unit_before))
    found = first_end(service, DAY)
    assert found is None or (found.ends >= DAY and found.notice >= DAY)
