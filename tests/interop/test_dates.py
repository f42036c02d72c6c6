"""Dates are read one way or refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.interop.dates import day_first_of, read_date

DAY = datetime.date(2024, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-02",
        "2024/03/02",
        "2024.3.2",
        "2024-03-02T10:00:00Z",
        "2024-03-02T10:00:00+02:00",
        "2024-03-02 10:00:00",
        "2 Mar 2024",
        "2. March 2024",
        "02-Mar-2024",
        "March 2, 2024",
        "Mar 2 2024",
    ],
)
def test_a_date_that_says_one_day_is_that_day(text: str) -> None:
    assert read_date(text) == DAY


def test_the_day_or_the_month_may_come_first_when_that_is_known() -> None:
    assert read_date("02/03/2024", day_first=True) == DAY
    assert read_date("03/02/2024", day_first=False) == DAY
    assert read_date("02.03.24", day_first=True, century=2000) == DAY
    assert read_date("3/2/2024 10:00 AM", day_first=False) == DAY


def test_a_day_beyond_twelve_settles_it() -> None:
    assert read_date("23/1/2024") == read_date("1/23/2024") == datetime.date(2024, 1, 23)


def test_the_same_day_and_month_need_no_order() -> None:
    assert read_date("05/05/2024") == datetime.date(2024, 5, 5)


def test_two_readings_are_both_shown() -> None:
    with pytest.raises(ValueError, match=r'"03/04/2021" may be 2021-04-03 \(day first\) or 2021-03-04 \(month first\)'):
        read_date("03/04/2021")


def test_an_order_that_was_given_is_not_bent() -> None:
    with pytest.raises(ValueError, match='"10/13/2021" is not a date with the day first'):
        read_date("10/13/2021", day_first=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/23/23", "a year of two digits"),
        ("09/30/0202", "looks mistyped"),
        ("0202-09-30", "looks mistyped"),
        ("2204-09-30", "looks mistyped"),
        ("2024-02-30", "is not a date"),
        ("13/14/2020", "no such month"),
        ("31/04/2020", "is not a date"),
        ("2024-03", "is not a date"),
        ("45353", "is not a date"),
        ("soon", "is not a date"),
        ("2 Foo 2024", '"Foo" is not a month'),
        ("٢٠٢٤-٠٣-٠٢", "is not a date"),
        ("2024-03-02\n", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_date(text)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f'"{text}"')


@pytest.mark.parametrize(("century", "year"), [(2000, 2070), (1970, 1970), (1971, 2070), (1900, 1970)])
def test_two_digits_fall_in_the_hundred_years_that_were_named(century: int, year: int) -> None:
    assert read_date("1/1/70", century=century).year == year


def test_a_column_tells_the_order_by_its_plain_cases() -> None:
    assert day_first_of(["03/04/2021", "23/04/2021"]) is True
    assert day_first_of(["03/04/2021", "04/23/2021", "2021-01-01"]) is False


def test_a_column_that_proves_nothing_or_both_tells_nothing() -> None:
    assert day_first_of(["03/04/2021", "05/05/2021", ""]) is None
    assert day_first_of(["23/04/2021", "04/23/2021"]) is None
    assert day_first_of(["13/14/2021"]) is None


@settings(deadline=None)
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)), first=st.booleans())
def test_every_date_written_in_a_known_order_is_read_back(day: datetime.date, first: bool) -> None:
    text = f"{day:%d/%m/%Y}" if first else f"{day:%m/%d/%Y}"
    assert read_date(text, day_first=first) == day


@settings(deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        day = read_date(text)
    except ValueError:
        return
    assert 1900 <= day.year < 2200
