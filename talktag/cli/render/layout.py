"""Tables and pairs laid out in the cells that a terminal has. Pure: knows no stream, no colour, no link.

No word is parted and nothing is cut. A line is wider than the room only where a single word is, or what stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from talktag.cli.views.view import Whole

_NARROWEST = 16  # cells for a text; with fewer, folding makes nothing better
_GAP = "  "
_INDENT = 2
_FEW = 8  # one row in so many may be too wide for the table that the others make


class LinePiece(NamedTuple):
    """A part of a line: a heading, or a part of the cell that `source` is; None for the blanks between."""

    text: str
    source: str | None = None
    is_heading: bool = False


Laid = list[LinePiece]


class LaidTable(NamedTuple):
    """The lines of a table, and the headings of the columns that there was no room for."""

    lines: list[Laid]
    dropped: tuple[str, ...] = ()


def lay_table(headings: Sequence[str], rows: Sequence[Sequence[str]], optional: Sequence[str], room: int) -> LaidTable:
    """Columns beside each other; where they do not fit, without the `optional` ones, of which the first goes first.

    A few rows may be too wide for that: each of them becomes a small block of lines, with all that it holds. Where it
    would be more than a few, nothing is left out and all rows are blocks. Columns that would be empty are no columns.
    """
    used = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    leaving = [place for name in optional for place in used if headings[place] == name]
    sizes = [{place: _size(row[place]) for place in used} for row in (headings, *rows)]
    kept = list(used)
    while (fitting := _fit(sizes, kept, room)) is None:
        if not leaving:
            return LaidTable([line for row in rows for line in _block(headings, row, used, room)])
        kept.remove(leaving.pop(0))
    lines = list(_spread(headings, fitting.widths, is_heading=True)) if kept else []
    for number, row in enumerate(rows, 1):
        lines += _block(headings, row, used, room) if number in fitting.odd else _spread(row, fitting.widths)
    return LaidTable(lines, tuple(headings[place] for place in used if place not in kept))


def lay_pair(name: str, value: str, width: int, room: int, indent: int = 0) -> Iterator[Laid]:
    """A name in `width` cells and the value beside it; below it where it does not fit there without parting a word."""
    is_whole = isinstance(value, Whole)
    beside, below = room - indent - width - len(_GAP), room - indent - _INDENT
    size = _size(value)
    if (size.natural if is_whole else size.least) <= beside:
        first, *lines = fold_text(value, beside)
        blanks = " " * (width - width_of(name)) + _GAP
        yield [
            LinePiece(" " * indent),
            LinePiece(name, None, is_heading=True),
            LinePiece(blanks),
            LinePiece(first, value),
        ]
        margin = indent + width + len(_GAP)
    else:
        for line in fold_text(name, room - indent):
            yield [_margin(indent, line, room), LinePiece(line, None, is_heading=True)]
        lines = [str(value)] if is_whole else fold_text(value, below)
        margin = indent + _INDENT
    for line in lines:
        yield [_margin(margin, line, room), LinePiece(line, value)]


def _margin(wanted: int, line: str, room: int) -> LinePiece:
    """The blanks before a line: fewer where a word is wider than what they leave."""
    return LinePiece(" " * max(0, min(wanted, room - width_of(line))))


def hanging(first: str, others: str, text: str, room: int) -> Iterator[str]:
    """The text behind `first`, and as far as that does not hold it, in more lines behind `others`."""
    lines = fold_text(text, room - max(width_of(first), width_of(others)))
    for number, line in enumerate(lines):
        before = others if number else first
        fits = width_of(before) + width_of(line) <= room
        if not (fits or number):
            yield first.rstrip()
        yield before + line if fits else line


def fold_text(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, as far as its blanks allow that."""
    if width_of(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def width_of(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _block(headings: Sequence[str], row: Sequence[str], used: Sequence[int], room: int) -> Iterator[Laid]:
    """A row as lines: its first cell, and each other one behind its heading."""
    first, *others = used
    filled = [place for place in others if row[place]]
    yield from ([LinePiece(line, row[first])] for line in fold_text(row[first] or "-", room))
    width = max((width_of(headings[place]) for place in filled), default=0)
    for place in filled:
        yield from lay_pair(headings[place], row[place], width, room, _INDENT)


def _spread(row: Sequence[str], widths: Mapping[int, int], *, is_heading: bool = False) -> Iterator[Laid]:
    cells = [fold_text(row[place], width) for place, width in widths.items()]
    for parts in zip_longest(*cells, fillvalue=""):
        line: Laid = []
        blanks = ""
        for part, (place, width) in zip(parts, widths.items(), strict=True):
            if part:
                line += [LinePiece(blanks), LinePiece(part, row[place], is_heading)]
                blanks = ""
            blanks += " " * (width - width_of(part)) + _GAP
        yield line


class _Size(NamedTuple):
    """How wide a text is by itself, and how narrow it can be: its longest word, if folding is any good then."""

    natural: int
    least: int


class _Fitting(NamedTuple):
    """The widths of columns that fit, and the numbers of the few rows that do not."""

    widths: Mapping[int, int]
    odd: frozenset[int]


def _size(text: str) -> _Size:
    natural = width_of(text)
    if natural <= _NARROWEST:
        return _Size(natural, natural)
    return _Size(natural, max(_NARROWEST, *map(width_of, text.split(" "))))


def _fit(sizes: Sequence[Mapping[int, _Size]], kept: Sequence[int], room: int) -> _Fitting | None:
    """How the columns fit; None where they do not, for the headings, which are the first row, or for too many rows."""
    gaps = len(_GAP) * (len(kept) - 1)
    order = sorted(
        range(1, len(sizes)), key=lambda number: max((sizes[number][place].least for place in kept), default=0)
    )
    whole = [_Size(0, 0) for _ in kept]
    odd = set()
    for number in (0, *order):
        row = sizes[number]
        wider = [_Size(*map(max, size, row[place])) for size, place in zip(whole, kept, strict=True)]
        if sum(size.least for size in wider) + gaps <= room:
            whole = wider
        else:
            odd.add(number)
    if 0 in odd or len(odd) * _FEW > len(sizes) - 1:
        return None
    return _Fitting(dict(zip(kept, _narrow(whole, room - gaps), strict=True)), frozenset(odd))


def _narrow(sizes: Sequence[_Size], room: int) -> list[int]:
    """The widths of columns, the widest narrowed first until all fit."""
    widths = [size.natural for size in sizes]
    for _ in range(sum(widths) - room):
        wide = [place for place, width in enumerate(widths) if width > sizes[place].least]
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths
