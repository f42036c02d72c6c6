"""How far a day is from today, in words: `in 4 months`, `12 days ago`. Pure; "today" is always handed in."""

from __future__ import annotations

import datetime

from talktag.model.values.plural import plural

_IN_DAYS = 60  # up to here the days are counted, then whole months, from two years on whole years


def relative(day: datetime.date, today: datetime.date) -> str:
    """`today`, `tomorrow`, `yesterday`, `in 12 days`, `8 months ago`."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {span(today, day)}" if days > 0 else f"{span(day, today)} ago"


def span(first: datetime.date, last: datetime.date) -> str:
    """The time between two days, `first` being the earlier one: `12 days`, `4 months`, `3 years`."""
    days = (last - first).days
    if days < _IN_DAYS:
        return plural(days, "day")
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return plural(months, "month") if months < 24 else plural(months // 12, "year")
