"""CSV under talktag's own titles, or under any titles and a mapping, to drafts. It guesses no column.

The keys are those of `talktag set`.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from talktag.interop import rules
from talktag.interop.draft import Import, Options
from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn, gather
from talktag.interop.grid import Grid
from talktag.interop.own.cells import (
    FIELD,
    FIELDS,
    TITLES,
    WARRANTY,
    checked_id,
    checked_slug,
    holds_null,
    read_ids,
    read_tags,
    split_labels,
)
from talktag.interop.source import digest_of, told_apart
from talktag.model.products.keys import KEYS as TABLE
from talktag.model.products.service_keys import typed_kind
from talktag.model.typed.duration import typed_length
from talktag.model.typed.public_line import public_line
from talktag.model.typed.warranty import typed_term
from talktag.model.typed.words import unit_of
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.money import parse_money
from talktag.model.values.warranty import LIFETIME, Duration, Warranty

IGNORE = "ignore"
# What a column may be besides the keys, in the order in which they are shown.
_BESIDE = {
    "labels": ("label",),
    "price": ("currency",),
    "warranty": ("warranty-years", "warranty-months", "warranty-days", "warranty-until", "warranty-lifetime"),
}
_TYPED = [key.listed for key in TABLE if key.is_set and key.type not in {"fields", "picture"}]
KEY_NAMES = (
    *(name for key in _TYPED for name in (key, *_BESIDE.get(key, ()))),
    *("source", "note", "field.NAME"),
    *(title for title, key in TITLES.items() if not key.is_set and title != "source"),
    IGNORE,
)
_NUMBER = re.compile(r"[0-9]{1,4}")
_OWN_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}\Z")
# Never three decimals: that is where a foreign hand may have meant thousands.
_OWN_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4}))? [A-Z]{3}\Z")


def keys() -> dict[str, ColumnRule]:
    """What a column can be mapped to, besides `field.NAME` and the columns of further warranties (`warranty2`)."""
    return {
        **{title: _BY_TYPE[key.type](key.name) for title, key in TITLES.items()},
        "serial": rules.serial(),
        "labels;": rules.labels(";"),
        "label": rules.label(),
        "currency": rules.currency(),
        **{f"warranty-{unit}s": _length(unit) for unit in ("year", "month", "day")},
        "warranty-lifetime": rules.flag(lambda row: row.facts.update(lifetime=True)),
        "warranty-until": rules.warranty_until(),
        "note": rules.note(),
        FIELDS: ColumnRule(_fields),
        IGNORE: rules.ignore(),
    }


def rule_of(key: str) -> ColumnRule | None:
    """The rule of a key, None where there is no such key."""
    folded = key.casefold()
    if folded.startswith(FIELD) and len(key) > len(FIELD):
        return rules.field(key[len(FIELD) :])
    if found := WARRANTY.match(folded):
        return _warranty_rule(int(found[1] or 1), found[2])
    return keys().get(folded)


def csv_rules(header: Sequence[str]) -> list[ColumnRule]:
    """What each column under talktag's own titles becomes; a title it does not know is reported cell by cell."""
    unknown = rules.left_behind("is in a column that talktag does not know")
    return [_own(title, rule) if (rule := rule_of(title)) else unknown for title in header]


def _own(title: str, rule: ColumnRule) -> ColumnRule:
    """The rule with what talktag itself writes taken as it is, any year and any amount."""
    if rule.dated:
        return _exact(rule, _OWN_DAY, datetime.date.fromisoformat)
    return _exact(rule, _OWN_AMOUNT, parse_money) if title.casefold() in {"price", "fee"} else rule


def _exact(rule: ColumnRule, form: re.Pattern[str], parse: Callable[[str], Any]) -> ColumnRule:
    own = rules.parse_fact(rule.key, parse)

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        (own if form.match(cell) and rule.key else rule).take(row, column, cell)

    return ColumnRule(take, rule.key, dated=rule.dated)


def read_csv(grid: Grid, columns: Sequence[ColumnRule], options: Options) -> Import:
    """Every row as a draft; a row without an id or a source of its own is called after what it holds."""
    gathered = gather(grid, columns, options)
    for row in gathered:
        _settle_warranties(row)
    names = told_apart([f"csv:row:{digest_of(row.cells.values())}" for row in gathered])
    rows = (row.row(None if "id" in row.facts else name) for row, name in zip(gathered, names, strict=True))
    return Import("csv", tuple(rows))


def _labels(row: Gathering, _: SourceColumn, cell: str) -> None:
    for label in split_labels(cell):
        row.label(label)


