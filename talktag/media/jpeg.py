"""JPEG files as segments (ITU-T T.81 annex B): only those that make the picture are kept, each cut to what it holds.

It never decodes a pixel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from talktag.media.colour_profile import cut_profile
from talktag.media.orientation import EXIF_HEADER, UPRIGHT, read_orientation, write_orientation

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_HUFFMAN, _ARITHMETIC, _QUANTISERS, _LINES, _RESTARTS = 0xC4, 0xCC, 0xDB, 0xDC, 0xDD
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_AFTER_A_SCAN = frozenset({_HUFFMAN, _ARITHMETIC, _QUANTISERS, _LINES, _RESTARTS, _SCAN, _END})
_RESTART_MARKERS = range(0xD0, 0xD8)
_LOWEST = 0xC0  # decoders step over a lower marker, in a scan as elsewhere
_PROFILE = b"ICC_PROFILE\0"
_PROFILE_PART = 65519  # bytes of a profile that one segment holds
_JFIF_SIZE = 14  # without the thumbnail that may follow
_LENGTH_SIZE = 2


def clean_jpeg(data: bytes) -> bytes:
    """The same picture without metadata. ValueError where it is no sound JPEG."""
    found = list(segments(data))
    if not any(marker in _FRAMES for marker, _, _ in found):
        raise ValueError("it does not say its size")
    kept = [(marker, body, scan) for marker, whole, scan in found if (body := _part_to_keep(marker, whole)) is not None]
    jfif = kept[:1] if kept[0][0] == _APP0 else []
    parts = [*jfif, *_segments_to_add(found), *kept[len(jfif) :]]
    return b"".join((b"\xff\xd8", *(_segment(marker, body) + scan for marker, body, scan in parts), b"\xff\xd9"))


def _segments_to_add(found: list[tuple[int, bytes, bytes]]) -> Iterator[tuple[int, bytes, bytes]]:
    """Which way up it is, and what makes its colours, written anew."""
    ways = (read_orientation(body) for marker, body, _ in found if marker == _APP1 and body.startswith(EXIF_HEADER))
    way = next((way for way in ways if way != UPRIGHT), UPRIGHT)
    if way != UPRIGHT:
        yield _APP1, EXIF_HEADER + write_orientation(way), b""
    parts = {body[12:13]: body[14:] for marker, body, _ in found if marker == _APP2 and body.startswith(_PROFILE)}
    profile = cut_profile(b"".join(parts[number] for number in sorted(parts)))
    cut = [profile[at : at + _PROFILE_PART] for at in range(0, len(profile), _PROFILE_PART)]
    for number, part in enumerate(cut, 1):
        yield _APP2, _PROFILE + bytes((number, len(cut))) + part, b""


def _part_to_keep(marker: int, body: bytes) -> bytes | None:
    """What stays of a segment; None where all of it goes."""
    if marker in _FRAMES:
        return _with_size(body, 6 + 3 * int.from_bytes(body[5:6], "big"))
    if marker in _TABLES:
        return _TABLES[marker](body)
    if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= _JFIF_SIZE:
        return body[: _JFIF_SIZE - 2] + b"\0\0"
    return _with_size(body, 12) if marker == _APP14 and body.startswith(b"Adobe") else None


def _with_size(body: bytes, size: int) -> bytes:
    if len(body) < size:
        raise ValueError("it is damaged")
    return body[:size]


def _tables(body: bytes, size_of: Callable[[bytes], int]) -> bytes:
    """The whole tables in a segment, without what is left over behind them."""
    end = 0
    while end < len(body) and end + size_of(body[end:]) <= len(body):
        end += size_of(body[end:])
    return body[:end]


_TABLES: Mapping[int, Callable[[bytes], bytes]] = {
    _SCAN: lambda body: _with_size(body, 4 + 2 * int.from_bytes(body[:1], "big")),
    _QUANTISERS: lambda body: _tables(body, lambda table: 65 + 64 * (table[0] >> 4 & 1)),
    _HUFFMAN: lambda body: _tables(body, lambda table: 17 + sum(table[1:17])),
    _ARITHMETIC: lambda body: body[: len(body) // 2 * 2],
    _LINES: lambda body: _with_size(body, 2),
    _RESTARTS: lambda body: _with_size(body, 2),
}


def segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, body, entropy-coded data after it) up to the end marker; what follows that is not looked at."""
    position = 2
    scanned = False
    while True:
        start = position
        marker, position = _next_marker(data, position)
        if scanned and (marker not in _AFTER_A_SCAN or position != start + 2):
            raise ValueError("it is damaged")  # a scan that was cut by a marker goes on behind it
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
        if _is_marker(data[position]):
            return data[position], position + 1


def _scan_end(data: bytes, position: int) -> int:
    """Where the entropy-coded data stops: at the first marker that decoders do not step over."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise ValueError("it ends early")
        if _is_marker(data[position + 1]):
            return position
        position += 1


def _is_marker(code: int) -> bool:
    return _LOWEST <= code < 0xFF and code not in _RESTART_MARKERS


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
