"""Rows of a Homebox file that are locations, not items: what they say of places. It makes no product of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from talktag.interop.draft import RowProblem
from talktag.interop.gathering import Gathering
from talktag.model.products.containment import place_of

_LOCATION = re.compile(r"/location/[^/]*/?\Z")
# What a location row always holds, and what Homebox writes where nothing was said.
_OF_PLACES = {"hb.name", "hb.location", "hb.url", "hb.quantity", "hb.import_ref"}
_NOTHING = {"false", "0"}


def is_place(row: Gathering) -> bool:
    """Whether a row is a location. Only its address tells, and that may begin with a host or with the path."""
    return bool(_LOCATION.search(row.facts.get("url", "")))


def places_of(locations: Sequence[Gathering]) -> tuple[str, ...]:
    """The path of every location."""
    return tuple(sorted({path for row in locations if (path := _path(row))}))


def place_problems(locations: Sequence[Gathering], items: Sequence[Gathering]) -> list[RowProblem]:
    """What the location rows hold that talktag has no room for: it keeps places as paths, and none that is empty."""
    used = {
        "/".join(parts[: depth + 1])
        for row in items
        for parts in [(row.facts.get("place") or "").split("/")]
        for depth in range(len(parts))
    }
    problems: list[RowProblem] = []
    for row in locations:
        problems += row.problems
        for title, cell in row.cells.items():
            if title.casefold() not in _OF_PLACES and cell.casefold() not in _NOTHING:
                problems.append(_warning(row, title, cell, "stays behind: in talktag a place is its path alone"))
        name = row.facts.get("name", "")
        if "/" in name:
            problems.append(_warning(row, "HB.name", name, "holds a slash, which parts places; read as two of them"))
        path = _path(row)
        if path and path not in used:
            problems.append(_warning(row, "HB.name", path, "stays behind: no item is there"))
    return problems


def _path(row: Gathering) -> str | None:
    return place_of(f"{row.facts.get('place') or ''}/{row.facts.get('name') or ''}")


def _warning(row: Gathering, column: str, value: str, message: str) -> RowProblem:
    return RowProblem(row.line, column, value, message, "warning")
