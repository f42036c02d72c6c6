"""Lengths of time as people type them: `2y`, `24 months`, `1 year 6 months`, `2 Jahre`. Pure; it rounds nothing."""

from __future__ import annotations

import re

from talktag.model.typed.words import unit_of
from talktag.model.values.warranty import Duration

_PART = r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?\s*([^\W\d_]{1,10})\.?"
_SPAN = re.compile(rf"{_PART}(?:,?\s*(?:(?:and|und|et|y|e|och|&|\+)\s+)?{_PART})?")
_MONTHS = {"month": 1, "year": 12}


def typed_duration(text: str) -> Duration | None:
    """The length that `text` says; None where it is none. ValueError with a sentence for a number without a unit."""
    bare = " ".join(text.split())
    if bare.isascii() and bare.isdigit():
        raise ValueError(
            f'"{text}" is not a duration: days, months or years? write it like "{bare} years" or "{bare} months"'
        )
    found = _SPAN.fullmatch(bare)
    if not found:
        return None
    length, rest, unit = int(found[1]), found[2], unit_of(found[3])
    if found[4]:
        return _years_and_months(found)
    if unit is None:
        return None
    return _in_months(length, rest, unit) if (rest or "").strip("0") else Duration(length, unit)


def typed_length(text: str) -> Duration:
    """The same; ValueError with a sentence for what is no length of time, or none at all."""
    length = typed_duration(text.strip())
    if length is None or not length.length:
        raise ValueError(f'"{text}" is not a length of time; write it like 1m, 90d or "1 year"')
    return length


def _years_and_months(found: re.Match[str]) -> Duration | None:
    """Years and months together, as months."""
    first, second = unit_of(found[3]), unit_of(found[6])
    if found[2] or found[5] or first not in _MONTHS or second not in _MONTHS or first == second:
        return None
    return Duration(int(found[1]) * _MONTHS[first] + int(found[4]) * _MONTHS[second], "month")


def _in_months(length: int, rest: str, unit: str) -> Duration | None:
    """A year and a half as months; None for what is no whole number of them."""
    hundredths = (length * 100 + int(rest.ljust(2, "0"))) * 12
    return Duration(hundredths // 100, "month") if unit == "year" and hundredths % 100 == 0 else None
