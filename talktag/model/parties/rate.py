"""How many in how much time: `20/day`, `1/month`. Pure; the moment that is counted back from is handed in."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_RATE = re.compile(r"([1-9][0-9]{0,4})\s*(?:/|per|an?)\s*(hour|day|week|month|year)", re.ASCII | re.IGNORECASE)
_LENGTHS = {
    "hour": datetime.timedelta(hours=1),
    "day": datetime.timedelta(days=1),
    "week": datetime.timedelta(weeks=1),
}
_MONTHS = {"month": 1, "year": 12}


class Rate(NamedTuple):
    """at most `most` in each `span`: an hour, day, week, month or year, whenever it begins; as text `20/day`."""

    most: int
    span: str

    def __str__(self) -> str:
        return f"{self.most}/{self.span}"

    def since(self, now: datetime.datetime) -> datetime.datetime:
        """The moment from which what came counts, as of `now`; the last day of a month where the day does not exist."""
        if self.span in _LENGTHS:
            return now - _LENGTHS[self.span]
        months = now.year * 12 + now.month - 1 - _MONTHS[self.span]
        first = now.replace(year=months // 12, month=months % 12 + 1, day=1)
        last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        return first.replace(day=min(now.day, last.day))


def parse_rate(text: str) -> Rate:
    """Read `20/day` or `1 a month`; ValueError with a sentence for anything else."""
    found = _RATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f'"{text}" is not how many in how much time, like "20/day" or "1/month"')
    return Rate(int(found[1]), found[2].lower())
