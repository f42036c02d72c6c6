"""What a photo says of itself: the day it was taken, and the camera (Exif 2.32, TIFF 6.0). Never decodes a pixel.

It reads six values and nothing else; where the photo was taken is not among them. Hostile bytes give None at worst:
every count is bounded by the size of the block, and no offset is followed twice.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Container, Iterator, Mapping
from typing import Literal, NamedTuple

from talktag.errors import InvalidError
from talktag.media.jpeg import segments
from talktag.media.opening import open_picture
from talktag.media.orientation import EXIF_HEADER
from talktag.media.png import chunks as png_chunks
from talktag.media.webp import chunks as webp_chunks
from talktag.model.files.media_type import media_type

_START = 64 * 1024  # bytes that tell what it is
_APP1 = 0xE1
_ENTRY_SIZE = 12
_ASCII, _LONG = 2, 4
_MAKE, _MODEL, _EXIF_AT, _TAKEN, _SERIAL = 0x010F, 0x0110, 0x8769, 0x9003, 0xA431
_OFFSET, _PARTS = 0x9011, 0x9291  # OffsetTimeOriginal, SubSecTimeOriginal
_TEXT_LIMIT = 64
_DAY = re.compile(r"(\d{4}):(\d\d):(\d\d)(?: |$)", re.ASCII)
_ByteOrder = Literal["little", "big"]


class PhotoFacts(NamedTuple):
    """The day a photo was taken, by the camera's clock, and the maker, model and serial number of the camera."""

    taken: datetime.date | None
    maker: str | None
    model: str | None
    serial: str | None


class ExifTexts(NamedTuple):
    """The same as the file has it, with the parts of a second and the distance from UTC that belong to `taken`."""

    taken: str | None = None
    parts: str | None = None
    offset: str | None = None
    maker: str | None = None
    model: str | None = None
    serial: str | None = None


def read_exif(data: bytes) -> PhotoFacts | None:
    """What a picture tells; None where it is none, or tells nothing of these."""
    told = read_exif_texts(data)
    found = PhotoFacts(_day(told.taken), told.maker, told.model, told.serial)
    return found if any(found) else None


def read_exif_texts(data: bytes) -> ExifTexts:
    """What a picture tells, uninterpreted; nothing where it is none or is damaged before it tells anything."""
    values = read_exif_tags(data, {_MAKE, _MODEL}, {_TAKEN, _PARTS, _OFFSET, _SERIAL})
    return ExifTexts(*(values.get(tag) for tag in (_TAKEN, _PARTS, _OFFSET, _MAKE, _MODEL, _SERIAL)))


def read_exif_tags(data: bytes, first: Container[int], second: Container[int]) -> Mapping[int, str]:
    """The texts under tags of the `first` directory of a picture, and of the `second`, which that leads to."""
    try:
        block = next(_blocks(data), b"")
    except ValueError:
        return {}
    return _values(block.removeprefix(EXIF_HEADER), first, second)


def _blocks(data: bytes) -> Iterator[bytes]:
    """The EXIF blocks of a picture, in order."""
    match media_type(data[:_START]):
        case "image/jpeg":
            yield from (body for marker, body, _ in segments(data) if marker == _APP1 and body.startswith(EXIF_HEADER))
        case "image/png":
            yield from (body for kind, body in png_chunks(data) if kind == b"eXIf")
        case "image/webp":
            yield from (body for kind, body in webp_chunks(data) if kind == b"EXIF")
        case "image/heic" | "image/heif" | "image/avif":
            with contextlib.suppress(InvalidError):  # one that is damaged tells nothing
                yield open_picture(data, "").info.get("exif") or b""
        case "image/tiff" | "image/x-raw":
            yield data


def _values(tiff: bytes, first: Container[int], second: Container[int]) -> Mapping[int, str]:
    """The texts wanted from the first directory and from the one it leads to."""
    order: _ByteOrder | None = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])  # type: ignore[assignment]
    if order is None:
        return {}
    found: dict[int, str] = {}
    following = None
    for tag, kind, count, value in _entries(tiff, int.from_bytes(tiff[4:8], order), order):
        if tag in first and kind == _ASCII:
            _keep(found, tag, _text(tiff, count, value, order))
        elif tag == _EXIF_AT and kind == _LONG and following is None:
            following = int.from_bytes(value, order)
    for tag, kind, count, value in _entries(tiff, following, order) if following else ():
        if tag in second and kind == _ASCII:
            _keep(found, tag, _text(tiff, count, value, order))
    return found


def _entries(tiff: bytes, at: int, order: _ByteOrder) -> Iterator[tuple[int, int, int, bytes]]:
    """(tag, type, count, the four bytes of value or offset) of each entry of the directory at `at`."""
    count = int.from_bytes(tiff[at : at + 2], order)
    for start in range(at + 2, min(at + 2 + count * _ENTRY_SIZE, len(tiff) - _ENTRY_SIZE + 1), _ENTRY_SIZE):
        entry = tiff[start : start + _ENTRY_SIZE]
        yield (
            int.from_bytes(entry[:2], order),
            int.from_bytes(entry[2:4], order),
            int.from_bytes(entry[4:8], order),
            entry[8:12],
        )


def _text(tiff: bytes, count: int, value: bytes, order: _ByteOrder) -> str | None:
    """A text of at most 64 printable ASCII characters, as the standard has it; None for anything else."""
    if count <= 4:
        raw = value[:count]
    else:
        at = int.from_bytes(value, order)
        raw = tiff[at : at + min(count, _TEXT_LIMIT + 1)]
    text = raw.split(b"\0", 1)[0].decode("ascii", "replace").strip()
    return text if text and len(text) <= _TEXT_LIMIT and text.isascii() and text.isprintable() else None


def _keep(found: dict[int, str], tag: int, text: str | None) -> None:
    if text is not None:
        found.setdefault(tag, text)


def _day(text: str | None) -> datetime.date | None:
    matched = _DAY.match(text or "")
    try:
        return datetime.date(*(int(part) for part in matched.groups())) if matched else None
    except ValueError:  # a camera whose clock was never set writes zeros
        return None
