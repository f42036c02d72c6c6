"""Moments as OpenSSH writes them: YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, in UTC with a Z. It asks no clock.

Without a Z they are of the computer's own time zone, in its standard time also in summer, as OpenSSH takes them.
"""

from __future__ import annotations

import calendar
import re
import time

from talktag.errors import InvalidError

_FORM = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z|UTC)?", re.ASCII | re.IGNORECASE)
_MOST = (12, 31, 23, 59, 61)  # of month, day, hour, minute, second; the 30th of February is the 2nd of March


def instant_of(text: str) -> int:
    """The seconds since 1970; InvalidError for another form, and for what is not after the first of them."""
    found = _FORM.fullmatch(text)
    year, *rest = (int(each or 0) for each in found.groups()[:6]) if found else (0, 0)
    if found is None or not all(rest[:2]) or any(value > most for value, most in zip(rest, _MOST, strict=True)):
        raise InvalidError(f'its line has a moment that is none: "{text[:40]}"')
    try:
        month, day, hour, minute, second = rest
        moment = (year, month, day, hour, minute, second, 0, 0, 0)
        seconds = calendar.timegm(moment) if found[7] else int(time.mktime(moment))
    except (OverflowError, ValueError):
        seconds = 0
    if seconds <= 0:
        raise InvalidError(f'its line has a moment that is none: "{text[:40]}"')
    return seconds
