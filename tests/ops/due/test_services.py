"""A service is due by itself again and again: first the day for notice; in the list, on the card, in a calendar."""

from __future__ import annotations

import datetime

import icalendar
from dateutil.rrule import rrulestr

from talktag.ops.due.calendar_out import write_calendar
from talktag.ops.due.due import list_due
from talktag.ops.due.today import show_today
from tests.kit.bench import Bench

CLOUD = """\
format = 1
id = "50000000000a1"
name = "Photo Cloud"
kind = "service"

[purchase]
from = "Cloud Co"

[service]
{more}
"""
YEARLY = 'fee = "120.00 EUR"\nevery = "1 year"\nrenews = 2024-06-30\nnotice = "3 months"'


def cloud(bench: Bench, more: str = YEARLY) -> None:
    bench.write("products/p/photo-cloud.toml", CLOUD.format(more=more))


def told(bench: Bench, within: str = "2y") -> list[tuple[str, str]]:
    items = bench.ask(list_due, (), within).data.values()["due"]
    return [(each["date"], each["what"]) for each in items if each["slug"] == "photo-cloud"]


def test_notice_is_due_before_it_goes_on_and_the_next_time_once_the_day_is_past(bench: Bench) -> None:
    cloud(bench)
    notice, renewal = "last day to give notice to Cloud Co", "goes on for 120.00 EUR"
    assert told(bench) == [("2026-03-30", notice), ("2026-06-30", renewal)]
    bench.now += datetime.timedelta(days=29)
    assert told(bench) == [("2026-06-30", renewal), ("2027-03-30", notice)]
    names = {each["id"] for each in bench.ask(list_due, (), "2y").data.values()["due"]}
    bench.now += datetime.timedelta(days=365)
    assert names == {each["id"] for each in bench.ask(list_due, (), "2y").data.values()["due"]}


def test_the_card_of_today_and_what_is_later_know_it(bench: Bench) -> None:
    cloud(bench)
    card = bench.ask(show_today).data.values()
    assert [each["kind"] for each in card["coming"]["due"]] == ["warranty", "notice"]
    assert bench.ask(list_due, (), "30d").data.values()["later"] == 1
    assert bench.ask(list_due, ("kind:service",), "30d").data.values()["later"] == 1


def test_what_ends_is_told_once_and_does_not_go_on(bench: Bench) -> None:
    cloud(bench, f"{YEARLY}\nends = 2026-06-30")
    assert told(bench) == [("2026-06-30", "is over")]


def test_of_what_one_parted_with_nothing_goes_on(bench: Bench) -> None:
    cloud(bench)
    path = "products/p/photo-cloud.toml"
    bench.write(path, bench.text(path).replace("\n\n[purchase]", '\nstate = "given"\n\n[purchase]'))
    assert told(bench) == []


def test_a_calendar_says_the_days_that_a_reader_counts_to_and_none_of_it_hangs_on_today(bench: Bench) -> None:
    for renews, every, notice in (
        ("2024-01-31", "1 month", "2 weeks"),
        ("2024-02-29", "1 year", "1 month"),
        ("2024-05-31", "1 year", "3 months"),
        ("2024-03-15", "13 days", "1 day"),
        ("2024-01-31", "1 month", "1 month"),
    ):
        cloud(bench, f'every = "{every}"\nrenews = {renews}\nnotice = "{notice}"')
        data = bench.ask(write_calendar, ("kind:service",), None).output.make()
        record = bench.store.record("photo-cloud").product.service
        events = {str(each["SUMMARY"]): each for each in icalendar.Calendar.from_ical(data).walk("VEVENT")}
        assert len(events) == 2
        for summary, event in events.items():
            series = record.notices() if "notice" in summary else record.renewals()
            assert series
            expected = [series.number(number) for number in range(40)]
            assert read_days(event, 40) == expected, (renews, every, summary)
        bench.now += datetime.timedelta(days=500)
        assert bench.ask(write_calendar, ("kind:service",), None).output.make() == data


def test_a_calendar_goes_on_no_longer_than_the_service(bench: Bench) -> None:
    cloud(bench, 'every = "1 month"\nrenews = 2026-01-10\nends = 2026-04-10')
    data = bench.ask(write_calendar, ("kind:service",), None).output.make()
    (first, _) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(each) for each in read_days(first, 40)] == ["2026-01-10", "2026-02-10", "2026-03-10"]


def read_days(event: icalendar.Component, most: int) -> list[datetime.date]:
    """The days of an event as a library counts them that we did not write."""
    start = event.decoded("DTSTART")
    if "RDATE" in event:
        return [start, *(each.dt for each in event["RDATE"].dts)][:most]
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime.datetime.combine(start, datetime.time()))
    return [each.date() for _, each in zip(range(most), rule, strict=False)]
