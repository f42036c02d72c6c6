"""WebP files as RIFF chunks (RFC 9649): only those that make the picture are kept. It never decodes a pixel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talktag.media.colour_profile import cut_profile
from talktag.media.orientation import UPRIGHT, read_orientation, write_orientation

_EXTENDED, _LOSSY, _LOSSLESS, _ALPHA = b"VP8X", b"VP8 ", b"VP8L", b"ALPH"
_EXIF, _PROFILE = b"EXIF", b"ICCP"
_MOVING = frozenset({b"ANIM", b"ANMF"})
_HAS_PROFILE, _HAS_ALPHA, _HAS_EXIF = 0x20, 0x10, 0x08
_EXTENDED_SIZE = 10


class MovingError(ValueError):
    """There are several pictures in it."""


def clean_webp(data: bytes) -> bytes:
    """The same picture without metadata. MovingError for several in one, ValueError where it is no sound WebP."""
    found = list(chunks(data))
    if any(kind in _MOVING for kind, _ in found):
        raise MovingError("it is a moving picture")
    pictures = [(kind, body) for kind, body in found if kind in {_LOSSY, _LOSSLESS}]
    if len(pictures) != 1:
        raise ValueError("it holds no picture")
    parts = dict(reversed(found))  # of several of one kind the first counts
    kept = dict(pictures)
    if _LOSSY in kept and _ALPHA in parts:
        kept = {_ALPHA: parts[_ALPHA], **kept}
    if _EXTENDED in parts:
        kept = _with_head(parts, kept)
    body = b"WEBP" + b"".join(_chunk(kind, part) for kind, part in kept.items())
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _with_head(parts: Mapping[bytes, bytes], kept: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """The chunks under a head that says which there are, with the profile and the way up made anew."""
    head = parts[_EXTENDED]
    if len(head) < _EXTENDED_SIZE:
        raise ValueError("it does not say its size")
    profile, way = cut_profile(parts.get(_PROFILE, b"")), read_orientation(parts.get(_EXIF, b""))
    flags = head[0] & _HAS_ALPHA | _HAS_PROFILE * bool(profile) | _HAS_EXIF * (way != UPRIGHT)
    made = {_EXTENDED: bytes((flags, 0, 0, 0)) + head[4:_EXTENDED_SIZE]}
    made |= {_PROFILE: profile} if profile else {}
    return {**made, **kept, **({_EXIF: write_orientation(way)} if way != UPRIGHT else {})}


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


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
