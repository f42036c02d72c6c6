"""Glyphs made of others, added to a TrueType font, so that what stands for letters together is one glyph.

The tables are those of the OpenType specification 1.9: `glyf` (composite glyph description), `loca`, `hmtx`, `hhea`,
`maxp`. It never changes an outline.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

_WORDS, _OFFSETS, _MORE = (
    0x0001,
    0x0002,
    0x0020,
)  # of a component: 16-bit arguments, which are x and y; more come
_HEAD = struct.Struct(">h4h")  # of a glyph: how many contours, and its box
_LOCA_FORMAT, _METRICS, _GLYPHS, _ELEMENTS, _DEPTH = 50, 34, 4, 28, 30  # bytes into head, hhea and maxp


class Component(NamedTuple):
    """A glyph of the font and how far it is shifted, in design units."""

    number: int
    x: int
    y: int


class Composite(NamedTuple):
    """A glyph to add: its parts, and how far the next glyph is, in design units."""

    components: tuple[Component, ...]
    advance: int


def with_composites(font: bytes, composites: Sequence[Composite]) -> tuple[bytes, int]:
    """The font with those glyphs behind its own, and the number of the first of them."""
    tables = _tables(font)
    first = struct.unpack_from(">H", tables["maxp"], _GLYPHS)[0]
    if not composites:
        return font, first
    places = _places(tables)
    glyf = bytearray(tables["glyf"])
    metrics = _metrics(tables, first)
    for each in composites:
        described = _glyph_of_parts(each, glyf, places)
        # The left side is where the box begins: renderers shift a glyph by what these two differ.
        metrics += struct.pack(">Hh", each.advance, _HEAD.unpack_from(described)[1] if described else 0)
        glyf += described + bytes(-len(described) % 4)
        places.append(len(glyf))
    count = first + len(composites)
    tables["glyf"] = bytes(glyf)
    tables["loca"] = struct.pack(f">{len(places)}I", *places)
    tables["head"] = _with_number(tables["head"], _LOCA_FORMAT, 1)
    tables["hmtx"] = metrics
    tables["hhea"] = _with_number(tables["hhea"], _METRICS, count)
    most = max(len(each.components) for each in composites)
    maxp = _with_number(tables["maxp"], _GLYPHS, count)
    maxp = _with_number(maxp, _ELEMENTS, max(most, struct.unpack_from(">H", maxp, _ELEMENTS)[0]))
    tables["maxp"] = _with_number(maxp, _DEPTH, struct.unpack_from(">H", maxp, _DEPTH)[0] + 1)
    return _font(font[:4], tables), first


def _tables(font: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return {tag.decode("ascii"): font[start : start + length] for tag, _, start, length in entries}


def _places(tables: dict[str, bytes]) -> list[int]:
    """Where each glyph begins in `glyf`, and where the last one ends."""
    loca = tables["loca"]
    if struct.unpack_from(">h", tables["head"], _LOCA_FORMAT)[0]:
        return list(struct.unpack(f">{len(loca) // 4}I", loca))
    return [place * 2 for place in struct.unpack(f">{len(loca) // 2}H", loca)]


def _glyph_of_parts(composite: Composite, glyf: bytearray, places: Sequence[int]) -> bytes:
    boxes = []
    parts = []
    drawn = [each for each in composite.components if places[each.number] != places[each.number + 1]]
    for each in drawn:
        _, left, low, right, high = _HEAD.unpack_from(glyf, places[each.number])
        boxes.append((left + each.x, low + each.y, right + each.x, high + each.y))
        more = _MORE if each is not drawn[-1] else 0
        parts.append(struct.pack(">HHhh", _WORDS | _OFFSETS | more, each.number, each.x, each.y))
    if not drawn:
        return b""  # such as a space with a joiner
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return _HEAD.pack(-1, min(lefts), min(lows), max(rights), max(highs)) + b"".join(parts)


def _metrics(tables: dict[str, bytes], count: int) -> bytes:
    """Advance and left side of every glyph, spelled out also where the last advance stands for all that follow."""
    long = struct.unpack_from(">H", tables["hhea"], _METRICS)[0]
    hmtx = tables["hmtx"]
    sides = struct.unpack_from(f">{count - long}h", hmtx, 4 * long)
    advance = struct.unpack_from(">H", hmtx, 4 * (long - 1))[0]
    return hmtx[: 4 * long] + b"".join(struct.pack(">Hh", advance, side) for side in sides)


def _with_number(table: bytes, place: int, value: int) -> bytes:
    return table[:place] + struct.pack(">H", value) + table[place + 2 :]


def _font(version: bytes, tables: dict[str, bytes]) -> bytes:
    """A font file of those tables; check sums are of no use in a PDF, and are right all the same."""
    power = len(tables).bit_length() - 1
    head = version + struct.pack(">HHHH", len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    place = 12 + 16 * len(tables)
    entries, bodies = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag.encode("ascii"), total, place, len(table))
        bodies += padded
        place += len(padded)
    return head + entries + bodies
