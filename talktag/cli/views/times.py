"""Moments as a person reads them: in the time of the place where this computer is. It asks no clock."""

from __future__ import annotations

import contextlib
import datetime


def local_time(moment: datetime.datetime) -> str:
    """Such as `2026-03-02 14:05`; the zone's own rule for that day counts, not today's."""
    return moment.astimezone().isoformat(" ", "minutes")[:16]  # in a third of the time that a format takes


def local_day(moment: datetime.datetime) -> datetime.date:
    """The day that it is at that moment in the place where this computer is, by the zone's own rule for it."""
    return moment.astimezone().date()


class LocalZone(datetime.tzinfo):
    """The zone of this computer with its rule for each day, as the system tells it: not that of today for all days."""

    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta | None:
        """How far clocks are ahead of UTC when they show that."""
        if moment is None:
            return None
        shown = moment.replace(tzinfo=None)
        with contextlib.suppress(OSError, OverflowError, ValueError):  # what the system's calendar does not reach
            return shown.astimezone().utcoffset()
        return shown.replace(year=2000, day=1).astimezone().utcoffset()

    def dst(self, moment: datetime.datetime | None) -> None:
        """Nobody asks."""

    def tzname(self, moment: datetime.datetime | None) -> str | None:
        """What the system calls it."""
        return moment.replace(tzinfo=None).astimezone().tzname() if moment else None

    def fromutc(self, moment: datetime.datetime) -> datetime.datetime:
        """What clocks show at that moment, which is in UTC."""
        there = moment.replace(tzinfo=datetime.UTC).astimezone()
        first = there.replace(tzinfo=self, fold=0)
        return first if first.utcoffset() == there.utcoffset() else first.replace(fold=1)  # the second time


HERE = LocalZone()
