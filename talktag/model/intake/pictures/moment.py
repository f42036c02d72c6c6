"""When a picture was taken, by its camera, its name or its file. Pure; asks no clock, and never guesses a time zone."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)
# As phones, cameras and messengers name pictures: IMG_20240501_101112, PXL_20240501_101112345,
# 2024-05-01 10.11.12, WhatsApp Image 2024-05-01 at 10.11.12, Screenshot_20240501-101112.
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?:[-_. T]+(?:at )?)?(\d\d)([-_.:h]?)(\d\d)\6(\d\d)(\d{3})?(?!\d)",
    re.ASCII,
)


class Moment(NamedTuple):
    """The time on the wall where it was taken, how far that is from UTC where it is told, and by what: SOURCES."""

    wall: datetime.datetime
    offset: datetime.timedelta | None = None
    source: str = "exif"

    @property
    def utc(self) -> datetime.datetime | None:
        """The time in UTC, without a zone; None where the offset is not told, or leads out of the calendar."""
        try:
            return None if self.offset is None else self.wall - self.offset
        except OverflowError:
            return None


SOURCES = ("exif", "name", "file")


def exif_moment(taken: str | None, parts: str | None = None, offset: str | None = None) -> Moment | None:
    """The moment in DateTimeOriginal, SubSecTimeOriginal and OffsetTimeOriginal; None where the first tells none.

    A camera whose clock was never set writes zeros or blanks, which tell nothing.
    """
    matched = _EXIF_TIME.match(taken or "")
    wall = _time(*matched.groups()) if matched else None
    if wall is None:
        return None
    digits = (parts or "").strip()
    if digits.isascii() and digits.isdigit():
        wall = wall.replace(microsecond=int(f"{digits:0<6}"[:6]))
    return Moment(wall, _offset(offset))


def name_moment(name: str) -> Moment | None:
    """The moment in the name of a file; None where it holds none."""
    for found in _IN_NAME.finditer(name):
        year, _, month, day, hour, _, minute, second, thousandths = found.groups()
        if wall := _time(year, month, day, hour, minute, second):
            return Moment(wall.replace(microsecond=int(thousandths or 0) * 1000), source="name")
    return None


def _time(*parts: str) -> datetime.datetime | None:
    try:
        return datetime.datetime(*(int(part) for part in parts))  # type: ignore[arg-type]  # noqa: DTZ001 - as on the wall
    except ValueError:
        return None


def _offset(text: str | None) -> datetime.timedelta | None:
    matched = _OFFSET.match((text or "").strip())
    if matched is None or int(matched[2]) > 14 or int(matched[3]) > 59:
        return None
    size = datetime.timedelta(hours=int(matched[2]), minutes=int(matched[3]))
    return -size if matched[1] == "-" else size
