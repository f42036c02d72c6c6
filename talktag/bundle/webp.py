"""WebP files as RIFF chunks (RFC 9649): only those that make the picture are kept. It never decodes a pixel."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.bundle.orientation import UPRIGHT, read_orientation, write_orientation

_EXTENDED, _LOSSY, _LOSSLESS, _EXIF = b"VP8X", b"VP8 ", b"VP8L", b"EXIF"
_KEPT = frozenset({_EXTENDED, _LOSSY, _LOSSLESS, b"ALPH", b"ICCP"})
_MOVING = frozenset({b"ANIM", b"ANMF"})
_SAYS_EXIF, _SAYS_XMP, _SAYS_MOVING = 0x08, 0x04, 0x02
_EXTENDED_SIZE, _LOSSY_SIZE, _LOSSLESS_SIZE = 10, 10, 5


def clean_webp(data: bytes) -> tuple[bytes, int, int]:
    """The same picture without metadata, and its width and height. ValueError where it is no sound still WebP."""
    found = list(chunks(data))
    if any(kind in _MOVING for kind, _ in found):
        raise ValueError("it is a moving picture")
    exif = next((body for kind, body in found if kind == _EXIF), b"")
    kept = [(kind, body) for kind, body in found if kind in _KEPT]
    if sum(kind in {_LOSSY, _LOSSLESS} for kind, _ in kept) != 1:
        raise ValueError("it holds no picture")
    sizes = [size for kind, body in kept if (size := _size(kind, body))]
    way = read_orientation(exif)
    if kept[0][0] == _EXTENDED:
        kept[0] = (_EXTENDED, _without_metadata(kept[0][1], has_exif=way != UPRIGHT))
        if way != UPRIGHT:
            kept.append((_EXIF, write_orientation(way)))
    body = b"WEBP" + b"".join(_chunk(kind, part) for kind, part in kept)
    whole = b"RIFF" + len(body).to_bytes(4, "little") + body
    return whole, max(width for width, _ in sizes), max(height for _, height in sizes)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, body) of every chunk within the RIFF size; what follows that is not looked at."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise ValueError("it ends early")
    position = 12
    while position < end:
        kind = data[position : position + 4]
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        start = position + 8
        if start + size > end:
            raise ValueError("it ends early")
        yield kind, data[start : start + size]
        position = start + size + size % 2


def _size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    """Width and height as this chunk says them; None for a chunk that does not."""
    if kind == _EXTENDED:
        _long_enough(body, _EXTENDED_SIZE)
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == _LOSSY:
        _long_enough(body, _LOSSY_SIZE)
        width, height = int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little")
        return width & 0x3FFF, height & 0x3FFF
    if kind == _LOSSLESS:
        _long_enough(body, _LOSSLESS_SIZE)
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return None


def _long_enough(body: bytes, size: int) -> None:
    if len(body) < size:
        raise ValueError("it does not say its size")


def _without_metadata(extended: bytes, *, has_exif: bool) -> bytes:
    flags = extended[0] & ~(_SAYS_EXIF | _SAYS_XMP | _SAYS_MOVING) | (_SAYS_EXIF if has_exif else 0)
    return bytes((flags,)) + extended[1:_EXTENDED_SIZE]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
