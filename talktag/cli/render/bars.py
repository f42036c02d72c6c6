"""Bars beside the rows of a table, in whatever cells the table leaves. Pure: knows no stream and no colour."""

from __future__ import annotations

from collections.abc import Sequence

from talktag.cli.render.layout import Laid, LinePiece, width_of

_PARTS = " ▏▎▍▌▋▊▉█"  # eighths of a cell
_LEAST, _MOST = 6, 40  # cells of the longest bar
_GAP = 2


def with_bars(lines: Sequence[Laid], amounts: Sequence[int], room: int, *, blocks: bool) -> list[Laid]:
    """The lines of a table, a heading and a line a row, each row with its bar; as they are where bars have no room.

    The longest bar is that of the greatest amount, and each amount has one that can be seen; without `blocks` it is
    made of number signs.
    """
    beside = max((_width(line) for line in lines), default=0) + _GAP
    cells = min(room - beside, _MOST)
    if cells < _LEAST or len(lines) != len(amounts) + 1 or max(amounts) <= 0:
        return list(lines)
    drawn = [bar(amount, max(amounts), cells, blocks=blocks) for amount in amounts]
    rows = [_behind(line, beside, each) for line, each in zip(lines[1:], drawn, strict=True)]
    return [lines[0], *rows]


def bar(amount: int, greatest: int, cells: int, *, blocks: bool) -> str:
    """A bar that takes all cells for the greatest amount, none for nothing, and something for all between."""
    if amount <= 0:
        return ""
    if not blocks:
        return "#" * max(1, round(amount * cells / greatest))
    eighths = max(1, round(amount * cells * 8 / greatest))
    return ("█" * (eighths // 8) + _PARTS[eighths % 8]).rstrip(" ")


def _behind(line: Laid, place: int, drawn: str) -> Laid:
    blanks = " " * (place - _width(line))
    return f"{line}{blanks}{drawn}" if isinstance(line, str) else [*line, LinePiece(f"{blanks}{drawn}")]


def _width(line: Laid) -> int:
    """How many cells a line takes, without the blanks at its end."""
    return width_of(line.rstrip(" ")) if isinstance(line, str) else sum(width_of(piece.text) for piece in line)
