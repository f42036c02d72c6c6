"""PNG files as chunks (W3C PNG, third edition): only those that make the picture are kept. It never decodes a pixel."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from talktag.bundle.orientation import UPRIGHT, read_orientation, write_orientation

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_HEAD, _DATA, _END, _EXIF = b"IHDR", b"IDAT", b"IEND", b"eXIf"
_COLOUR = frozenset({b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI"})
_KEPT = _COLOUR | {_HEAD, b"pHYs", _DATA, _END}
_HEAD_SIZE, _CHECK_SIZE = 13, 4


def clean_png(data: bytes) -> tuple[bytes, int, int]:
    """The same picture without metadata or animation, and its width and height. ValueError where it is no sound PNG."""
    parts: list[bytes] = []
    way, width, height = UPRIGHT, 0, 0
    for kind, body in chunks(data):
        if (kind == _HEAD) != (not parts):
            raise ValueError("its first part is not its header")
        if kind == _HEAD and len(body) == _HEAD_SIZE:
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        if kind == _EXIF and way == UPRIGHT:
            way = read_orientation(body)
        if kind in _KEPT:
            parts.append(_chunk(kind, body))
    if not width or not height:
        raise ValueError("it does not say its size")
    if not any(part[4:8] == _DATA for part in parts):
        raise ValueError("it holds no picture")
    if way != UPRIGHT:
        parts.insert(1, _chunk(_EXIF, write_orientation(way)))
    return b"".join((SIGNATURE, *parts)), width, height


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) up to the end chunk; what follows that is not looked at."""
    position = len(SIGNATURE)
    kind = b""
    while kind != _END:
        size = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + size]
        check = data[position + 8 + size : position + 12 + size]
        if len(check) < _CHECK_SIZE:
            raise ValueError("it ends early")
        if zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise ValueError("it is damaged")
        position += 12 + size
        yield kind, body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
