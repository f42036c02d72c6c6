"""The file of any record: its text read with every problem found, and what is absent left out. Knows no kind."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from talktag.model.problem import Problem
from talktag.model.toml.read import RECORD_LIMIT, Fields, decode_toml, load_toml
from talktag.model.values.money import Money

FORMAT = 1
T = TypeVar("T")


class Reading(NamedTuple, Generic[T]):
    """What a file gave: the value, None where nothing usable is there, and every problem found."""

    value: T | None
    problems: tuple[Problem, ...]


def read_record(data: bytes, path: str, make: Callable[[Fields], T | None], limit: int = RECORD_LIMIT) -> Reading[T]:
    """What `make` makes of the file of a record, with every problem; None for what is no TOML or over `limit` bytes."""
    table, broken = load_toml(data, path, limit)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, decode_toml(data), problems)
    check_format(fields)
    value = make(fields)
    fields.report_unknown()
    return Reading(value, tuple(problems))


def check_format(fields: Fields) -> None:
    """Report a record of a format this version does not know."""
    if (found := fields.whole("format", 0)) != FORMAT:
        message = "is missing; this version writes 1" if not found else f"is {found}; this version reads 1"
        fields.problem("format", message, "unknown-format")


def without_absent(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table less what is absent: None, and empty lists, texts and tables. Absent is absent."""
    return {
        key: str(value) if isinstance(value, Money) else value
        for key, value in table.items()
        if value not in (None, [], {}, "")
    }


def json_values(table: Mapping[str, Any]) -> dict[str, Any]:
    """The TOML values of a record, or of a part of one, as JSON has them: days and moments as texts of ISO 8601."""
    return {key: _json_value(value) for key, value in table.items()}


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return json_values(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
