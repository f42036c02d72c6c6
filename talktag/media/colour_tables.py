"""The tables of a colour profile (ICC.1:2022 §10), each cut to the size that it says it has. Computes no colour."""

from __future__ import annotations

import math
import struct

_PARAMETERS = (1, 3, 4, 5, 7)  # of each function of a parametric curve


class ProfileError(ValueError):
    """A colour profile that cannot be cut: it is damaged, or makes its colours in a way that is not known here."""


def cut_tables(body: bytes) -> bytes:
    """The body of one tag without what is behind or between its parts; ProfileError for a type that is not known."""
    match body[:4]:
        case b"XYZ ":
            return _with_size(body, 20)
        case b"sf32":
            return _with_size(body, 44)
        case b"cicp":
            return _with_size(body, 12)
        case b"curv" | b"para":
            return _curve(body)
        case b"mft1" | b"mft2":
            return _grid(body)
        case b"mAB " | b"mBA ":
            return _stages(body)
    raise ProfileError("its colour profile is of an unknown kind")


def _part(body: bytes, at: int, size: int) -> bytes:
    if at < 0 or size < 0 or at + size > len(body):
        raise ProfileError("its colour profile is damaged")
    return body[at : at + size]


def _with_size(body: bytes, size: int) -> bytes:
    return body[:4] + bytes(4) + _part(body, 8, size - 8)


def _curve(body: bytes) -> bytes:
    """A curve, as points or as a function."""
    if body[:4] == b"curv":
        return _with_size(body, 12 + 2 * int.from_bytes(_part(body, 8, 4), "big"))
    kind = int.from_bytes(_part(body, 8, 2), "big")
    if kind >= len(_PARAMETERS):
        raise ProfileError("its colour profile is of an unknown kind")
    return b"para" + bytes(4) + body[8:10] + bytes(2) + _part(body, 12, 4 * _PARAMETERS[kind])


def _grid(body: bytes) -> bytes:
    """Tables of 8 or 16 bits: those of each channel in, a grid, those of each channel out."""
    ways_in, ways_out, points = _part(body, 8, 3)
    width, at, before, after = 1, 48, 256, 256
    if body[:4] == b"mft2":
        width, at = 2, 52
        before, after = struct.unpack(">HH", _part(body, 48, 4))
    size = width * (before * ways_in + points**ways_in * ways_out + after * ways_out)
    return body[:4] + bytes(4) + body[8:11] + b"\0" + _part(body, 12, at - 12 + size)


def _stages(body: bytes) -> bytes:
    """Curves, a matrix, curves, a grid, curves; any but the first may be missing. Put behind one another again."""
    ways_in, ways_out = _part(body, 8, 2)
    places = struct.unpack(">5I", _part(body, 12, 20))
    far, near = (ways_in, ways_out) if body[:4] == b"mAB " else (ways_out, ways_in)
    parts = (
        _curves(body, places[0], near),
        _part(body, places[1], 48) if places[1] else b"",
        _curves(body, places[2], near),
        _fine_grid(body, places[3], ways_in, ways_out),
        _curves(body, places[4], far),
    )
    head, rest = b"", b""
    for part in parts:
        head += struct.pack(">I", 32 + len(rest) if part else 0)
        rest += part + bytes(-len(part) % 4)
    return body[:4] + bytes(4) + body[8:10] + bytes(2) + head + rest


def _curves(body: bytes, at: int, count: int) -> bytes:
    if not at:
        return b""
    made = b""
    for _ in range(count):
        curve = _curve(body[at:])
        padded = len(curve) + -len(curve) % 4
        made += curve.ljust(padded, b"\0")
        at += padded
    return made


def _fine_grid(body: bytes, at: int, ways_in: int, ways_out: int) -> bytes:
    if not at:
        return b""
    points, width = _part(body, at, min(ways_in, 16)), _part(body, at + 16, 1)
    size = math.prod(points) * ways_out * width[0]
    return points.ljust(16, b"\0") + width + bytes(3) + _part(body, at + 20, size)
