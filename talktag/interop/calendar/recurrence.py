"""The days of what comes again by itself as a calendar says them: a rule, or the days one by one. It asks no clock."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from talktag.model.products.renewals import Renewals
from talktag.model.values.warranty import Duration

if TYPE_CHECKING:
    import datetime

    from icalendar import Component

_LOOKED_AT = 100  # days by which a rule is held to what it stands for, and that stand there where no rule fits
_COUNTED = 10_000
_EVERY_MONTH_HAS = 28


def add_recurrence(event: Component, series: Renewals) -> None:
    """Let an event that stands on the first of the days come again on the others."""
    days = list(islice(_days(series), _LOOKED_AT))
    if series.every is None or len(days) < 2:
        return
    plain = Renewals(days[0], series.every)
    if days == list(islice(_days(plain), len(days))):
        rule = _rule(days[0], series.every)
        if series.until:
            rule["count"] = len(list(islice(_days(series), _COUNTED)))
        event.add("rrule", rule)
    else:  # the last day to give notice moves within short months, which no rule can say
        event.add("rdate", days[1:], parameters={"value": "DATE"})


def _days(series: Renewals) -> Iterator[datetime.date]:
    for number in count():
        day = series.number(number)
        if day is None:
            return
        yield day


def _rule(first: datetime.date, every: Duration) -> dict[str, Any]:
    """A rule of iCalendar; upon the 31st of a short month it comes on that month's last day."""
    if every.unit in {"day", "week"}:
        return {"freq": "DAILY" if every.unit == "day" else "WEEKLY", "interval": every.length}
    rule: dict[str, Any] = {"freq": "MONTHLY", "interval": every.length * (12 if every.unit == "year" else 1)}
    if first.day > _EVERY_MONTH_HAS:
        rule |= {"bymonthday": list(range(_EVERY_MONTH_HAS, first.day + 1)), "bysetpos": -1}
    return rule
