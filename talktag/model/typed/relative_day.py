"""Days counted from today, in words: `yesterday`, `in 2 weeks`, `3d ago`, `friday`. Pure; "today" is handed in."""

from __future__ import annotations

import datetime
import re

from talktag.model.typed.words import month_of, unit_of, weekday_of
from talktag.model.values.warranty import Duration

_WORDS = {
    "today": 0,
    "now": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LENGTH = re.compile(
    r"(?P<before>in |[+-] ?)?(?:(?P<digits>[0-9]{1,4}) ?|(?P<word>[a-z]{1,5}) )(?P<unit>[a-z]{1,6})"
    r"(?P<behind> ago| from now| from today)?\Z"
)
_SIDES = {"in": True, "+": True, "-": False, "ago": False, "from now": True, "from today": True}
_NAMED = re.compile(r"(?:(?P<which>on|this|last|next) )?(?P<name>[a-z]{3,9})\Z")


def relative_day(text: str, today: datetime.date, ahead: bool | None) -> datetime.date | None:
    """The day that `text` counts from today; None where it does not count from today.

    A length or day of the week that does not say its side is after today where `ahead`, before it where that is False,
    and a ValueError with both where it is None.
    """
    words = " ".join(text.lower().split())
    try:
        if words in _WORDS:
            return today + datetime.timedelta(days=_WORDS[words])
        return _day_by_count(text, words, today, ahead) or _weekday(text, words, today, ahead)
    except OverflowError:
        raise ValueError(f'"{text}" from today lies outside the calendar') from None


def _day_by_count(text: str, words: str, today: datetime.date, ahead: bool | None) -> datetime.date | None:
    found = _LENGTH.match(words)
    unit = unit_of(found["unit"]) if found else None
    count = (int(found["digits"]) if found["digits"] else _COUNTS.get(found["word"])) if found else None
    if found is None or unit is None or count is None or (found["before"] and found["behind"]):
        return None
    side = _SIDES.get((found["before"] or found["behind"] or "").strip(), ahead)
    try:
        after, before = (Duration(sign * count, unit).after(today) for sign in (1, -1))
    except ValueError:
        raise ValueError(f'"{text}" from today lies outside the calendar') from None
    return _on_side(text, after, before, side)


def _weekday(text: str, words: str, today: datetime.date, ahead: bool | None) -> datetime.date | None:
    """The nearest such day on the side that is meant, never today; "next" is two days to two people."""
    found = _NAMED.match(words)
    number = weekday_of(found["name"]) if found and month_of(found["name"]) is None else None
    if not found or number is None:
        return None
    after = today + datetime.timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    before = today - datetime.timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    if found["which"] == "next":
        raise ValueError(f'"{text}" may be {after} or {after + datetime.timedelta(days=7)}; write the one you mean')
    return _on_side(text, after, before, False if found["which"] == "last" else ahead)


def _on_side(text: str, after: datetime.date, before: datetime.date, ahead: bool | None) -> datetime.date:
    if ahead is None:
        raise ValueError(f'"{text}" may be {after} or {before}; write the one you mean')
    return after if ahead else before
