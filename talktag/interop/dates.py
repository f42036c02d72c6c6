"""Dates as people and programs write them. It never picks between two readings: what is open is refused.

Read: ISO 8601 days and instants (the day as written), `2024/03/02`, `02.03.2024`, `3/2/24`, `2 Mar 2024`,
`March 2, 2024`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

_YEAR_FIRST = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.,]{4,18} ?(?:Z|[+-][0-9:]{2,5})?)?\Z"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: [0-9:]{4,8}(?: ?[AaPp][Mm])?)?\Z")
_DAY_NAMED = re.compile(r"([0-9]{1,2})[-. ]+([A-Za-z]{3,9})[-., ]+([0-9]{4}|[0-9]{2})\Z")
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})[. ]+([0-9]{1,2}),? +([0-9]{4}|[0-9]{2})\Z")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEARS = range(1900, 2200)  # what else stands in a file of things is far more often a slip than a date


def day_first_of(cells: Iterable[str]) -> bool | None:
    """Whether the dates of a column have the day first: what they prove, None where they prove nothing or both."""
    proofs = set()
    for cell in cells:
        if found := _YEAR_LAST.match(cell):
            first, second = int(found[1]), int(found[3])
            if (first > 12) != (second > 12):
                proofs.add(first > 12)
    return proofs.pop() if len(proofs) == 1 else None


def read_date(text: str, *, day_first: bool | None = None, century: int | None = None) -> datetime.date:
    """The date `text` says; ValueError with a sentence where it says none, or one of two.

    `day_first` settles 03/04/2021. `century` is the first of the hundred years that `24` may stand for.
    """
    if found := _YEAR_FIRST.match(text):
        return _date(text, found[1], int(found[3]), int(found[4]), century)
    if found := _DAY_NAMED.match(text):
        return _date(text, found[3], _month(text, found[2]), int(found[1]), century)
    if found := _MONTH_NAMED.match(text):
        return _date(text, found[3], _month(text, found[1]), int(found[2]), century)
    if found := _YEAR_LAST.match(text):
        return _year_last(text, int(found[1]), int(found[3]), found[4], day_first, century)
    raise ValueError(f'"{text}" is not a date like "2024-03-02"')


def _year_last(
    text: str, first: int, second: int, year: str, day_first: bool | None, century: int | None
) -> datetime.date:
    readings = {}
    for day_is_first, day, month in ((True, first, second), (False, second, first)):
        if 1 <= month <= 12:
            readings[day_is_first] = _date(text, year, month, day, century)
    if not readings:
        raise ValueError(f'"{text}" is not a date: there is no such month')
    if day_first is not None:
        if day_first not in readings:
            raise ValueError(f'"{text}" is not a date with the {"day" if day_first else "month"} first')
        return readings[day_first]
    if len(set(readings.values())) == 2:
        raise ValueError(
            f'"{text}" may be {readings[True]} (day first) or {readings[False]} (month first); say which comes first'
        )
    return next(iter(readings.values()))


def _month(text: str, name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    raise ValueError(f'"{text}" is not a date: "{name}" is not a month')


def _date(text: str, year: str, month: int, day: int, century: int | None) -> datetime.date:
    try:
        date = datetime.date(_year(text, year, century), month, day)
    except ValueError as error:
        raise ValueError(str(error) if str(error).startswith('"') else f'"{text}" is not a date: {error}') from None
    return date


def _year(text: str, year: str, century: int | None) -> int:
    if len(year) == 2:
        if century is None:
            raise ValueError(f'"{text}" has a year of two digits; say which hundred years are meant')
        return century + (int(year) - century) % 100
    if int(year) not in _YEARS:
        raise ValueError(f'"{text}" has the year {year}, which looks mistyped')
    return int(year)
