"""CSV under talktag's own titles, or under any titles and a mapping, to drafts. It guesses no column.

The keys are those of `talktag set`; docs name them in the reference of the CSV form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from talktag.errors import InvalidError
from talktag.interop import rules
from talktag.interop.draft import Import, Options
from talktag.interop.gathering import Column, Gathering, Rule, gather
from talktag.interop.grid import Grid
from talktag.interop.own_form import FIELD, FIELDS, WARRANTY, parted, read_tags
from talktag.interop.source import digest_of, told_apart
from talktag.model.gtin import parse_gtin
from talktag.model.ident import is_id, is_slug
from talktag.model.warranty import Warranty, parse_term

IGNORE = "ignore"


def keys() -> dict[str, Rule]:
    """What a column can be mapped to, besides `field.NAME` and the columns of further warranties (`warranty2`)."""
    return {
        **{key: rules.text(key) for key in ("name", "maker", "model", "serial", "place", "inside", "from", "order")},
        "id": rules.parsed("id", _id),
        "slug": rules.parsed("slug", _slug),
        "gtin": rules.parsed("gtin", parse_gtin),
        "labels": Rule(_labels),
        "labels;": rules.labels(";"),
        "label": rules.label(),
        "quantity": rules.quantity(),
        "state": rules.state(),
        "added": rules.date("added"),
        "bought": rules.date("bought"),
        "price": rules.price(),
        "currency": rules.currency(),
        "warranty-months": rules.warranty_months(),
        "warranty-until": rules.warranty_until(),
        "tags": rules.parsed("tags", read_tags),
        "source": rules.text("source"),
        FIELDS: Rule(_fields),
        IGNORE: rules.ignored(),
    }


def rule_of(key: str) -> Rule | None:
    """The rule of a key, None where there is no such key."""
    if key.startswith(FIELD) and len(key) > len(FIELD):
        return rules.field(key[len(FIELD) :])
    folded = key.casefold()
    if found := WARRANTY.match(folded):
        return _warranty_rule(int(found[1] or 1), found[2])
    return keys().get(folded)


def csv_rules(header: Sequence[str]) -> list[Rule]:
    """What each column under talktag's own titles becomes; a title it does not know is reported cell by cell."""
    unknown = rules.left_behind("is in a column that talktag does not know")
    return [rule_of(title) or unknown for title in header]


def mapped(columns: Sequence[Rule], grid: Grid, mapping: Mapping[str, str]) -> list[Rule]:
    """The rules with those of the columns that `mapping` names put in: by title, by title told apart, or as `#3`.

    Raises InvalidError for a column that is not there and for a key that does not exist.
    """
    chosen = list(columns)
    titles = grid.titles()
    numbered = [f"#{number}" for number in range(1, len(titles) + 1)]
    for title, key in mapping.items():
        places = [place for place, names in enumerate(zip(titles, grid.header, numbered, strict=True)) if title in names]
        rule = rule_of(key)
        if not places:
            raise InvalidError(f'there is no column "{title}"', hints=[f"the columns are: {', '.join(titles)}"])
        if rule is None:
            raise InvalidError(f'"{key}" is not what a column can be', hints=[f"use one of: {', '.join(keys())}"])
        for place in places:
            chosen[place] = rule
    return chosen


def read_csv(grid: Grid, columns: Sequence[Rule], options: Options) -> Import:
    """Every row as a draft; a row without an id or a source of its own is called after what it holds.

    Raises InvalidError where no column is the name.
    """
    gathered = gather(grid, columns, options)
    if gathered and not any("name" in row.facts for row in gathered):
        titles = [title for title in grid.titles() if rule_of(title) is None]
        hints = ["say which column is the name, with a mapping like: Product=name", f"unknown: {', '.join(titles)}"]
        raise InvalidError("no column is the name", hints=hints[: 1 + bool(titles)])
    for row in gathered:
        _settle_warranties(row)
    names = [f"csv:row:{digest_of(row.cells.values())}" for row in gathered]
    return Import(
        "csv",
        tuple(
            row.row(None if "id" in row.facts else name)
            for row, name in zip(gathered, told_apart(names), strict=True)
        ),
    )


def _id(cell: str) -> str:
    if not is_id(cell):
        raise ValueError(f'"{cell}" is not an id of 13 characters')
    return cell


def _slug(cell: str) -> str:
    if not is_slug(cell):
        raise ValueError(f'"{cell}" is not a slug')
    return cell


def _labels(row: Gathering, _: Column, cell: str) -> None:
    for label in parted(cell):
        row.label(label)


def _fields(row: Gathering, column: Column, cell: str) -> None:
    try:
        values: Any = json.loads(cell, parse_constant=_not_a_number)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        row.error(column.title, cell, "is not a JSON object")
        return
    for name, value in values.items():
        row.field(name, value, column, cell)


def _not_a_number(word: str) -> None:
    raise ValueError(word)


def _warranty_rule(number: int, part: str | None) -> Rule:
    key = f"warranty{number}.{part or 'term'}"
    if part == "starts":
        return rules.date(key)
    return rules.parsed(key, str if part else parse_term)


def _settle_warranties(row: Gathering) -> None:
    """The columns of each warranty as one; parts without a term are an error."""
    for number in range(1, 100):
        key = f"warranty{number}"
        parts = {part: row.facts.get(f"{key}.{part}") for part in ("term", "kind", "starts", "provider")}
        if parts["term"] is not None:
            row.warranties.insert(
                number - 1, Warranty(parts["term"], parts["kind"] or "all", parts["starts"], parts["provider"])
            )
        elif any(parts.values()):
            title = "warranty" if number == 1 else key
            row.error(title, next(value for value in parts.values() if value), "has no term like 24 months")
