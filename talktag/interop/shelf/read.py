"""Shelf: the rows of its asset CSV (import sheet, export of the list, backup) to drafts. It drops no column.

Titles as in Shelf's `apps/webapp/app/modules/asset/utils.server.ts`; custom fields are titled `cf: NAME, type:TYPE`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from talktag.interop import rules
from talktag.interop.draft import Import, Options
from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn, gather
from talktag.interop.grid import Grid
from talktag.interop.shelf.backup import custom_values, unpack
from talktag.interop.shelf.list_cell import split_items
from talktag.interop.source import digest_of, told_apart
from talktag.model.typed.day import typed_day
from talktag.model.typed.flag import typed_flag
from talktag.model.values.bar_code import typed_gtin

CUSTOM = re.compile(r"cf:\s*(?P<name>.*?)\s*(?:,\s*type:\s*(?P<type>[a-z ]+?)\s*)?\Z", re.IGNORECASE | re.DOTALL)
_COUNTED = re.compile(r"([0-9][0-9.,' ]{0,20}?)\s+([^\W\d_][^\d]{0,40})")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FRACTION = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,10}\Z")


def shelf_rules(header: Sequence[str], titles: Sequence[str]) -> list[ColumnRule]:
    """What each column becomes; `titles` are those of the header told apart."""
    both = {"id", "asset id"} <= {name.casefold() for name in header}
    known = {
        **dict.fromkeys(("title", "name"), rules.text("name")),
        "asset id": rules.text("asset_id"),
        "id": rules.field("shelf id") if both else rules.text("asset_id"),
        **dict.fromkeys(("assetmodel", "asset model"), unpack(rules.text("model"))),
        "category": unpack(ColumnRule(_category)),
        "tags": unpack(ColumnRule(_tags)),
        "location": unpack(rules.text("place")),
        "currency": rules.currency(),
        "quantity": ColumnRule(_quantity),
        **dict.fromkeys(("valuation", "value"), ColumnRule(_valuation)),
        **dict.fromkeys(("barcode_ean13", "ean-13"), ColumnRule(_barcodes)),
        **dict.fromkeys(("kit", "custody", "custodian"), unpack(ColumnRule(_text_field))),
        "customfields": ColumnRule(_custom_fields),
        **dict.fromkeys(("organization", "notes", "qrcodes", "barcodes", "bookings"), ColumnRule(_record)),
    }
    return [
        known.get(name.casefold()) or _custom(name) or _field(name, title)
        for name, title in zip(header, titles, strict=True)
    ]


def read_shelf(grid: Grid, columns: Sequence[ColumnRule], options: Options) -> Import:
    """Every asset as a draft; its source is Shelf's id, else what the row holds."""
    gathered = gather(grid, columns, options)
    names = [f"shelf:{row.facts.get('asset_id') or 'row:' + digest_of(row.cells.values())}" for row in gathered]
    rows = (row.row(source, "title") for row, source in zip(gathered, told_apart(names), strict=True))
    return Import("shelf", tuple(rows))


def _category(row: Gathering, _: SourceColumn, cell: str) -> None:
    """A label; what stands in no category says so in words."""
    if cell.casefold() != "uncategorized":
        row.label(cell)


def _tags(row: Gathering, _: SourceColumn, cell: str) -> None:
    for each in split_items(cell):
        row.label(each)


def _text_field(row: Gathering, column: SourceColumn, cell: str) -> None:
    row.field(column.title, cell, column, cell)


def _quantity(row: Gathering, column: SourceColumn, cell: str) -> None:
    """How many, and of what where Shelf writes that behind the number: `500 boxes`."""
    found = _COUNTED.fullmatch(cell)
    rules.quantity().take(row, column, found[1] if found else cell)
    if found:
        row.field("unit", found[2], column, cell)


def _record(row: Gathering, column: SourceColumn, cell: str) -> None:
    """A record of the backup that is no fact of the product; an empty one says nothing."""
    if not cell.startswith(("{", "[")):
        row.field(column.title, cell, column, cell)
    elif cell not in {"{}", "[]"}:
        row.warning(column.title, cell, "is a record of Shelf's own; it stays behind")


def _custom_fields(row: Gathering, column: SourceColumn, cell: str) -> None:
    """The custom fields of the backup, each as the column that the import sheet has for it."""
    for name, kind, value in custom_values(cell):
        rule = _custom(f"cf:{name}, type:{kind}") or rules.field(name)
        rule.take(row, SourceColumn(column.index, name, rule, column.day_first), value)


def _field(name: str, title: str) -> ColumnRule:
    return rules.field(title) if name else rules.left_behind("the column has no title")


def _custom(name: str) -> ColumnRule | None:
    """A custom field: a fact of a product where its name says so, else a field of its type."""
    found = CUSTOM.match(name)
    if not found:
        return None
    facts = {
        **dict.fromkeys(("serial", "serial number", "serial no", "serial no."), rules.serial()),
        **dict.fromkeys(("brand", "maker", "manufacturer", "make"), rules.text("maker")),
        **dict.fromkeys(("purchase date", "date of purchase", "bought"), rules.date("bought")),
        **dict.fromkeys(("purchase price", "purchase cost", "price"), rules.price()),
        **dict.fromkeys(("supplier", "seller", "purchased from", "vendor"), rules.text("from")),
        **dict.fromkeys(("order number", "purchase order"), rules.text("order")),
        **dict.fromkeys(("warranty until", "warranty expires", "warranty expiry"), rules.warranty_until()),
        "gtin": rules.parse_fact("gtin", typed_gtin),
    }
    return facts.get(found["name"].casefold()) or _typed_field(found["name"], (found["type"] or "text").casefold())


def _typed_field(name: str, kind: str) -> ColumnRule:
    """A custom field as a value of the type that Shelf's header states."""

    def take(row: Gathering, column: SourceColumn, cell: str) -> None:
        try:
            row.field(name, _value(cell, kind, row, column), column, cell)
        except ValueError as error:
            row.error(column.title, cell, str(error))

    return ColumnRule(take, dated=kind == "date")


def _value(cell: str, kind: str, row: Gathering, column: SourceColumn) -> object:
    if kind == "boolean":
        return typed_flag(cell)
    if kind == "date":
        return typed_day(cell, day_first=column.day_first, century=row.options.century)
    if kind == "number" and _WHOLE.match(cell):
        return int(cell)
    if kind == "number" and _FRACTION.match(cell):
        return float(cell)
    if kind == "number":
        raise ValueError(f'"{cell}" is not a number')
    return str(rules.money(row, column, cell)) if kind == "amount" and rules.currency_of(row) else cell


def _valuation(row: Gathering, column: SourceColumn, cell: str) -> None:
    """What it is worth; the price it was bought for is another thing, so this stays a field."""
    try:
        value = str(rules.money(row, column, cell))
    except ValueError as error:
        row.warning(column.title, cell, f"{error}; kept as text")
        value = cell
    row.field("valuation", value, column, cell)


def _barcodes(row: Gathering, column: SourceColumn, cell: str) -> None:
    """The first EAN-13 is the product's number; further ones, and what is none, stay a field."""
    for code in (each.strip() for each in cell.split(",")):
        try:
            number = typed_gtin(code)
        except ValueError as error:
            row.warning(column.title, code, f"{error}; kept as a field")
            number = None
        if number and row.facts.setdefault("gtin", number) == number:
            continue
        row.field(column.title, code, column, code)
