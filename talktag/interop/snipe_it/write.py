"""Products as a CSV of assets that Snipe-IT imports, with no column to be matched by hand. Reports what is lost.

Titles and rules as in Snipe-IT's `app/Livewire/Importer.php`, `app/Importer/ItemImporter.php` and the rules of
`app/Models/Asset.php`. A column without a match there is a custom field, which Snipe-IT takes where it has one of that
name. It never leaves a model, a category or an asset tag blank, because Snipe-IT refuses an asset without.
"""

from __future__ import annotations

from collections.abc import Sequence

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.sheet_out import (
    SheetRow,
    lose_what_stays,
    name_of_field,
    one_currency,
    warranty_words,
    write_sheet,
)
from talktag.interop.snipe_it.read import known_titles
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_text
from talktag.model.values.warranty import Duration, Warranty

HEADER = (
    *("Asset Tag", "Item Name", "Model Name", "Manufacturer", "Serial Number", "Category", "Location", "Supplier"),
    *("Order Number", "Purchase Date", "Purchase Cost", "Warranty", "Asset Notes"),
)
NO_CATEGORY = "Uncategorized"
_LIMIT = 255  # bytes, of what its database keeps as a name
_LONG = 65_000  # of its notes and custom fields
_FIELD = "is a custom field there, if it has one of that name"


def write_snipe_it(products: Sequence[Product], owners: str | None = None) -> ExportResult:
    """The products, an asset each. Its tag is the one it had in Snipe-IT, else the product's id.

    Snipe-IT has one currency for all, chosen by `one_currency`; other prices become custom fields.
    """
    chosen = one_currency(products, owners)
    lost: list[Lost] = []
    tags: set[str] = set()
    rows = [_row(product, chosen, tags, lost) for product in products]
    names = sorted({name for row in rows for name in row.fields})
    sheet = (
        [*(row.cells.get(title, "") for title in HEADER), *(row.fields.get(name, "") for name in names)] for row in rows
    )
    priced = any(row.cells.get("Purchase Cost") for row in rows)
    return ExportResult(write_sheet([*HEADER, *names], sheet), tuple(lost), chosen if priced else None)


def _row(product: Product, currency: str | None, tags: set[str], lost: list[Lost]) -> SheetRow:
    row = SheetRow(product, lost)
    purchase = product.purchase
    row.cells = {
        "Asset Tag": _asset_tag(product, tags),
        "Item Name": product.name,
        "Model Name": product.model or product.name,
        "Manufacturer": product.maker or "",
        "Serial Number": product.serial or "",
        "Location": product.place or "",
        "Supplier": purchase.seller or "",
        "Order Number": purchase.order or "",
        "Purchase Date": purchase.date.isoformat() if purchase.date else "",
    }
    if not product.model:
        row.lose("model", "", "has none, which an asset must have there; its name stands for it")
    _category(row)
    _price(row, currency)
    _warranty(row)
    _own_keys(row)
    _fields(row)
    lose_what_stays(row, "Snipe-IT", "the asset tag is another")
    limits = dict.fromkeys(HEADER, _LIMIT) | {"Asset Notes": _LONG}
    row.cells = {title: row.keep(_key_of(title), text, limits[title]) for title, text in row.cells.items()}
    row.cells["Item Name"] = row.cells["Item Name"].strip() or product.slug  # a NUL may have been all there was
    row.cells["Model Name"] = row.cells["Model Name"].strip() or product.slug
    row.cells["Category"] = row.cells["Category"].strip() or NO_CATEGORY
    row.fields = {name: row.keep(f"fields.{name}", text, _LONG) for name, text in row.fields.items()}
    return row


def _key_of(title: str) -> str:
    return title.casefold().replace(" ", "_")


def _asset_tag(product: Product, tags: set[str]) -> str:
    """The tag by which Snipe-IT knows it, once in a file."""
    had = product.fields.get("asset_tag")
    tag = had.strip() if isinstance(had, str) and had.isprintable() else ""
    tag = tag if tag and len(tag.encode()) <= _LIMIT and tag not in tags else product.id
    tags.add(tag)
    return tag


def _category(row: SheetRow) -> None:
    first, *more = row.product.labels or ("",)
    row.cells["Category"] = first or NO_CATEGORY
    if not first:
        row.lose("labels", "", f'has none; put under "{NO_CATEGORY}"')
    if more:
        row.fields["labels"] = ", ".join(more)
        row.lose("labels", row.fields["labels"], f"an asset has one category; the others: {_FIELD}")


def _price(row: SheetRow, currency: str | None) -> None:
    price = row.product.purchase.price
    if price and price.currency == currency and price.amount >= 0:
        row.cells["Purchase Cost"] = f"{price.amount:f}"
    elif price:
        row.fields["price"] = str(price)
        row.lose("purchase.price", price, f"is in another currency, or below 0; {_FIELD}")


def _warranty(row: SheetRow) -> None:
    """Snipe-IT has one warranty, in months from the purchase; all of them in words are a custom field."""
    warranties = row.product.warranties
    months = next((count for each in warranties if (count := _months(each))), None)
    row.cells["Warranty"] = str(months) if months else ""
    words = "; ".join(warranty_words(each) for each in warranties)
    if months and words == f"{Duration(months, 'month')} (all)":
        return
    if words:
        row.fields["warranties"] = words
        row.lose("warranties", words, f"only whole months from the purchase are a fact there; the words: {_FIELD}")


def _months(warranty: Warranty) -> int | None:
    term = warranty.term
    if not isinstance(term, Duration) or warranty.starts or term.unit not in {"month", "year"}:
        return None
    return term.length * (12 if term.unit == "year" else 1)


def _own_keys(row: SheetRow) -> None:
    """Keys that an asset has no column for."""
    product = row.product
    said = {
        "gtin": product.gtin,
        "condition": product.condition,
        "added": product.added and product.added.isoformat(),
        "state": product.state if product.state != "owned" else None,
        "quantity": str(product.quantity) if product.quantity != 1 else None,
    }
    for key, value in said.items():
        if value:
            row.fields[key] = value
            row.lose(key, value, _FIELD)
    if product.inside:
        row.lose("inside", product.inside, "what an asset is in does not come by a file there")


def _fields(row: SheetRow) -> None:
    taken = {*known_titles(), *(name.casefold() for name in row.fields)}
    for name, value in row.product.fields.items():
        text = json_text(value)
        if name == "asset_tag" and text == row.cells["Asset Tag"]:
            continue
        title = name_of_field(name)
        if name == "notes":
            row.cells["Asset Notes"] = text
        elif not title or not text.strip() or title.casefold() in taken:
            row.lose(f"fields.{name}", text, "has no name, no text or the name of another column there; left out")
            continue
        else:
            taken.add(title.casefold())
            row.fields[title] = text
            row.lose(f"fields.{name}", text, _FIELD)
        if not isinstance(value, str):
            row.lose(f"fields.{name}", text, "is kept as text")
