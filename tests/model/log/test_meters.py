"""What meters show and what was used over all of them: held to tables by hand, and to what holds for every log."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talktag.model.log.entry import Entry, in_order, read_entries, with_entries
from talktag.model.log.meters import meters_of, said_set_back, told_meters, uses_of

NEW_YEAR = datetime.date(2026, 1, 1)
MORNING = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)


def read(
    shows: str, day: int = 0, *, by: str = "owner", back: bool = False, meter: str = "km", later: int = 0
) -> Entry:
    """A reading, so many days after New Year; `by` somebody else it is signed."""
    signer = None if by == "owner" else f"SHA256:{by}"
    made = Entry(f"{by}-{day}-{shows}-{later}", NEW_YEAR + datetime.timedelta(days=day), "reading", f"{meter} {shows}")
    moment = MORNING + datetime.timedelta(days=day, seconds=later)
    return made._replace(meter={meter: Decimal(shows)}, reset=(meter,) if back else (), signer=signer, recorded=moment)


TABLE: dict[str, tuple[list[Entry], tuple[str, str]]] = {  # what it shows, and in all
    "it goes up": ([read("100"), read("150.5", 1)], ("150.5", "150.5")),
    "it was changed": ([read("15000"), read("0", 1, back=True), read("300", 2)], ("300", "15300")),
    "another, used before": ([read("15000"), read("50000", 1, back=True), read("50010", 2)], ("50010", "15010")),
    "changed twice": (
        [read("10"), read("0", 1, back=True), read("5", 2), read("1", 3, back=True), read("2", 4)],
        ("2", "16"),
    ),
    "less without a word, as of old": ([read("100"), read("0", 1), read("5", 2)], ("5", "105")),
    "a shop read more": ([read("100"), read("120", 1, by="shop")], ("120", "120")),
    "a shop read less": ([read("100"), read("12", 1, by="shop")], ("100", "100")),
    "a shop read what cannot be": ([read("100"), read("999999999999", 1, by="shop"), read("110", 2)], ("110", "110")),
    "a shop says it was set back, which only the owner can": (
        [read("100"), read("5", 1, by="shop", back=True), read("110", 2)],
        ("110", "110"),
    ),
    "a shop between two meters": (
        [read("100"), read("130", 1, by="shop"), read("0", 2, back=True), read("4", 3, by="shop")],
        ("4", "134"),
    ),
    "only a shop ever read it": ([read("7", by="shop"), read("9", 1, by="shop")], ("9", "9")),
    "the first one says that it is new": ([read("7", back=True), read("9", 1)], ("9", "9")),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_what_a_meter_shows_and_what_all_of_them_come_to(name: str) -> None:
    log, (shows, total) = TABLE[name]
    for order in (log, log[::-1]):  # whatever comes first, the days count
        use = uses_of(in_order(order))["km"]
        assert (use.shows, use.total) == (Decimal(shows), Decimal(total))


def test_what_was_used_counts_for_the_year_of_the_later_reading() -> None:
    log = [read("100"), read("400", 364), read("500", 365), read("0", 400, back=True), read("9", 401)]
    assert uses_of(log)["km"].years == {2026: 300, 2027: 109}
    assert uses_of(log)["km"].values() == {"total": 509, "years": {"2026": 300, "2027": 109}}


def test_two_machines_that_read_the_same_day_come_to_the_same_and_the_doubt_is_told() -> None:
    here, there = read("12000", 3, later=1), read("11990", 3, later=2)
    start = read("11000")
    one, other = in_order([start, here, there]), in_order([there, start, here])
    assert one == other
    assert uses_of(one)["km"] == uses_of(other)["km"]
    assert [(each.id, name) for each, name in said_set_back(one)] == [(there.id, "km")]
    assert [*said_set_back([start, there, here._replace(date=here.date + datetime.timedelta(1))])] == []
    assert [*said_set_back([start, here, read("0", 4, back=True)])] == []


@pytest.mark.parametrize(
    ("title", "data", "told"),
    [
        ("km=41250", {}, {"km": "41250"}),
        ("kWh = 12.5", {"km": "3"}, {"kWh": "12.5"}),
        ("read by us", {"km": "41250", "note": "all well"}, {"km": "41250"}),
        ("read by us", {"km": "10000 to 20000", "since": "2026-01"}, {}),
        ("km=-5", {}, {}),
        ("km=1e999", {}, {}),
        ("km=NaN", {"km": "inf"}, {}),
        ("km=1234567890123", {}, {}),
        ("km=\u0661\u0662", {}, {}),
        ("=7", {"1": "7", "a b": "7"}, {}),
        (f"{'k' * 21}=7", {}, {}),
        ("shutter count 18342", {}, {}),
    ],
)
def test_of_what_others_say_only_a_plain_number_is_a_reading(
    title: str, data: dict[str, str], told: dict[str, str]
) -> None:
    assert told_meters(title, data) == {name: Decimal(number) for name, number in told.items()}


READINGS = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(0, 400), st.booleans(), st.booleans()), min_size=1, max_size=15
)


@given(READINGS)
def test_whatever_was_read_by_whom_no_use_is_less_than_nothing_and_the_total_holds_the_years(
    said: list[tuple[int, int, bool, bool]],
) -> None:
    log = in_order(
        read(str(number), day, by="shop" if theirs else "owner", back=back, later=place)
        for place, (number, day, theirs, back) in enumerate(said)
    )
    for use in uses_of(log).values():
        assert all(used > 0 for used in use.years.values())
        assert use.total >= sum(use.years.values())
    own = [each for each in log if each.signer is None]
    if own:
        after = [each for each in log[log.index(own[-1]) :] if each.signer]
        assert meters_of(log)["km"] >= own[-1].meter["km"]
        assert after or meters_of(log)["km"] == own[-1].meter["km"]


@given(READINGS)
def test_a_log_comes_to_the_same_once_it_was_written_and_read_again(said: list[tuple[int, int, bool, bool]]) -> None:
    log = in_order(
        read(str(number), day, by="shop" if theirs else "owner", back=back, later=place)
        for place, (number, day, theirs, back) in enumerate(said)
    )
    kept = read_entries(with_entries(b"", log) or b"", "p")
    assert kept.problems == ()
    assert uses_of(kept.value or ()) == uses_of(log)
