"""Which way up a photo is: read from EXIF, and written back as EXIF that says nothing else (Exif 2.32, TIFF 6.0)."""

from __future__ import annotations

import struct
from typing import Literal

UPRIGHT = 1
EXIF_HEADER = b"Exif\0\0"

_ORIENTATION, _SHORT = 0x0112, 3
_WAYS = range(1, 9)
_ENTRY_SIZE = 12
_ByteOrder = Literal["little", "big"]


def read_orientation(exif: bytes) -> int:
    """The orientation, 1 to 8, in a TIFF block `Exif` before it or not; upright where it says nothing sound."""
    tiff = exif.removeprefix(EXIF_HEADER)
    order = _byte_order(tiff[:4])
    if order is None:
        return UPRIGHT
    at = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[at : at + 2], order)
    for start in range(at + 2, min(at + 2 + count * _ENTRY_SIZE, len(tiff)), _ENTRY_SIZE):
        entry = tiff[start : start + _ENTRY_SIZE]
        tag, kind = int.from_bytes(entry[:2], order), int.from_bytes(entry[2:4], order)
        if tag == _ORIENTATION and kind == _SHORT:
            way = int.from_bytes(entry[8:10], order)
            return way if way in _WAYS else UPRIGHT
    return UPRIGHT


def write_orientation(way: int) -> bytes:
    """A TIFF block of 26 bytes whose only entry is the orientation."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, way, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _byte_order(start: bytes) -> _ByteOrder | None:
    orders: dict[bytes, _ByteOrder] = {b"II*\0": "little", b"MM\0*": "big"}
    return orders.get(start)
