"""What is told of use: months and ranges, no number that was read, and nothing that a reader takes for a reading."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.log.entry import Entry, in_order
from talktag.model.log.meters import told_meters
from talktag.model.log.usage import Month, month_told, range_of, usage_data

JANUARY = datetime.date(2026, 1, 1)
FIRST, LAST = Month(2026, 1), Month(2026, 3)


def read(day: int, shows: str, meter: str = "km", *, kind: str = "reading", back: bool = False) -> Entry:
    made = Entry(f"{day:03}-{shows}-{kind}", JANUARY + datetime.timedelta(days=day), kind, "r")
    return made._replace(meter={meter: Decimal(shows)} if shows else {}, reset=(meter,) if back else ())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0", "none"),
        ("0.4", "less than 1"),
        ("1", "1 to 2"),
        ("1.9999", "1 to 2"),
        ("2", "2 to 5"),
        ("4999.9", "2000 to 5000"),
        ("5000", "5000 to 10000"),
        ("12345", "10000 to 20000"),
        ("999999999999", "500000000000 to 1000000000000"),
    ],
)
def test_a_number_is_told_as_its_range(number: str, said: str) -> None:
    assert range_of(Decimal(number)) == said


@given(st.decimals(min_value=1, max_value=10**12, places=4))
def test_a_range_holds_its_number_and_is_never_narrower_than_half_as_much_again(number: Decimal) -> None:
    lower, upper = map(Decimal, range_of(number).split(" to "))
    assert lower <= number < upper
    assert upper >= lower * 2


def test_what_was_used_in_the_months_is_told_over_a_meter_that_was_changed() -> None:
    log = [read(-40, "9000"), read(10, "9400"), read(20, "0", back=True), read(60, "700"), read(95, "60000")]
    log += [read(30, "", kind="service"), read(31, "", kind="service"), read(100, "", kind="claim")]
    assert usage_data(in_order(log), FIRST, LAST) == {
        "used-since": "2026-01",
        "used-until": "2026-03",
        "km": "10000 to 20000",
        "km-used": "1000 to 2000",
        "services": "1 to 2",
        "claims": "none",
    }


def test_names_of_meters_that_no_message_may_have_are_told_in_its_letters() -> None:
    log = [read(1, "5", "Öl"), read(2, "5", "油"), read(3, "5", "claims"), read(4, "5", "used-since")]
    told = usage_data(log, FIRST, LAST)
    assert [*told] == [
        *("used-since", "used-until", "ol", "ol-used", "meter-2", "meter-2-used", "meter-3", "meter-3-used"),
        *("meter-4", "meter-4-used", "services", "claims"),
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 99_999), st.sampled_from(["km", "h", "shots"]), st.booleans()),
        max_size=20,
    )
)
def test_no_number_that_was_read_and_no_day_is_told_and_none_of_it_is_a_reading_there(
    said: list[tuple[int, int, str, bool]],
) -> None:
    log = in_order(read(day, f"{number}.5", meter, back=back) for day, number, meter, back in said)
    told = usage_data(log, FIRST, LAST)
    assert told_meters(f"Used from {FIRST} to {LAST}", told) == {}
    assert not any(f"{number}.5" in value for _, number, *_ in said for value in told.values())
    assert not any(each.date.isoformat() in value for each in log for value in told.values())


def test_what_comes_later_changes_nothing_of_what_was_told() -> None:
    log = [read(1, "5"), read(40, "900")]
    assert usage_data(log, FIRST, LAST) == usage_data(
        [*log, read(100, "50000"), read(101, "", kind="claim")], FIRST, LAST
    )


def test_the_last_month_told_is_known_by_party_whoever_else_was_told_more() -> None:
    def told(to: str | None, until: str, kind: str = "reading") -> Entry:
        return Entry(until, JANUARY, kind, "t")._replace(to=to, original="x", data={"used-until": until})

    log = [told("canon", "2026-01"), told("fix-it", "2027-01"), told("canon", "2025-12"), told("canon", "2030-13x")]
    log += [told(None, "2029-01"), told("canon", "2028-01", "message"), told("canon", "\u0662\u0660\u0662\u0668-01")]
    assert month_told(log, "canon") == Month(2026, 1)
    assert month_told(log, "velo") is None
    assert [str(Month(2026, 12).later(1)), str(Month(2026, 1).later(-1))] == ["2027-01", "2025-12"]
