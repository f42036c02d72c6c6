from __future__ import annotations

import datetime
import zoneinfo

import pytest

from talktag.model.products.product import Product
from talktag.model.rules.reaction import Around
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.times import moment_there, react_at, times

UTC = datetime.UTC
MODEM = Product("p000000000000", "modem", "Modem")
MADRID = zoneinfo.ZoneInfo("Europe/Madrid")


def rule(at: str, every: str = "", name: str = "some"):
    often = f'every = "{every}"\n' if every else ""
    text = f'format = 1\nat = "{at}"\n{often}match = ["name"]\n[[do]]\nkind = "due"\ntitle = "{{rule.name}}"\n'
    reading = read_rule(text.encode(), f"rules/{name}.toml")
    assert reading.value, reading.problems
    return reading.value


def moments(at: str, every: str, since: str, until: str, zone=UTC) -> list[str]:
    ends = [datetime.datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (since, until)]
    return [f"{each:%Y-%m-%d %H:%M:%S}" for each in times(rule(at, every), *ends, zone)]


@pytest.mark.parametrize(
    ("at", "every", "since", "until", "due"),
    [
        ("2026-01-31 09:00", "1 month", "2026-01-01", "2026-04-01", ["01-31", "02-28", "03-31"]),
        ("2026-01-31 09:00", "", "2026-01-01", "2027-04-01", ["01-31"]),
        ("2026-01-31 09:00", "", "2026-01-31T09:00", "2027-04-01", []),
        ("2026-01-01 09:00", "2 weeks", "2026-01-01T09:00", "2026-02-01", ["01-15", "01-29"]),
        ("2026-01-01 09:00", "1 day", "2026-01-03", "2026-01-05T09:00", ["01-03", "01-04", "01-05"]),
    ],
)
def test_missed_moments_come_in_order_and_after_the_last_look(at, every, since, until, due):
    assert moments(at, every, since, until) == [f"2026-{day} 09:00:00" for day in due]


def test_a_time_that_clocks_skip_is_after_the_gap_and_of_two_the_first():
    spring = moments("2026-03-28 02:30 Europe/Madrid", "1 day", "2026-03-28", "2026-03-31")
    assert spring == ["2026-03-28 01:30:00", "2026-03-29 01:00:00", "2026-03-30 00:30:00"]
    autumn = moments("2026-10-24 02:30", "1 day", "2026-10-24", "2026-10-27", MADRID)
    assert autumn == ["2026-10-24 00:30:00", "2026-10-25 00:30:00", "2026-10-26 01:30:00"]


def test_a_gap_of_half_an_hour_and_of_a_whole_day_end_where_they_end():
    howe = zoneinfo.ZoneInfo("Australia/Lord_Howe")
    assert moment_there(datetime.datetime(2026, 10, 4, 2, 10), howe).astimezone(howe).strftime("%H:%M") == "02:30"
    apia = zoneinfo.ZoneInfo("Pacific/Apia")
    assert (
        moment_there(datetime.datetime(2011, 12, 30, 12), apia).astimezone(apia).isoformat()[:16] == "2011-12-31T00:00"
    )


def test_a_rule_of_long_ago_and_one_beyond_the_calendar_take_no_time():
    assert moments("1900-01-01 09:00", "1 day", "2026-01-01", "2026-01-02") == ["2026-01-01 09:00:00"]
    assert moments("2026-01-01 09:00", "9999 years", "2025-01-01", "9999-12-31") == ["2026-01-01 09:00:00"]


def test_what_is_made_at_a_moment_is_the_same_on_every_machine_and_made_once():
    each = rule("2026-01-01 00:30 Europe/Madrid", "1 month", "monthly")
    due = [("monthly", moment) for moment in times(each, *_year(), UTC)]
    here = react_at([each], [], due, {}, Around(MODEM), now=_year()[1])
    there = react_at([each], [], reversed(due), {}, Around(MODEM, zone=MADRID), now=_year()[1])
    assert here.made == there.made
    assert len(here.made) == 12
    first = here.made[0]
    assert first.origin.cause == "20251231T233000Z-p000000000000"
    assert first.entry.date == datetime.date(2026, 1, 1)
    log = [made.entry for made in here.made[:5]]
    assert react_at([each], log, due, {}, Around(MODEM)).made[0].origin == here.made[5].origin


def _year() -> tuple[datetime.datetime, datetime.datetime]:
    return datetime.datetime(2025, 12, 1, tzinfo=UTC), datetime.datetime(2026, 12, 31, tzinfo=UTC)
