"""The zone of this computer is the zone that it is said to be, on each day of the year and at each change of clocks."""

from __future__ import annotations

import datetime
import time
import zoneinfo
from collections.abc import Iterator

import pytest

from talktag.cli.views.times import HERE
from talktag.model.rules.times import moment_there

ZONES = ("Europe/Madrid", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[zoneinfo.ZoneInfo]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield zoneinfo.ZoneInfo(request.param)
    monkeypatch.undo()
    time.tzset()


def changes(zone: zoneinfo.ZoneInfo) -> list[datetime.datetime]:
    """The hours of UTC around each change of clocks, for some years."""
    found = []
    moment = datetime.datetime(2009, 1, 1, tzinfo=datetime.UTC)
    while moment.year < 2028:
        after = moment + 24 * HOUR
        if moment.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found += [moment + number * HOUR / 2 for number in range(-4, 60)]
        moment = after
    return found or [moment]


def test_moments_are_shown_as_there_and_found_again(zone: zoneinfo.ZoneInfo) -> None:
    for moment in changes(zone):
        here, there = moment.astimezone(HERE), moment.astimezone(zone)
        assert (here.replace(tzinfo=None), here.fold) == (there.replace(tzinfo=None), there.fold)
        assert here.astimezone(datetime.UTC) == moment


def test_what_clocks_skip_and_show_twice_is_the_same_moment(zone: zoneinfo.ZoneInfo) -> None:
    for moment in changes(zone):
        shown = moment.replace(tzinfo=None)
        assert moment_there(shown, HERE) == moment_there(shown, zone), shown
