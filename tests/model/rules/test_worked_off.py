"""Whenever rules of time are run, each of their moments is worked off once: where clocks skip and repeat, too."""

from __future__ import annotations

import datetime
import random
import zoneinfo

import pytest

from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import Rule
from talktag.model.rules.timed.worked_off import begin_of, note_after, read_worked_off, worked_off_values
from talktag.model.rules.times import times
from talktag.model.toml.write import new_text

UTC, DAY = datetime.UTC, datetime.timedelta(days=1)
# Around a change of clocks, a day that was skipped whole, and a leap day.
STARTS = {
    "Europe/Madrid": "2026-03-20",
    "America/Sao_Paulo": "2018-10-25",  # clocks skip midnight
    "Pacific/Apia": "2011-12-20",  # where there was no 30 December
    "Australia/Lord_Howe": "2026-09-25",
    "America/New_York": "2024-02-20",
}


def rule(at: str, every: str) -> Rule:
    text = f'format = 1\nat = "{at}"\nevery = "{every}"\n[[do]]\nnotice = "x"\n'
    reading = read_rule(text.encode(), "rules/some.toml")
    assert reading.value, reading.problems
    return reading.value


def worked_off(some: Rule, runs: list[datetime.datetime], zone: zoneinfo.ZoneInfo) -> list[datetime.datetime]:
    """All moments that are worked off by runs at those moments."""
    note: dict[str, datetime.datetime] = {}
    found: list[datetime.datetime] = []
    for now in runs:
        due = list(times(some, begin_of(note, "some", now), now, zone))
        found += due
        note = note_after(note, ["some"] if due else [], ["some"], now)
        reading = read_worked_off(new_text(worked_off_values(note)), "due/worked-off.toml")
        assert (reading.value, reading.problems) == (note, ())
    return found


@pytest.mark.parametrize("name", STARTS)
def test_any_split_of_time_into_runs_works_off_the_same_moments(name: str) -> None:
    zone = zoneinfo.ZoneInfo(name)
    for seed in range(70):
        chance = random.Random(seed)
        start = datetime.datetime.fromisoformat(f"{STARTS[name]}T12:00:00+00:00")
        at = f"{(start - 40 * DAY).date()} {chance.choice(['00:00', '00:30', '02:30', '12:00', '23:59'])}"
        some = rule(at, chance.choice(["1 day", "2 days", "1 week", "1 month"]))
        end = start + 60 * DAY
        between = sorted(start + chance.random() * (end - start) for _ in range(chance.randint(0, 30)))
        parts = worked_off(some, [start, *between, *[end] * 2], zone)
        assert parts == worked_off(some, [start, end], zone), seed
        assert parts == sorted(set(parts)) == list(times(some, start - 366 * DAY, end, zone))


def test_a_day_that_was_skipped_whole_and_the_next_are_one_moment() -> None:
    zone = zoneinfo.ZoneInfo("Pacific/Apia")
    start, end = (datetime.datetime(2011, 12, day, 12, tzinfo=UTC) for day in (28, 31))
    found = worked_off(rule("2011-12-28 00:00", "1 day"), [start, end], zone)
    assert [f"{each.astimezone(zone):%d %H:%M}" for each in found] == ["28 00:00", "29 00:00", "31 00:00", "01 00:00"]
