"""Rows of a table, the cells of each joined to one text, and parted again. Shows nothing.

Ten thousand rows that nobody looks into are passed on in a tenth of the time that their cells would take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

SEPARATOR = "\x1f"  # between two cells; in a cell it is spelled out
_ESCAPE = "\x1e"


def join_cells(cells: Iterable[str]) -> str:
    """The cells as one text."""
    return SEPARATOR.join([_spell(cell) for cell in cells])


def split_cells(joined: str) -> tuple[str, ...]:
    """The cells that were joined; none of an empty text."""
    if not joined:
        return ()
    if _ESCAPE not in joined:
        return tuple(joined.split(SEPARATOR))
    return tuple(
        part.replace(f"{_ESCAPE}1", SEPARATOR).replace(f"{_ESCAPE}0", _ESCAPE) for part in joined.split(SEPARATOR)
    )


def _spell(cell: str) -> str:
    return cell.replace(_ESCAPE, f"{_ESCAPE}0").replace(SEPARATOR, f"{_ESCAPE}1") if cell else cell


class JoinedRows(Sequence[tuple[str, ...]]):
    """Rows of at least one cell each, as `lines` of joined cells; a row is parted when it is looked at."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> JoinedRows: ...

    def __getitem__(self, at: int | slice) -> tuple[str, ...] | JoinedRows:
        return JoinedRows(self.lines[at]) if isinstance(at, slice) else split_cells(self.lines[at])
