"""The days on which a service goes on by itself, or on which notice can still be given. Pure; it asks no clock."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from talktag.model.values.warranty import Duration

_DAYS_OF_UNIT = {"day": 1, "week": 7, "month": 31, "year": 366}


class Renewals(NamedTuple):
    """The day `first`, and those before and after it each `every`; `before` is how long ahead of each its notice ends.

    None of them is on the day `until` or later. Without `every` there is one alone.
    """

    first: datetime.date
    every: Duration | None = None
    before: Duration | None = None
    until: datetime.date | None = None

    def number(self, count: int) -> datetime.date | None:
        """The one that comes so many times after the first, or before it; None beyond the end of all calendars.

        Each is counted from the first: what goes on upon the 31st does so upon the 31st again after a short month.
        """
        if self.every is None and count:
            return None
        try:
            day = Duration(self.every.length * count, self.every.unit).after(self.first) if self.every else self.first
            if self.until and day >= self.until:
                return None
            return Duration(-self.before.length, self.before.unit).after(day) if self.before else day
        except (OverflowError, ValueError):
            return None

    def next(self, day: datetime.date) -> datetime.date | None:
        """The first of them on that day or later, `first` being the earliest; None where there is none."""
        count = self._first_count(day) if self.every else 0
        while (found := self.number(count)) and found < day:
            if self.every is None:
                return None
            count += 1
        return found

    def _first_count(self, day: datetime.date) -> int:
        """A count that is surely not too large: those left out are all before the day."""
        every, first = self.every or Duration(1, "day"), self.number(0) or self.first
        return max(0, (day - first).days // (every.length * _DAYS_OF_UNIT[every.unit]))

    def __str__(self) -> str:
        """As an index keeps it, and `parse_renewals` reads it."""
        return "|".join(str(part or "") for part in self)


def parse_renewals(text: str) -> Renewals:
    """What `Renewals` wrote as text; ValueError for anything else."""
    first, every, before, until = text.split("|")
    return Renewals(_day(first), _length(every), _length(before), _day(until) if until else None)


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _length(text: str) -> Duration | None:
    from talktag.model.values.warranty import parse_length

    return parse_length(text) if text else None
