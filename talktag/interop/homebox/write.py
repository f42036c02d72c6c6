"""Products as a CSV for Homebox v0.26: shaped like its own export, items only. Reports what is lost.

Titles and rules as in Homebox's `backend/internal/core/services/reporting/io_row.go` and `io_sheet.go`. Cells that
begin like a formula are not guarded, because that version would keep the apostrophe: import it, do not open it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.homebox.read import SOLD, WITHOUT_COLUMN
from talktag.interop.sheet_out import (
    SheetRow,
    lose_what_stays,
    name_of_field,
    one_currency,
    warranty_words,
    write_sheet,
)
from talktag.model.products.containment import place_of
from talktag.model.products.key_values import value_of
from talktag.model.products.product import PARTED, Product
from talktag.model.products.product_json import json_text
from talktag.model.values.money import Money, parse_money
from talktag.model.values.warranty import LIFETIME, Duration

HEADER = (
    *("import_ref", "parent_import_ref", "location", "tags", "asset_id", "archived", "url", "name", "quantity"),
    *("description", "insured", "notes", "purchase_price", "purchase_from", "purchase_date", "manufacturer"),
    *("model_number", "serial_number", "lifetime_warranty", "warranty_expires", "warranty_details"),
    *("sold_to", "sold_price", "sold_date", "sold_notes"),
)
# Bytes, as Homebox's database counts; a longer text makes it stop half-way.
_LIMITS = {
    **dict.fromkeys(("name", "manufacturer", "model_number", "serial_number"), 255),
    **dict.fromkeys(("description", "notes", "warranty_details", "sold_notes"), 1000),
}
_FIELD_LIMIT = 500
_PRICES = ("purchase_price", "sold_price")
_OWN_COLUMNS = ("description", "notes", "warranty_details", "asset_id", *SOLD)  # fields that are columns there
_ASSET_ID = re.compile(r"[0-9]{1,9}(?:-[0-9]{1,9})?\Z")


def write_homebox(products: Sequence[Product], owners: str | None = None, nowhere: str = "Unplaced") -> ExportResult:
    """The products, an item each; `import_ref` is the product's id, so importing again updates instead of doubling.

    Homebox has one currency for all, chosen by `one_currency`; other prices become custom fields.
    A product without a place goes under `nowhere`, because Homebox stops at an item without a location.
    """
    chosen = one_currency(products, owners)
    ids = {product.id for product in products}
    lost: list[Lost] = []
    items = [_item(product, chosen, nowhere, ids, lost) for product in products]
    titles = sorted({name for item in items for name in item.fields})
    header = [*(f"HB.{key}" for key in HEADER), *(f"HB.field.{name}" for name in titles)]
    rows = [
        [*(item.cells.get(key, "") for key in HEADER), *(item.fields.get(name, "") for name in titles)]
        for item in items
    ]
    priced = any(item.cells.get(key) for item in items for key in _PRICES)
    return ExportResult(write_sheet(header, rows), tuple(lost), chosen if priced else None)


def _item(product: Product, currency: str | None, nowhere: str, ids: set[str], lost: list[Lost]) -> SheetRow:
    item = SheetRow(product, lost)
    _plain(item, nowhere, ids)
    _labels_and_state(item)
    _warranty(item)
    _price(item, "purchase_price", product.purchase.price, currency)
    _fields(item, currency)
    lose_what_stays(item, "Homebox", "the import_ref is the product's id instead")
    item.cells = {key: item.keep(key, text, _LIMITS.get(key)) for key, text in item.cells.items()}
    # It must have both, and a NUL may have been all there was.
    item.cells["name"] = item.cells["name"] if item.cells["name"].strip() else product.slug
    item.cells["location"] = item.cells["location"] if place_of(item.cells["location"]) else nowhere
    item.fields = {name: item.keep(f"fields.{name}", text, _FIELD_LIMIT) for name, text in item.fields.items()}
    return item


def _plain(item: SheetRow, nowhere: str, ids: set[str]) -> None:
    product, purchase = item.product, item.product.purchase
    place = place_of(product.place or "")
    if place is None:
        item.lose("place", "", f'has none; put under "{nowhere}"')
    if product.inside and product.inside not in ids:
        item.lose("inside", product.inside, "the product it is in is not in the file")
    item.cells |= {
        "import_ref": product.id,
        "parent_import_ref": product.inside if product.inside in ids and product.inside else "",
        "location": " / ".join((place or nowhere).split("/")),
        "name": product.name,
        "quantity": str(product.quantity),
        "purchase_from": purchase.seller or "",
        "purchase_date": purchase.date.isoformat() if purchase.date else "",
        "manufacturer": product.maker or "",
        "model_number": product.model or "",
        "serial_number": product.serial or "",
    }
    own = {key.name: value_of(product, key) for key in WITHOUT_COLUMN}
    item.fields |= {name: str(value) for name, value in own.items() if value}


def _labels_and_state(item: SheetRow) -> None:
    product = item.product
    tags = [label for label in product.labels if label not in {"insured", "archived"}]
    for label in tags:
        if ";" in label:
            item.lose("labels", label, "a semicolon parts tags in Homebox; written as a comma")
    item.cells |= {
        "tags": "; ".join(label.replace(";", ",") for label in tags),
        "insured": _flag("insured" in product.labels),
        "archived": _flag("archived" in product.labels or product.state in PARTED),
    }
    if product.state != "owned":
        item.fields["state"] = product.state


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _warranty(item: SheetRow) -> None:
    """Homebox has one warranty, a lifetime or a last day; all of them in words go where it keeps details."""
    product = item.product
    lifetime = any(warranty.term == LIFETIME for warranty in product.warranties)
    ends = None if lifetime else product.warranty_ends()
    item.cells |= {"lifetime_warranty": _flag(lifetime), "warranty_expires": ends.isoformat() if ends else ""}
    words = "; ".join(warranty_words(each) for each in product.warranties)
    if (
        len(product.warranties) > 1
        or any(warranty_words(each) != f"{each.term} (all)" for each in product.warranties)
        or (product.warranties and isinstance(product.warranties[0].term, Duration))
    ):
        item.cells["warranty_details"] = words
        item.lose("warranties", words, "only the last day is a fact there; the rest is text in the details")


def _price(item: SheetRow, key: str, price: Money | None, currency: str | None) -> None:
    if price is None:
        return
    if price.currency == currency and price.amount:
        item.cells[key] = f"{price.amount.normalize():f}"
    else:
        why = "is in another currency" if price.amount else "is 0, which means not known there"
        item.fields[key] = str(price)
        item.lose(key, price, f"{why}; written as a custom field")


def _fields(item: SheetRow, currency: str | None) -> None:
    for name, value in item.product.fields.items():
        text = json_text(value)
        if not isinstance(value, str):
            item.lose(f"fields.{name}", text, "is kept as text")
        if name == "sold_price" and (price := _money(text)):
            _price(item, name, price, currency)
        elif name in _OWN_COLUMNS and name != "sold_price" and (name != "asset_id" or _ASSET_ID.match(text)):
            item.cells[name] = "; ".join(part for part in (text, item.cells.get(name)) if part)
        else:
            _field(item, name, text)


def _field(item: SheetRow, name: str, text: str) -> None:
    # A tab in the header line would make Homebox read the file as tab-separated.
    title = name_of_field(name)
    if not title or not text.strip() or item.fields.get(title, text) != text:
        item.lose(f"fields.{name}", text, "has no name, no text or the name of another field there; left out")
        return
    if title != name:
        item.lose(f"fields.{name}", text, f'is called "{title}" there')
    item.fields[title] = text


def _money(text: str) -> Money | None:
    try:
        return parse_money(text)
    except ValueError:
        return None
