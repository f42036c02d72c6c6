"""A physical sheet of labels that is used bit by bit: its paper, and the cells that are gone. Touches no file."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record

_MOST_CELLS = 1000  # more than on any sheet there is


class UsedSheet(NamedTuple):
    """`paper` is the id of the label paper; `used` are the numbers of the cells that are gone, from 1, row by row."""

    paper: str
    used: frozenset[int] = frozenset()


def read_used_sheet(data: bytes, path: str) -> Reading[UsedSheet]:
    """Read the memory of a sheet; every problem is reported."""
    return read_record(data, path, _used_sheet)


def _used_sheet(fields: Fields) -> UsedSheet | None:
    paper, used = fields.must_have("stock"), fields.parse("used", parse_cells)
    return UsedSheet(paper, used or frozenset()) if paper else None


def used_sheet_table(sheet: UsedSheet) -> dict[str, Any]:
    """The memory as TOML values; no cells are none."""
    used = {"used": cells_text(sheet.used)} if sheet.used else {}
    return {"format": FORMAT, "stock": sheet.paper, **used}


def parse_cells(text: str) -> frozenset[int]:
    """The cells of a list such as `1, 2, 5-9`; ValueError for anything else."""
    found: set[int] = set()
    said = 0
    for part in text.split(","):
        first, dash, last = (each.strip() for each in part.partition("-"))
        last = last if dash else first
        if not (_is_cell(first) and _is_cell(last) and int(first) <= int(last)):
            raise ValueError(f'"{text}" is not a list of cells like 1,2,5-9')
        said += int(last) + 1 - int(first)
        if said > _MOST_CELLS:  # the same cells over and over would take for ever
            raise ValueError(f"more than {_MOST_CELLS} cells are listed")
        found.update(range(int(first), int(last) + 1))
    return frozenset(found)


def cells_text(cells: Collection[int]) -> str:
    """Cells as `parse_cells` reads them, neighbours joined: `1, 2, 3, 7` is `1-3, 7`."""
    runs = itertools.groupby(enumerate(sorted(cells)), key=lambda pair: pair[1] - pair[0])
    groups = [[cell for _, cell in run] for _, run in runs]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in groups)


def _is_cell(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= _MOST_CELLS
