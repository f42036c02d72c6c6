"""Plain lines for pipes: one thing a line, tab-separated, full values, no colour, no wrapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talktag.cli.input.terminal import Terminal, visible
from talktag.cli.views.view import Bars, Columns, Diff, Facing, Line, Pairs, Quote, Tree, Twig, View
from talktag.model.ready.joined_cells import SEPARATOR, JoinedRows, split_cells

_HARMLESS = bytes(range(0x20, 0x7F)) + SEPARATOR.encode()
_MANY = 500  # lines
_SEPARATORS = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r"})


def print_plain(terminal: Terminal, view: View) -> None:
    """Write a view to standard output, many lines at a time; of one that is still being made, what there is of it."""
    lines: list[str] = []
    for block in view:
        if len(lines) >= _MANY:
            terminal.stdout.write("\n".join(lines) + "\n")
            lines = []
        match block:
            case Line(text):
                lines.append(_cell(text))
            case Pairs(pairs):
                lines += [f"{_cell(name)}\t{_cell(str(value))}" for name, value in pairs if value]
            case Columns() | Bars() | Facing():
                lines += _table_lines(block)
            case Tree(twigs):
                lines += [_row(row) for twig in twigs for row in _twig_rows(twig)]
            case Quote(text):
                lines += [f"  {visible(line)}" for line in text.splitlines()]
            case Diff(changes):
                lines += [visible(line) for line in changes]
    if lines:
        terminal.stdout.write("\n".join(lines) + "\n")


def _table_lines(table: Columns | Bars | Facing) -> Sequence[str]:
    """A line a row; bars are for people only."""
    rows = table.rows if isinstance(table, Columns) else table.told.rows
    return _join_rows(rows.lines) if isinstance(rows, JoinedRows) else [_row(row) for row in rows]


def _twig_rows(twig: Twig) -> Iterator[Sequence[str]]:
    if twig.cells:
        yield twig.cells
    for each in twig.twigs:
        yield from _twig_rows(each)


def _join_rows(lines: Sequence[str]) -> Sequence[str]:
    """Lines of joined cells as rows, several of them perhaps in one text; nearly always harmless as a whole.

    What is ASCII is told to be harmless all at once.
    """
    plain = [line for line in lines if line.isascii()]
    if "".join(plain).encode().translate(None, _HARMLESS):
        return [_row(split_cells(line)) for line in lines]
    if len(plain) == len(lines):
        return ["\n".join(lines).replace(SEPARATOR, "\t")] if lines else []
    return [line.replace(SEPARATOR, "\t") if line.isascii() else _row(split_cells(line)) for line in lines]


def _row(cells: Sequence[str]) -> str:
    """The cells of a row as one line; nearly all rows are harmless as a whole, which is quicker to tell."""
    text = "".join(cells)
    if text.isascii() and text.isprintable():
        return "\t".join(cells)
    return "\t".join([_cell(cell) for cell in cells])


def _cell(text: str) -> str:
    """A value that stays one value when lines are split at tabs."""
    if text.isascii() and text.isprintable():
        return text
    return visible(text.translate(_SEPARATORS))
