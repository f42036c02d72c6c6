"""The cells of Shelf's backup that hold a record as JSON: what of them is text. It drops no record silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn


def unpack(rule: ColumnRule) -> ColumnRule:
    """The rule for the names of the records in a cell, where it holds records, else for the cell as it stands."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        if not cell.startswith(("{", "[")):
            rule.take(row, column, cell)
        elif (records := _records(cell)) is None:
            row.error(column.title, cell, "is not a record as Shelf's backup has it")
        elif names := [name for record in records if (name := _name(record))]:
            rule.take(row, column, ", ".join(names))

    return ColumnRule(take, rule.key)


def custom_values(cell: str) -> Iterator[tuple[str, str, str]]:
    """Name, type and text of each custom field that has a value."""
    for record in _records(cell) or ():
        field, value = record.get("customField"), record.get("value")
        raw = value.get("raw") if isinstance(value, dict) else value
        if isinstance(field, dict) and isinstance(field.get("name"), str) and raw not in (None, ""):
            kind = str(field.get("type") or "text").replace("_", " ").casefold()
            yield field["name"], kind, str(raw).lower() if isinstance(raw, bool) else str(raw)


def _records(cell: str) -> list[dict[str, Any]] | None:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    records = found if isinstance(found, list) else [found]
    return [record for record in records if isinstance(record, dict)]


def _name(record: dict[str, Any]) -> str | None:
    """What a record is called; custody calls its custodian so."""
    inner = record.get("custodian")
    name = record.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return name.strip() if isinstance(name, str) and name.strip() else None
