"""How a thing was used in whole months, in ranges wide enough to tell nobody from the others. Pure; it asks no clock.

Months and ranges, and never a day or a number that was read: who knows one thing by its meter does not know this by it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.log.kinds import CLAIM, READING, SERVICE
from talktag.model.log.meters import MeterRise, steps_of
from talktag.model.values.fold import fold

_SINCE, _UNTIL = "used-since", "used-until"  # by which a report is known, and where it ends
_COUNTED = {"services": SERVICE, "claims": CLAIM}
_METERS_MOST = 12
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,29}")
_COUNTS = ((0, "none"), (2, "1 to 2"), (5, "3 to 5"), (10, "6 to 10"))


class Month(NamedTuple):
    """A month of a calendar; months compare as they come."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, day: datetime.date) -> Month:
        """The one that a day is in."""
        return cls(day.year, day.month)

    def later(self, months: int) -> Month:
        """The one so many months later, or earlier."""
        number = self.year * 12 + self.month - 1 + months
        return Month(number // 12, number % 12 + 1)


def month_told(entries: Iterable[Entry], party: str) -> Month | None:
    """The last month whose use a party was told of, by name or not; None where it was told nothing of it."""
    told = [each.data.get(_UNTIL, "") for each in entries if each.to == party and each.kind == READING]
    months = [Month(int(each[:4]), int(each[5:])) for each in told if re.fullmatch(r"\d{4}-\d{2}", each, re.ASCII)]
    return max(months, default=None)


def first_month(log: Iterable[Entry]) -> Month | None:
    """The month of the first reading; None where nothing was read."""
    return next((Month.of(each.date) for each in log if each.meter), None)


def usage_data(log: Sequence[Entry], first: Month, last: Month) -> Mapping[str, str]:
    """What is told of the months from `first` to `last`, by entries in their order, none of them withdrawn."""
    data = {_SINCE: str(first), _UNTIL: str(last)}
    names = [*dict.fromkeys(name for each in log for name in each.meter)][:_METERS_MOST]
    for number, meter in enumerate(names, 1):
        steps = [each for each in steps_of(log, meter) if Month.of(each.date) <= last]
        if steps:
            name = _name_of(meter, number, {*data, *_COUNTED})
            data |= {name: range_of(_total(steps)), f"{name}-used": range_of(_rise_since(steps, first))}
    for name, kind in _COUNTED.items():
        data[name] = _count(sum(each.kind == kind and first <= Month.of(each.date) <= last for each in log))
    return data


def range_of(number: Decimal) -> str:
    """The range that a number is in: `10000 to 20000`; the steps are 1, 2 and 5 with noughts behind them."""
    if number < 1:
        return "less than 1" if number else "none"
    power = Decimal(10) ** number.adjusted()
    lower = max(each for each in (1, 2, 5) if each * power <= number)
    upper = {1: 2, 2: 5, 5: 10}[lower]
    return f"{lower * power:f} to {upper * power:f}"


def _count(number: int) -> str:
    return next((said for most, said in _COUNTS if number <= most), "more than 10")


def _total(steps: Sequence[MeterRise]) -> Decimal:
    return steps[0].number + sum(each.used for each in steps)


def _rise_since(steps: Sequence[MeterRise], first: Month) -> Decimal:
    return sum((each.used for each in steps if Month.of(each.date) >= first), Decimal())


def _name_of(meter: str, number: int, taken: set[str]) -> str:
    """What a meter is called there, in letters that a message has; another's name is nobody's."""
    name = next((each for each in (meter, fold(meter)) if _NAME.fullmatch(each)), f"meter-{number}")
    return f"meter-{number}" if {name, f"{name}-used"} & taken else name
