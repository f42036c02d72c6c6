"""JPEG files as segments (ITU-T T.81 annex B): only those that make the picture are kept. It never decodes a pixel."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.bundle.orientation import EXIF_HEADER, UPRIGHT, read_orientation, write_orientation

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF})
_IN_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})  # a stuffed byte and the restart markers
_JFIF_SIZE = 14  # without the thumbnail that may follow
_LENGTH_SIZE = 2


def clean_jpeg(data: bytes) -> tuple[bytes, int, int]:
    """The same picture without metadata, and its width and height in pixels. ValueError where it is no sound JPEG."""
    parts: list[bytes] = []
    head = 0  # where EXIF belongs: right after JFIF
    way, width, height = UPRIGHT, 0, 0
    for marker, body, scan in segments(data):
        if marker in _FRAMES:
            height = max(height, int.from_bytes(body[1:3], "big"))
            width = max(width, int.from_bytes(body[3:5], "big"))
        if marker == _APP1 and body.startswith(EXIF_HEADER) and way == UPRIGHT:
            way = read_orientation(body)
        kept = _kept(marker, body)
        if kept is None:
            continue
        parts.append(_segment(marker, kept) + scan)
        if marker == _APP0 and len(parts) == 1:
            head = 1
    if not width or not height:
        raise ValueError("it does not say its size")
    if way != UPRIGHT:
        parts.insert(head, _segment(_APP1, EXIF_HEADER + write_orientation(way)))
    return b"".join((bytes((0xFF, _START)), *parts, bytes((0xFF, _END)))), width, height


def _kept(marker: int, body: bytes) -> bytes | None:
    """What stays of a segment; None where all of it goes."""
    if marker in _FRAMES or marker in _TABLES or marker == _SCAN:
        return body
    if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= _JFIF_SIZE:
        return body[: _JFIF_SIZE - 2] + b"\0\0"
    if marker == _APP2 and body.startswith(b"ICC_PROFILE\0"):
        return body
    if marker == _APP14 and body.startswith(b"Adobe"):
        return body[:12]
    return None


def segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, body, entropy-coded data after it) up to the end marker; what follows that is not looked at."""
    position = 2
    scanned = False
    while True:
        marker, position = _next_marker(data, position)
        if marker == _END and scanned:
            return
        if marker in {_START, _END}:
            raise ValueError("it holds no picture")
        size = int.from_bytes(data[position : position + 2], "big")
        end = position + size
        if size < _LENGTH_SIZE or end > len(data):
            raise ValueError("it ends early")
        body = data[position + 2 : end]
        position = _scan_end(data, end) if marker == _SCAN else end
        scanned = scanned or marker == _SCAN
        yield marker, body, data[end:position]


def _next_marker(data: bytes, position: int) -> tuple[int, int]:
    """The next marker and the position after it. Like every decoder, it steps over stray bytes, so they are gone."""
    while True:
        position = data.find(b"\xff", position) + 1
        if not position or position >= len(data):
            raise ValueError("it ends early")
        if data[position] not in {0x00, 0xFF, *range(0xD0, 0xD8), 0x01}:
            return data[position], position + 1


def _scan_end(data: bytes, position: int) -> int:
    """Where the entropy-coded data stops: at the first marker that is none of its own."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise ValueError("it ends early")
        if data[position + 1] not in _IN_SCAN:
            return position
        position += 2


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
