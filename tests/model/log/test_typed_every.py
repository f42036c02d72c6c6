"""How often, and what a meter shows, as people type it: what is meant is read, and what may be two things is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.log.every import parse_every
from talktag.model.log.typed_every import typed_every, typed_reading
from talktag.model.typed.number import typed_numbers


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("6m", "6 months"),
        ("2 years", "2 years"),
        ("2y", "2 years"),
        ("1.5 years", "18 months"),
        ("14 Tage", "14 days"),
        ("10000km", "10000 km"),
        ("10000 km", "10000 km"),
        ("10.000 km", "10000 km"),
        ("10,000 KM", "10000 km"),
        ("10 000 km", "10000 km"),
        ("1\u202f000\u00a0km", "1000 km"),
        ("1.234.500 km", "1234500 km"),
        ("1,234.5 km", "1234.5 km"),
        ("12,5 hours", "12.5 hours"),
        ("500 shutter-count", "500 shutter-count"),
        (" Never ", "never"),
    ],
)
def test_how_often_is_read_as_people_write_it(typed: str, held: str) -> None:
    assert typed_every(typed, ["km"]) == parse_every(held)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("7.500 km", "may be 7500 km or 7.5 km"),
        ("5", "says no unit"),
        ("0 months", "at once, for ever"),
        ("0 km", "at once, for ever"),
        ("-5 km", "is not how often"),
        ("often", "is not how often"),
        ("", "is not how often"),
        ("1.23.4 km", "is not a number"),
        ("1.23456 km", "is not a number"),
        (f"{'9' * 50} km", "is not a number"),
    ],
)
def test_what_is_not_how_often_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        typed_every(typed)


@pytest.mark.parametrize(
    ("typed", "meter", "numbers"),
    [
        ("km=41250", "km", ["41250"]),
        (" km = 41250 ", "km", ["41250"]),
        ("KM=41.250", "km", ["41250", "41.25"]),
        ("km=41'250", "km", ["41250"]),
        ("41250 km", "km", ["41250"]),
        ("hours=12.5", "hours", ["12.5"]),
        ("hours=0", "hours", ["0"]),
        ("m3=1234.500", "m3", ["1234.5"]),
    ],
)
def test_a_reading_is_its_meter_and_every_number_it_may_be(typed: str, meter: str, numbers: list[str]) -> None:
    assert typed_reading(typed, ["km"]) == (meter, tuple(map(Decimal, numbers)))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("41250", "is not what a meter shows"),
        ("km=", "is not a number"),
        ("=5", "is not what a meter shows"),
        ("km=many", "is not a number"),
        ("km=-5", "less than nothing"),
        ("two words=5", "is not a name for a meter"),
        ("9km=5", "is not a name for a meter"),
    ],
)
def test_what_is_no_reading_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        typed_reading(typed)


@given(st.integers(0, 10**12 - 1), st.integers(0, 9999))
def test_every_number_is_read_as_the_one_it_was_written_from(whole: int, rest: int) -> None:
    number = Decimal(f"{whole}.{rest:04d}")
    assert number in typed_numbers(f"{whole}.{rest:04d}")
    assert number in typed_numbers(f"{whole},{rest:04d}")
    assert typed_numbers(f"{whole:,}".replace(",", "'")) == (Decimal(whole),)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_refused_in_words(text: str) -> None:
    try:
        found = typed_numbers(text)
    except ValueError:
        return
    assert 1 <= len(found) <= 2
    assert all(each >= 0 for each in found)
