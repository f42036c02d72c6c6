"""Intervals of dates, amounts and whole numbers, read from what a person typed. It has no "today" of its own.

Every function takes an operator (`:`, `<`, `<=`, `>`, `>=`) and a value, where `:` also takes a range `LOW..HIGH` that
holds both its ends and may lack one of them. They raise ValueError with a sentence that shows the form.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from talktag.model.typed.day import typed_day
from talktag.model.typed.money import typed_money
from talktag.model.values.money import Money, parse_money
from talktag.model.values.warranty import Duration

DATE_FORMS = 'a date like "2024-03-02", a month "2024-03", a year "2024", "today", or a time from today like "30d"'
_NAMED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LENGTH = re.compile(r"([0-9]{1,4})\s*(d|days?|w|weeks?|m|months?|y|years?)", re.IGNORECASE)
_AMOUNT = re.compile(r"(-?[0-9.]+)\s*([A-Za-z]{3})?")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", ":": ":"}


class Interval(NamedTuple):
    """From `low` to `high`, None for no bound; `closed` says whether the bounds belong to it."""

    low: Any = None
    high: Any = None
    closed: bool = True

    def holds(self, value: Any) -> bool:
        """Whether `value` lies within."""
        low, high = self.low, self.high
        if self.closed:
            return (low is None or value >= low) and (high is None or value <= high)
        return (low is None or value > low) and (high is None or value < high)


def read_dates(operator: str, text: str, today: datetime.date, *, ahead: bool) -> Interval:
    """An interval of ISO dates, both bounds in it.

    A year or month stands for all its days. A length such as `90d`, `12w`, `6m` or `1y` is counted from today: the days
    still to come where `ahead`, else the days gone by; fewer than so many never means the other side of today.
    """
    try:
        bounds = [_date_bounds(sign, part, today, ahead) for sign, part in _parts(operator, text)]
    except OverflowError:
        raise ValueError(f'"{text}" lies outside the calendar') from None
    lows = [low.isoformat() for low, _ in bounds if low]
    highs = [high.isoformat() for _, high in bounds if high]
    return Interval(max(lows, default=None), min(highs, default=None))


def read_numbers(operator: str, text: str) -> Interval:
    """An interval of whole numbers."""
    return _join(operator, text, _whole)


def read_decimals(operator: str, text: str) -> Interval:
    """An interval of decimal numbers, which may be less than nothing."""
    return _join(operator, text, parse_decimal)


def parse_decimal(text: str) -> Decimal:
    """A number like `-2.5`; ValueError with a sentence for all else."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f'"{text}" is not a number like "2.5"')
    return Decimal(text)


def read_prices(operator: str, text: str, currency: str | None) -> tuple[Interval, str, str]:
    """An interval of decimal amounts, their one currency, and how it is written: `500EUR`, `500EUR..900EUR`.

    An end of a range without a currency has that of the other end, else `currency`.
    """
    parts = _parts(operator, text)
    stated = {code for _, part in parts if (code := _currency_beside(part))}
    if len(stated) > 1:
        raise ValueError(f'"{text}" has two currencies, which are never converted')
    default = next(iter(stated), currency)
    amounts = {part: _money(part, default) for _, part in parts}
    spelled = {part: f"{money.amount}{money.currency}" for part, money in amounts.items()}
    written = "..".join(spelled.get(end.strip(), "") for end in text.split("..")) if ".." in text else spelled[text]
    interval = _join(operator, text, lambda part: amounts[part].amount)
    return interval, next(iter(amounts.values())).currency, written


def _parts(operator: str, text: str) -> list[tuple[str, str]]:
    """What was typed as single comparisons; a range is two of them."""
    if operator != ":" or ".." not in text:
        return [(operator, text)]
    low, _, high = text.partition("..")
    ends = [(sign, end.strip()) for sign, end in ((">=", low), ("<=", high)) if end.strip()]
    if not ends:
        raise ValueError(f'"{text}" is not a range like "LOW..HIGH", "LOW.." or "..HIGH"')
    return ends


def _join(operator: str, text: str, read: Callable[[str], Any]) -> Interval:
    """The interval of values that order themselves."""
    low = high = None
    for sign, part in _parts(operator, text):
        value = read(part)
        low = low if sign.startswith("<") else value
        high = high if sign.startswith(">") else value
    return Interval(low, high, closed=operator not in {"<", ">"})


def _date_bounds(
    sign: str, text: str, today: datetime.date, ahead: bool
) -> tuple[datetime.date | None, datetime.date | None]:
    length = _LENGTH.fullmatch(text)
    if length is None:
        return _around(sign, *_days(text, today))
    try:
        day = Duration(int(length[1]) if ahead else -int(length[1]), _UNITS[length[2][0].lower()]).after(today)
    except ValueError:
        raise ValueError(f'"{text}" from today lies outside the calendar') from None
    low, high = _around(sign if ahead else _MIRRORED[sign], day, day)
    if sign.startswith("<"):  # what is over has no days left, and what is to come no days gone by
        return (today, high) if ahead else (low, today)
    return low, high


def _around(sign: str, first: datetime.date, last: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day of what compares so with the days from `first` to `last`."""
    day = datetime.timedelta(days=1)
    match sign:
        case "<":
            return None, first - day
        case "<=":
            return None, last
        case ">":
            return last + day, None
        case ">=":
            return first, None
        case _:
            return first, last


def _days(text: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and last day of a date, month or year."""
    try:
        if found := _NAMED.fullmatch(text):
            year, month = int(found[1]), int(found[2] or 0)
            return datetime.date(year, month or 1, 1), _month_end(year, month or 12)
        if _ISO.fullmatch(text):
            return (datetime.date.fromisoformat(text),) * 2
        if text[:1].isalnum():
            return (typed_day(text, today, ahead=False),) * 2
    except ValueError as error:
        if "(day first)" in str(error) or "calendar" in str(error):
            raise
    raise ValueError(f'"{text}" is not {DATE_FORMS}')


def _month_end(year: int, month: int) -> datetime.date:
    """The last day of the month, found without the first of the next, which the calendar may lack."""
    for day in (31, 30, 29):
        with contextlib.suppress(ValueError):
            return datetime.date(year, month, day)
    return datetime.date(year, month, 28)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(f'"{text}" is not a whole number like "2"')
    return int(text)


def _money(text: str, currency: str | None) -> Money:
    found = _AMOUNT.fullmatch(text)
    if not found:
        return typed_money(text, currency)
    if not (found[2] or currency):
        raise ValueError(f'"{text}" has no currency; write it like "{text}EUR"')
    return parse_money(f"{found[1]} {found[2] or currency}")


def _currency_beside(text: str) -> str | None:
    """The currency that stands beside an amount."""
    if found := _AMOUNT.fullmatch(text):
        return found[2].upper() if found[2] else None
    with contextlib.suppress(ValueError):
        return typed_money(text).currency
    return None
