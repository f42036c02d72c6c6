"""Products as a CSV that Shelf's import of new assets takes. Reports what is lost.

Titles and rules as in Shelf's `apps/webapp/app/modules/asset/utils.server.ts`, `import-preflight.server.ts` and
`qty-validation.server.ts`. Shelf makes the custom fields that a title names, and refuses a file with any other title.
It never fills the valuation, which is what a thing is worth today.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.sheet_out import SheetRow, lose_what_stays, name_of_field, warranty_words, write_sheet
from talktag.interop.shelf.list_cell import join_items
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_text
from talktag.model.values.warranty import LIFETIME

HEADER = ("title", "description", "tags", "location", "assetModel", "type", "quantity", "consumptionType")
ROWS_MOST = 1000  # rows of one file
COUNTED, RETURNED = "QUANTITY_TRACKED", "TWO_WAY"  # what is not counted needs no word of it
TEXT, LINES, DATE, NUMBER, YES_NO = "text", "multiline text", "date", "number", "boolean"
_FIELD = "is a custom field there"
# Facts that Shelf has no column for, and the type of the custom field that each is there; the first ones come back.
_TEXTS = ("Serial number", "Manufacturer", "GTIN", "Purchase price", "Supplier", "Order number")
_CHANGED = ("Warranties", "Model", "Condition", "State")
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(_TEXTS, TEXT),
    **dict.fromkeys(("Purchase date", "Warranty until"), DATE),
    **dict.fromkeys(_CHANGED, TEXT),
    "Added": DATE,
}
# Shelf takes three digits behind a point for thousands.
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.(?:[0-9]{1,2}|[0-9]{4,10}))?\Z")


def write_shelf(products: Sequence[Product]) -> ExportResult:
    """The products, an asset each; several alike are one that is counted."""
    lost: list[Lost] = []
    rows = [_row(product, lost) for product in products]
    types = _types_of_fields(products)
    for row in rows:
        _fields(row, types)
    names = [name for name in _TYPES if any(name in row.fields for row in rows)]
    names += sorted({name for row in rows for name in row.fields} - {*names})
    titles = [*HEADER, *(f"cf:{name},type:{types.get(name) or _TYPES[name]}" for name in names)]
    sheet = (
        [*(row.cells.get(title, "") for title in HEADER), *(row.fields.get(name, "") for name in names)] for row in rows
    )
    for number, product in enumerate(products, 1):
        if number > ROWS_MOST:
            lost.append(Lost(product.slug, "row", str(number), f"Shelf takes {ROWS_MOST} rows at once; cut the file"))
    return ExportResult(write_sheet(titles, sheet), tuple(lost))


def _row(product: Product, lost: list[Lost]) -> SheetRow:
    row = SheetRow(product, lost)
    purchase, counted = product.purchase, product.quantity > 1
    row.cells = {
        "title": product.name,
        "tags": join_items(product.labels),
        "location": product.place or "",
        "assetModel": "" if counted else product.model or "",
        "type": COUNTED if counted else "",
        "quantity": str(product.quantity) if counted else "",
        "consumptionType": RETURNED if counted else "",
    }
    said = {
        "Serial number": product.serial,
        "Manufacturer": product.maker,
        "GTIN": product.gtin,
        "Purchase date": purchase.date,
        "Purchase price": purchase.price,
        "Supplier": purchase.seller,
        "Order number": purchase.order,
    }
    row.fields = {name: str(value) for name, value in said.items() if value is not None}
    changed = {
        "Model": product.model if counted else None,
        "Condition": product.condition,
        "State": product.state if product.state != "owned" else None,
        "Added": product.added,
    }
    for name, value in changed.items():
        if value:
            row.fields[name] = str(value)
            row.lose(name.casefold(), value, _FIELD)
    if product.inside:
        row.lose("inside", product.inside, "what an asset is in does not come by a file there")
    _warranty(row)
    lose_what_stays(row, "Shelf", "Shelf gives each asset an id of its own")
    row.cells = {title: row.keep(title, text) for title, text in row.cells.items()}
    row.cells["title"] = row.cells["title"].strip() or product.slug  # a NUL may have been all there was
    row.fields = {name: row.keep(name.casefold(), text) for name, text in row.fields.items()}
    return row


def _warranty(row: SheetRow) -> None:
    """The last day is a fact; all of them in words beside it, where that does not say it all."""
    product = row.product
    lifetime = any(warranty.term == LIFETIME for warranty in product.warranties)
    ends = None if lifetime else product.warranty_ends()
    if ends:
        row.fields["Warranty until"] = ends.isoformat()
    words = "; ".join(warranty_words(each) for each in product.warranties)
    if words and words != f"{ends} (all)":
        row.fields["Warranties"] = words
        row.lose("warranties", words, "only the last day is a fact; the rest is text in a custom field")


def _types_of_fields(products: Sequence[Product]) -> dict[str, str]:
    """The type of each custom field by its title there: that of all its values, else text."""
    found: dict[str, set[str]] = {}
    for product in products:
        for name, value in product.fields.items():
            found.setdefault(_title(name), set()).add(_cell_of(value)[0])
    return {name: _common(types) for name, types in found.items()}


def _common(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return LINES if LINES in types else TEXT


def _cell_of(value: object) -> tuple[str, str]:
    """The type that Shelf has for a value, and its cell."""
    if isinstance(value, bool):
        return YES_NO, "yes" if value else "no"
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return DATE, value.isoformat()
    if isinstance(value, int | float) and _NUMBER.match(str(value)):
        return NUMBER, str(value)
    text = json_text(value)
    return (LINES if "\n" in text else TEXT), text


def _fields(row: SheetRow, types: Mapping[str, str]) -> None:
    taken = {name.casefold() for name in _TYPES}
    for name, value in row.product.fields.items():
        title, (kind, text) = _title(name), _cell_of(value)
        if name == "description":
            row.cells["description"] = row.keep(f"fields.{name}", text)
            continue
        if not title or not text.strip() or title.casefold() in taken:
            row.lose(f"fields.{name}", text, "has no name, no text or the name of another field there; left out")
            continue
        taken.add(title.casefold())
        row.fields[title] = row.keep(f"fields.{name}", text)
        if title != name:
            row.lose(f"fields.{name}", text, f'is called "{title}" there')
        if types[title] != kind or (kind in {TEXT, LINES} and not isinstance(value, str)):
            row.lose(f"fields.{name}", text, "is kept as text")


def _title(name: str) -> str:
    """A name as a title can hold it: a comma parts it from its type there."""
    return name_of_field(name.replace(",", " "))
