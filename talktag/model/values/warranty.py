"""Warranties: how long someone stands by a product, as records hold it. Pure; it knows no clock."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from talktag.model.values.plural import plural

_DURATION = re.compile(r"^(\d{1,4})\s*(day|week|month|year)s?$", re.IGNORECASE | re.ASCII)
LIFETIME = "lifetime"
RETURN = "return"  # until when it can be given back for the money, which is no warranty, but kept beside them
KINDS = ("all", "parts", "labour", "extended", RETURN)  # those with a meaning of their own; any other word will do


class Duration(NamedTuple):
    """So many whole days or months from the start; as text `24 months`."""

    length: int
    unit: str  # day, week, month or year

    def __str__(self) -> str:
        return plural(self.length, self.unit)

    def after(self, start: datetime.date) -> datetime.date:
        """The date this long after `start`; the last day of a month where the day does not exist."""
        if self.unit in {"day", "week"}:
            return start + datetime.timedelta(days=self.length * (7 if self.unit == "week" else 1))
        months = start.month - 1 + self.length * (12 if self.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return datetime.date(year, month, min(start.day, (following - datetime.timedelta(days=1)).day))


Term = Duration | datetime.date | str  # the only str is LIFETIME


class Warranty(NamedTuple):
    """One promise: its kind (`all`, `parts`, `extended` …), how long, and from when if not from the purchase."""

    term: Term
    kind: str = "all"
    starts: datetime.date | None = None
    provider: str | None = None

    def ends(self, bought: datetime.date | None) -> datetime.date | None:
        """The last day it holds; None for a lifetime or where the start is not known."""
        if isinstance(self.term, datetime.date):
            return self.term
        start = self.starts or bought
        if isinstance(self.term, Duration) and start:
            try:
                return self.term.after(start)
            except (OverflowError, ValueError):
                return None
        return None


def parse_term(text: str) -> Term:
    """Read a term as records hold it: `24 months`, `2 years`, `90 days`, an ISO date, or `lifetime`.

    ValueError with a sentence for anything else. What people type is read by `typed_term`.
    """
    text = text.strip()
    if text.casefold() == LIFETIME:
        return LIFETIME
    if found := _DURATION.match(text):
        return Duration(int(found[1]), found[2].lower())
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f'"{text}" is not a duration like "24 months", a date like "2027-03-01", or "lifetime"'
        ) from None


def parse_length(text: str) -> Duration:
    """Read a length of time as records hold it: `24 months`; ValueError with a sentence for all else, and for none."""
    found = _DURATION.match(text.strip())
    if not found:
        raise ValueError(f'"{text}" is not a length of time like "1 month"')
    if not int(found[1]):
        raise ValueError(f'"{text}" is no time at all')
    return Duration(int(found[1]), found[2].lower())


def is_nothing(term: Term) -> bool:
    """Whether a term is no time at all, such as `0 months`."""
    return isinstance(term, Duration) and term.length == 0


def warranty_text(warranty: Warranty) -> str:
    """A warranty as `typed_warranty` reads it, for a person to read and change."""
    kind = "" if warranty.kind == "all" else f"{warranty.kind}: "
    starts = f" from {warranty.starts}" if warranty.starts else ""
    provider = f" by {warranty.provider}" if warranty.provider else ""
    return f"{kind}{warranty.term}{starts}{provider}"
