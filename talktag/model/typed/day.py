"""Days as people say them and programs write them. It never picks between two readings; "today" is always handed in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from talktag.model.typed.relative_day import relative_day
from talktag.model.typed.words import month_of, weekday_of
from talktag.model.values.fold import fold

_LIMIT = 80  # characters
_NAME = r"(?P<month>[^\W\d_]{3,12})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|o|a|e)?"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_OF = r"(?:of |de |del |den )?"
# The time of the day and its zone, behind a day.
_TIME = re.compile(
    r"(?:[Tt, ]+|\b(?: um | at | a las | alle )\b)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:[A-Za-z]{1,5}|[+-][0-9:]{2,6}|\([^()]{1,40}\))){0,3}\Z"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([-/.]) ?(?P<month>[0-9]{1,2})\2 ?(?P<day>[0-9]{1,2})\.?\Z")
_OWN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_BASIC = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})\Z")
_YEAR_LAST = re.compile(r"([0-9]{1,2})(?:([-/])|\. ?)([0-9]{1,2})(?:\2|(?<=[0-9])\. ?)([0-9]{4}|[0-9]{2})\.?\Z")
_NAMED = (
    re.compile(rf"(?:the |den |le |el |il )?{_DAY}[-./ ]+{_OF}{_NAME}[-.,/ ]+{_OF}'?{_YEAR}\Z"),
    re.compile(rf"{_NAME}[-./ ]+{_DAY},?[-./ ]+'?{_YEAR}\Z"),
    re.compile(rf"(?P<year>[0-9]{{4}})[-.,/ ]+{_NAME}[-./ ]+{_DAY}\Z"),
)
_NO_DAY = re.compile(
    rf"[0-9]{{4}}(?:[-/.][0-9]{{1,2}})?\Z|[0-9]{{1,2}}[-/.][0-9]{{4}}\Z|{_NAME}[-., ]+{_OF}[0-9]{{4}}\Z"
)
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{2,12})\.?,? (?P<rest>.*[0-9].*)\Z")
_YEARS = range(1900, 2200)  # what else is written is far more often a slip than a date
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_first_of(cells: Iterable[str]) -> bool | None:
    """Whether the dates of a column have the day first: what they prove, None where they prove nothing or both."""
    proofs = set()
    for cell in cells:
        if found := _YEAR_LAST.match(_bare(cell)[0]):
            first, second = int(found[1]), int(found[3])
            if (first > 12) != (second > 12):
                proofs.add(first > 12)
    return proofs.pop() if len(proofs) == 1 else None


def is_open(text: str) -> bool:
    """Whether a date has two readings, so that something else must say which of day and month comes first."""
    found = _YEAR_LAST.match(_bare(text)[0])
    return found is not None and int(found[1]) != int(found[3]) and max(int(found[1]), int(found[3])) <= 12


def typed_day(
    text: str,
    today: datetime.date | None = None,
    *,
    ahead: bool | None = None,
    day_first: bool | None = None,
    century: int | None = None,
) -> datetime.date:
    """The day that `text` says; ValueError with a sentence where it says none, or one of two.

    With `today` words like `yesterday`, `in 2 weeks`, `3d ago` and `friday` are read; `2w` and `friday` lie before it,
    or after it where `ahead`. `day_first` settles 03/04/2021; `century` is the first of the hundred years of `24`.
    """
    if len(text) > _LIMIT:
        raise ValueError(f'"{text[:_LIMIT]}…" is not a date like "2024-03-02"')
    if today is not None and (day := relative_day(text, today, ahead)):
        return day
    if today is not None and _OWN.match(text):  # an heirloom may be older than what a file of things holds
        return _date(text, text[:4], int(text[5:7]), int(text[8:]), years=range(1000, 10000))
    bare, weekday = _bare(text)
    day = _day_in_full(text, bare, day_first, century)
    if weekday is not None and day.weekday() != weekday:
        raise ValueError(f'"{text}" is not a date: {day} is a {_WEEKDAYS[day.weekday()]}')
    return day


def _bare(text: str) -> tuple[str, int | None]:
    """The day alone, folded, without the time of the day; and the day of the week that stands before it."""
    bare = _TIME.sub("", " ".join(fold(text).split()))
    found = _WEEKDAY.match(bare)
    weekday = weekday_of(found["name"]) if found and month_of(found["name"]) is None else None
    return (bare, None) if weekday is None or found is None else (found["rest"], weekday)


def _day_in_full(text: str, bare: str, day_first: bool | None, century: int | None) -> datetime.date:
    if found := _YEAR_FIRST.match(bare) or _BASIC.match(bare):
        return _date(text, found["year"], int(found["month"]), int(found["day"]), century)
    for form in _NAMED:
        if found := form.match(bare):
            return _date(text, found["year"], _month(text, found["month"]), int(found["day"]), century)
    if found := _YEAR_LAST.match(bare):
        return _year_last(text, found, day_first, century)
    if _NO_DAY.match(bare):
        raise ValueError(f'"{text}" is not a date: it has no day')
    raise ValueError(f'"{text}" is not a date like "2024-03-02"')


def _year_last(text: str, found: re.Match[str], day_first: bool | None, century: int | None) -> datetime.date:
    readings = {}
    first, second, year = int(found[1]), int(found[3]), found[4]
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
        raise ValueError(f'"{text}" may be {readings[True]} (day first) or {readings[False]} (month first)')
    return next(iter(readings.values()))


def _month(text: str, name: str) -> int:
    if (month := month_of(name)) is None:
        raise ValueError(f'"{text}" is not a date: "{name}" is not a month')
    return month


def _date(
    text: str, year: str, month: int, day: int, century: int | None = None, *, years: range = _YEARS
) -> datetime.date:
    try:
        return datetime.date(_year(text, year, century, years), month, day)
    except ValueError as error:
        raise ValueError(str(error) if str(error).startswith('"') else f'"{text}" is not a date: {error}') from None


def _year(text: str, year: str, century: int | None, years: range) -> int:
    if len(year) == 2:
        if century is None:
            raise ValueError(f'"{text}" has a year of two digits; write all four')
        return century + (int(year) - century) % 100
    if int(year) not in years:
        raise ValueError(f'"{text}" has the year {year}, which looks mistyped')
    return int(year)
