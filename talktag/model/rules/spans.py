"""Lengths and moments as rules spell them: `1 h`, `7 days`, `2026-01-01 09:00 Europe/Madrid`. It asks no clock."""

from __future__ import annotations

import datetime
import re
import zoneinfo

from talktag.model.log.every import parse_every
from talktag.model.rules.rule import FirstTime
from talktag.model.values.warranty import Duration

_SPAN = re.compile(r"([0-9]{1,5}) ?(min|minutes?|h|hours?|d|days?|weeks?)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2})(?: ([A-Za-z][A-Za-z0-9_+/-]{0,60}))?")


def parse_span(text: str) -> datetime.timedelta:
    """Read `30 min`, `1 h`, `7 days`, `2 weeks`; ValueError with a sentence for all else."""
    found = _SPAN.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise ValueError(f'"{text}" is not a length of time like "30 min", "1 h", "7 days" or "2 weeks"')
    return datetime.timedelta(**{_UNITS[found[2][0]]: int(found[1])})


def parse_duration(text: str) -> Duration:
    """Read `7 days`, `1 month`; ValueError with a sentence for all else."""
    if isinstance(length := parse_every(text), Duration):
        return length
    raise ValueError(f'"{text}" is not a length of time like "7 days", "2 weeks", "3 months" or "1 year"')


def parse_first_time(text: str) -> FirstTime:
    """Read a day and a time, and the name of a zone where one follows; ValueError with a sentence for all else."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise ValueError(f'"{text}" is not a moment like "2026-01-01 09:00" or "2026-01-01 09:00 Europe/Madrid"')
    local = datetime.datetime.fromisoformat(f"{found[1]}T{found[2]}")
    if not 1900 <= local.year < 2200:
        raise ValueError(f'"{text}" has the year {local.year}, which looks mistyped')
    if found[3]:
        zone_of(found[3])
    return FirstTime(local, found[3])


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name; ValueError with a sentence where there is none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'"{name}" is no zone like "Europe/Madrid"') from None
