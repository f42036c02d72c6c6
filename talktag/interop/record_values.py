"""A product in the form of a record or of `list --json`, as nested values, to a draft. It reads no text itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from talktag.interop.draft import Draft, Options, Row, RowProblem, shown
from talktag.model.gtin import parse_gtin
from talktag.model.ident import is_id, is_slug, parse_tag
from talktag.model.money import parse_money
from talktag.model.problem import Problem
from talktag.model.product import STATES, Purchase, Tag
from talktag.model.record import without_absent
from talktag.model.toml import Fields
from talktag.model.warranty import Warranty, parse_term

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_COUNTS = {"notes_count": "private notes", "entries_count": "entries"}


def read_values(values: object, line: int, source: str, options: Options) -> Row:
    """One product; `source` names it where it has no id and no source of its own."""
    if not isinstance(values, dict):
        return Row(line, None, (RowProblem(line, "", shown(values), "is not a product"),))
    problems: list[Problem] = []
    fields = Fields(_present(values), "", "", problems)
    draft = _draft(fields, source, options)
    _report_left(fields, values)
    fields.done()
    return Row(line, draft, tuple(_row_problem(problem, values, line) for problem in problems))


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values less those that say nothing, which other programs write where talktag writes nothing."""
    return without_absent(
        {key: without_absent(value) if key == "purchase" and isinstance(value, dict) else value}
        for key, value in values.items()
    ) if False else without_absent(
        {
            key: without_absent(value) if key == "purchase" and isinstance(value, dict) else value
            for key, value in values.items()
        }
    )
