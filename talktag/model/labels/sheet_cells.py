"""Which cells labels go to: where to start, which are used up, which way to fill. It never knows what is on a label.

Cells are numbered row by row from the top left, whichever way they are filled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.paper import Cell, Paper, cells

FILLS = ("rows", "columns")


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a label goes: the sheet, from 0, and its cell there."""

    sheet: int
    cell: Cell


def parse_start(text: str) -> int | tuple[int, int]:
    """A first cell as typed: `7`, or `2:3` for row 2, column 3; UsageError for anything else."""
    found = re.fullmatch(r"\s*([0-9]{1,4})\s*(?::\s*([0-9]{1,4})\s*)?", text)
    if not found:
        raise UsageError(f'"{text}" is no place on a sheet', hints=["--start 7, or --start 2:3 for row 2, column 3"])
    return (int(found[1]), int(found[2])) if found[2] else int(found[1])


def start_cell(paper: Paper, start: int | tuple[int, int]) -> Cell:
    """The cell of a number, or of a row and a column, all from 1; UsageError where the sheet has none there."""
    places = cells(paper)
    for cell in places:
        if start in (cell.index, (cell.row, cell.column)):
            return cell
    last = places[-1]
    where = str(start) if isinstance(start, int) else f"{start[0]}:{start[1]}"
    form = f"{last.row} rows of {last.column}"
    raise UsageError(
        f'a sheet of "{paper.id}" has cells 1 to {last.index}, in {form}, not {where}', hints=["--start 1"]
    )


def fill_cells(
    paper: Paper, start: int | tuple[int, int] = 1, used: Collection[int] = (), fill: str = "rows"
) -> Iterator[SheetPlace]:
    """The places labels go to, without end: the first sheet from `start` on but for its `used` cells, then new ones.

    UsageError for a start or a used cell that is not on the sheet, for a first sheet that has no cell left from there
    on, and for another way to fill than rows or columns.
    InvalidError for anything but a sheet.
    """
    places = cells(paper)
    first = start_cell(paper, start)
    beyond = sorted(set(used) - {cell.index for cell in places})
    if beyond:
        raise UsageError(f'a sheet of "{paper.id}" has cells 1 to {len(places)}, not {beyond[0]}')
    if fill not in FILLS:
        raise UsageError(f'labels are filled in by rows or columns, not "{fill}"')
    order = _order(paper, fill)
    free = [cell for cell in order[order.index(first) :] if cell.index not in used]
    if not free:
        # Its page would come out empty, and the next one on a sheet nobody put in.
        raise UsageError("no label is left on that sheet", hints=["take a new one: leave out what is used up"])
    return _fill_in(order, free)


def cells_before(paper: Paper, start: int | tuple[int, int], fill: str) -> frozenset[int]:
    """The cells before the start, which is the first that is free; UsageError for one that is not on the sheet."""
    first, order = start_cell(paper, start), _order(paper, fill)
    return frozenset(cell.index for cell in order[: order.index(first)])


def _order(paper: Paper, fill: str) -> list[Cell]:
    places = cells(paper)
    return sorted(places, key=lambda cell: (cell.column, cell.row)) if fill == "columns" else list(places)


def _fill_in(order: list[Cell], free: list[Cell]) -> Iterator[SheetPlace]:
    yield from (SheetPlace(0, cell) for cell in free)
    sheet = 1
    while True:
        yield from (SheetPlace(sheet, cell) for cell in order)
        sheet += 1


def on_roll(paper: Paper, start: int | tuple[int, int], used: Collection[int]) -> None:
    """UsageError where a start or used cells are asked of a roll, which is always at its next label."""
    if start != 1 or used:
        raise UsageError(f'"{paper.id}" is a roll or tape: there are no cells to start at or to leave out')


def last_used(places: Collection[SheetPlace], used: Collection[int]) -> tuple[int, ...]:
    """The cells in use on the last sheet once all places are printed on, for a memory of that sheet."""
    last = max(place.sheet for place in places)
    before = set(used) if last == 0 else set()
    return tuple(sorted(before | {place.cell.index for place in places if place.sheet == last}))


def check_sheet(paper: Paper) -> None:
    """InvalidError for a roll or tape, where a sheet is needed."""
    if paper.kind != "sheet":
        raise InvalidError(f'"{paper.id}" is a roll or tape, and this needs a sheet', hints=["talktag stock list"])
