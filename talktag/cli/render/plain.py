"""Plain lines for pipes: one thing a line, tab-separated, full values, no colour, no wrapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talktag.cli.input.terminal import Terminal, visible
from talktag.cli.views.view import Columns, Diff, Line, Pairs, Quote, Tree, Twig, View

_SEPARATORS = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r"})


def print_plain(terminal: Terminal, view: View) -> None:
    """Write a view to standard output, many lines at a time."""
    lines: list[str] = []
    for block in view:
        match block:
            case Line(text):
                lines.append(_cell(text))
            case Pairs(pairs):
                lines += [f"{_cell(name)}\t{_cell(str(value))}" for name, value in pairs if value]
            case Columns(_, rows):
                lines += [_row(row) for row in rows]
            case Tree(twigs):
                lines += [_row(row) for twig in twigs for row in _twig_rows(twig)]
            case Quote(text):
                lines += [f"  {visible(line)}" for line in text.splitlines()]
            case Diff(changes):
                lines += [visible(line) for line in changes]
    if lines:
        terminal.stdout.write("\n".join(lines) + "\n")


def _twig_rows(twig: Twig) -> Iterator[Sequence[str]]:
    if twig.cells:
        yield twig.cells
    for each in twig.twigs:
        yield from _twig_rows(each)


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
