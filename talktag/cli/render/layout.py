"""Tables and pairs laid out in the cells that a terminal has. Pure: knows no stream, no colour, no link.

No word is parted and nothing is cut. A line is wider than the room only where a single word is, or what stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
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


Laid = list[LinePiece] | str  # a line of which nothing is more than text is just that


class LaidTable(NamedTuple):
    """The lines of a table, and the headings of the columns that there was no room for."""

    lines: list[Laid]
    dropped: tuple[str, ...] = ()


class _Stack:
    """The cells of one column, how wide each is, and the widths that all of them together want and need."""

    def __init__(self, heading: str, cells: Sequence[str]) -> None:
        self.heading = heading
        self.cells = cells
        self.widths = list(map(len if "".join(cells).isascii() else width_of, cells))
        self.natural = max(width_of(heading), *self.widths)

    @cached_property
    def least(self) -> int:
        wide = [cell for cell, width in zip(self.cells, self.widths, strict=True) if width > _NARROWEST]
        narrow = max([width for width in self.widths if width <= _NARROWEST], default=0)
        return max([narrow, *(_size(cell).least for cell in (self.heading, *wide))])

    def pad(self, width: int) -> list[str]:
        """The cells with blanks behind them, up to that width; wider ones as they are."""
        if "".join(self.cells).isascii():
            return [cell.ljust(width) for cell in self.cells]
        return [cell + " " * (width - wide) for cell, wide in zip(self.cells, self.widths, strict=True)]


def lay_table(headings: Sequence[str], rows: Sequence[Sequence[str]], optional: Sequence[str], room: int) -> LaidTable:
    """Columns beside each other; where they do not fit, without the `optional` ones, of which the first goes first.

    A few rows may be too wide for that: each of them becomes a small block of lines, with all that it holds. Where it
    would be more than a few, nothing is left out and all rows are blocks. Columns that would be empty are no columns.
    """
    cells = list(zip(*rows, strict=True))
    columns = {place: _Stack(headings[place], each) for place, each in enumerate(cells) if any(each)}
    leaving = [place for name in optional for place in columns if headings[place] == name]
    kept = list(columns)
    while (fitting := _fit([columns[place] for place in kept], room)) is None:
        if not leaving:
            return LaidTable([line for row in rows for line in _block(headings, row, list(columns), room)])
        kept.remove(leaving.pop(0))
    widths = dict(zip(kept, fitting.widths, strict=True))
    dropped = tuple(headings[place] for place in columns if place not in kept)
    if not kept:
        return LaidTable([], dropped)
    lines: list[Laid] = list(_spread(headings, widths, is_heading=True))
    plain = _plain_lines([columns[place] for place in kept], fitting.widths)
    for number, row in enumerate(rows):
        if number in fitting.odd:
            lines += _block(headings, row, list(columns), room)
        elif (line := plain[number]) is not None:
            lines.append(line)
        else:
            lines += _spread(row, widths)
    return LaidTable(lines, dropped)


def _plain_lines(columns: Sequence[_Stack], widths: Sequence[int]) -> list[str | None]:
    """The line of each row that takes one line and is nothing but text; None for any other."""
    padded = [column.pad(width) for column, width in zip(columns, widths, strict=True)]
    lines: list[str | None] = [_GAP.join(parts).rstrip(" ") for parts in zip(*padded, strict=True)]
    for column, width in zip(columns, widths, strict=True):
        if width < column.natural:
            for number in (number for number, wide in enumerate(column.widths) if wide > width):
                lines[number] = None
        if set(map(type, column.cells)) != {str}:
            for number in (number for number, cell in enumerate(column.cells) if type(cell) is not str):
                lines[number] = None
    return lines


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
        line: list[LinePiece] = []
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

    widths: Sequence[int]
    odd: frozenset[int] = frozenset()


def _size(text: str) -> _Size:
    natural = width_of(text)
    if natural <= _NARROWEST:
        return _Size(natural, natural)
    return _Size(natural, max(_NARROWEST, *map(width_of, text.split(" "))))


def _fit(columns: Sequence[_Stack], room: int) -> _Fitting | None:
    """How the columns fit; None where they do not, for their headings or for too many rows."""
    room -= len(_GAP) * (len(columns) - 1)
    if sum(column.natural for column in columns) <= room:
        return _Fitting([column.natural for column in columns])
    if sum(column.least for column in columns) <= room:
        return _Fitting(_narrow([_Size(column.natural, column.least) for column in columns], room))
    return _fit_most(columns, room)


def _fit_most(columns: Sequence[_Stack], room: int) -> _Fitting | None:
    """How the columns fit without a few of their rows, which are the widest of them."""
    whole = [_size(column.heading) for column in columns]
    if sum(size.least for size in whole) > room:
        return None
    sizes = list(zip(*([*map(_size, column.cells)] for column in columns), strict=True))
    odd = set()
    for number in sorted(range(len(sizes)), key=lambda number: max(size.least for size in sizes[number])):
        wider = [_Size(*map(max, size, other)) for size, other in zip(whole, sizes[number], strict=True)]
        if sum(size.least for size in wider) <= room:
            whole = wider
        else:
            odd.add(number)
            if len(odd) * _FEW > len(sizes):
                return None
    return _Fitting(_narrow(whole, room), frozenset(odd))


def _narrow(sizes: Sequence[_Size], room: int) -> list[int]:
    """The widths of columns, the widest narrowed first until all fit."""
    widths = [size.natural for size in sizes]
    for _ in range(sum(widths) - room):
        wide = [place for place, width in enumerate(widths) if width > sizes[place].least]
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths
