"""Homebox items within items: the parent each row names by import_ref. It finds them in the same file only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from talktag.interop.gathering import Gathering

_COLUMN = "HB.parent_import_ref"


def settle_parents(items: Sequence[Gathering], sources: Sequence[str]) -> None:
    """Put into each row the source of the item it is in; a parent that is missing, or within the row, is an error."""
    numbers: dict[str, int] = {}
    for number, row in enumerate(items):
        if reference := row.facts.get("import_ref"):
            numbers.setdefault(reference, number)
    parents = {
        number: numbers.get(reference)
        for number, row in enumerate(items)
        if (reference := row.facts.get("parent_import_ref"))
    }
    circling = _circling(parents)
    for number, parent in parents.items():
        reference = items[number].facts["parent_import_ref"]
        if parent is None:
            items[number].error(_COLUMN, reference, f'no item in this file has the import_ref "{reference}"')
        elif number in circling:
            items[number].error(_COLUMN, reference, f'"{reference}" is this item, or is within it')
        else:
            items[number].facts["inside"] = sources[parent]


def _circling(parents: Mapping[int, int | None]) -> set[int]:
    """The rows from which the way up comes back to themselves; each row is walked over once."""
    walk_of: dict[int, int] = {}
    circling: set[int] = set()
    for start in parents:
        way: list[int] = []
        here: int | None = start
        while here is not None and here not in walk_of:
            walk_of[here] = start
            way.append(here)
            here = parents.get(here)
        if here is not None and walk_of[here] == start:
            circling.update(way[way.index(here) :])
    return circling
