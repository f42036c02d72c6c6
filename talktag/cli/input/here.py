"""The time zone of this computer, with its rule for each day: not that of today for all days. It asks the system."""

from __future__ import annotations

import contextlib
import datetime


class LocalZone(datetime.tzinfo):
    """What clocks show where this computer is, at any moment: as the system tells it."""

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
