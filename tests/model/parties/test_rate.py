"""How many in how much time: read in one way, and counted back over any month."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.parties.rate import Rate, parse_rate

NOW = datetime.datetime(2027, 3, 31, 12, 0, tzinfo=datetime.UTC)
moments = st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2200, 1, 1), timezones=st.just(datetime.UTC))


@pytest.mark.parametrize("text", ["20/day", " 20 / day ", "20 a day", "20 per Day", "20 A DAY"])
def test_a_rate_is_read_however_it_is_spaced(text: str) -> None:
    assert str(parse_rate(text)) == "20/day"


NONE = ("", "20", "/day", "0/day", "-1/day", "1.5/day", "1/fortnight", "1/day/day", "123456/day", "٣/day")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_rate_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match='like "20/day"'):
        parse_rate(text)


@pytest.mark.parametrize(
    ("span", "since"),
    [
        ("hour", "2027-03-31T11:00"),
        ("day", "2027-03-30T12:00"),
        ("week", "2027-03-24T12:00"),
        ("month", "2027-02-28T12:00"),
        ("year", "2026-03-31T12:00"),
    ],
)
def test_time_is_counted_back_as_a_calendar_does(span: str, since: str) -> None:
    assert Rate(1, span).since(NOW).isoformat().startswith(since)


@given(moments, st.sampled_from(["hour", "day", "week", "month", "year"]))
def test_the_beginning_lies_before_the_end_for_any_moment(now: datetime.datetime, span: str) -> None:
    assert Rate(1, span).since(now) < now