_BY_TYPE: Mapping[str, Callable[[str], ColumnRule]] = {
    **dict.fromkeys(("text", "product", "place"), rules.text),
    "public": lambda key: rules.parse_fact(key, lambda text: public_line(key.rpartition(".")[2], text)),
    "id": lambda key: rules.parse_fact(key, checked_id),
    "slug": lambda key: rules.parse_fact(key, checked_slug),
    "gtin": lambda key: rules.parse_fact(key, typed_gtin),
    "kind": lambda key: rules.parse_fact(key, typed_kind),
    "products": lambda key: rules.parse_fact(key, read_ids),
    "coming": rules.date,
    "length": lambda key: rules.parse_fact(key, typed_length),
    "count": lambda _: rules.quantity(),
    "state": lambda _: rules.state(),
    "day": rules.date,
    "money": rules.price,
    "labels": lambda _: ColumnRule(_labels),
    "tags": lambda key: rules.parse_fact(key, read_tags),
}


def _fields(row: Gathering, column: SourceColumn, cell: str) -> None:
    try:
        values: Any = json.loads(cell, parse_constant=_refuse)
        sound = isinstance(values, dict) and not holds_null(values)
    except (ValueError, RecursionError):
        sound = False
    if not sound:
        row.error(column.title, cell, "is not a JSON object of values that a record can hold")
        return
    for name, value in values.items():
        row.field(name, value, column, cell)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _warranty_rule(number: int, part: str | None) -> ColumnRule:
    key = f"warranty{number}.{part or 'term'}"
    if part == "starts":
        return rules.date(key)
    return rules.text(key) if part else ColumnRule(_term, key)


def _term(row: Gathering, column: SourceColumn, cell: str) -> None:
    """A term; a bare number is counted in what the title of its column says, `Years` or `Warranty (months)`."""
    units = {unit for word in re.findall(r"[^\W\d_]{3,}", column.title) if (unit := unit_of(word))}
    if _NUMBER.fullmatch(cell) and len(units) == 1:
        _length(units.pop()).take(row, column, cell)
        return
    try:
        term = typed_term(cell, day_first=row.options.day_first, century=row.options.century)
    except ValueError as error:
        row.error(column.title, cell, str(error))
    else:
        row.put(column.rule.key, term, column, cell)


def _length(unit: str) -> ColumnRule:
    """How many years, months or days the warranty lasts, which several columns may say together; 0 is none."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            term = Duration(int(cell), unit) if _NUMBER.fullmatch(cell) else typed_term(cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))
            return
        if isinstance(term, Duration) and term.unit == unit:
            lengths = row.facts.setdefault("lengths", {})
            lengths[unit] = lengths.get(unit, 0) + term.length
        else:
            row.warranties.append(Warranty(term))

    return ColumnRule(take)


def _settle_warranties(row: Gathering) -> None:
    """The columns of each warranty as one; parts without a term are an error."""
    _settle_lengths(row)
    parts_of: dict[int, dict[str, Any]] = {}
    for key, value in row.facts.items():
        head, _, part = key.partition(".")
        if part and head.startswith("warranty"):
            parts_of.setdefault(int(head.removeprefix("warranty")), {})[part] = value
    for number, parts in sorted(parts_of.items()):
        if "term" in parts:
            kind, starts, provider = (parts.get(part) for part in ("kind", "starts", "provider"))
            row.warranties.append(Warranty(parts["term"], kind or "all", starts, provider))
        else:
            title = "warranty" if number == 1 else f"warranty{number}"
            row.error(title, next(iter(parts.values())), "has no term like 24 months")


def _settle_lengths(row: Gathering) -> None:
    """Years, months and days of columns of their own as one warranty; a lifetime goes before all of them."""
    lengths: dict[str, int] = row.facts.pop("lengths", {})
    months = lengths.get("year", 0) * 12 + lengths.get("month", 0)
    days = lengths.get("day", 0)
    if row.facts.pop("lifetime", False):
        row.warranties.append(Warranty(LIFETIME))
        if months or days:
            row.warning("warranty", f"{months} months {days} days", "is left out: the warranty is for a lifetime")
    elif months and days:
        row.error("warranty", f"{months} months {days} days", "is in months and days; talktag keeps one of them")
    elif months and not lengths.get("month"):
        row.warranties.append(Warranty(Duration(lengths["year"], "year")))
    elif months or days:
        row.warranties.append(Warranty(Duration(months, "month") if months else Duration(days, "day")))
