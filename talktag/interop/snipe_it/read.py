"""Snipe-IT: the rows of an asset CSV (import sheet, custom asset report) to drafts. It drops no column.

Titles as Snipe-IT's importer accepts them in English (`app/Livewire/Importer.php`), without regard to case; a column
that no fact of a product takes becomes a custom field of the same name, because that is what it is in Snipe-IT.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from talktag.interop import rules
from talktag.interop.draft import Import, Options
from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn, gather
from talktag.interop.grid import Grid
from talktag.interop.markup import text_of_markup
from talktag.interop.source import digest_of, told_apart
from talktag.model.values.warranty import Duration

TAG = "asset tag"
# Titles of its other sheets (accessories, consumables, components, licences), which have no asset tag.
_OTHER = frozenset(
    (
        *("item name", "name", "company", "category", "supplier", "manufacturer", "location", "order number"),
        *("model number", "serial number", "purchase date", "purchase cost", "purchase order", "qty", "quantity"),
        *("min amount", "item number", "seats", "reassignable", "licensed to name", "licensed to email", "requestable"),
        *("checked out to: username", "notes"),
    )
)
_ENOUGH = 6  # of those titles; a list of one's own seldom has so many of them by chance


def is_snipe_it(titles: Collection[str]) -> bool:
    """Whether titles, folded, are those of Snipe-IT's sheets for other things than assets."""
    return bool({"item name", "min amount", "reassignable"} & {*titles}) and len(_OTHER & {*titles}) >= _ENOUGH


def snipe_it_rules(header: Sequence[str], titles: Sequence[str]) -> list[ColumnRule]:
    """What each column becomes; `titles` are those of the header told apart, for titles that repeat."""
    known = _known_columns()
    return [
        known.get(name.casefold()) or (rules.field(title) if name else rules.left_behind("the column has no title"))
        for name, title in zip(header, titles, strict=True)
    ]


def known_titles() -> frozenset[str]:
    """The titles, folded, under which a column is a fact of a product, so that no custom field may have them."""
    return frozenset(_known_columns())


def _known_columns() -> dict[str, ColumnRule]:
    return {
        **dict.fromkeys(("asset name", "item name", "name"), rules.text("name")),
        **dict.fromkeys(("model", "model name"), rules.text("model")),
        **dict.fromkeys(("model no.", "model number", "model no"), rules.text("model_number")),
        **dict.fromkeys(("serial", "serial number", "serial no", "serial no.", "key"), rules.serial()),
        **dict.fromkeys(("warranty", "warranty months"), rules.warranty_months()),
        **dict.fromkeys(("purchase date", "purchased"), rules.date("bought")),
        **dict.fromkeys(("purchase cost", "cost"), rules.price()),
        **dict.fromkeys(("asset notes", "notes"), rules.field("notes")),
        **dict.fromkeys(("qty", "quantity"), rules.quantity()),
        TAG: ColumnRule(_tag),
        "category": rules.label(),
        "manufacturer": rules.text("maker"),
        "supplier": rules.text("from"),
        "location": rules.text("place"),
        "order number": rules.text("order"),
        "warranty expires": rules.warranty_until(),
    }


def read_snipe_it(grid: Grid, columns: Sequence[ColumnRule], options: Options) -> Import:
    """Every asset as a draft; its source is the asset tag, else what the row holds."""
    gathered = gather(grid, columns, options, text_of_markup)
    tags: dict[str, int] = {}
    for row in gathered:
        _settle(row)
        if tag := row.facts.get("asset_tag"):
            if tag in tags:
                row.error("Asset Tag", tag, f'"{tag}" stands on line {tags[tag]} already')
            tags.setdefault(tag, row.line)
    names = [f"snipe-it:{row.facts.get('asset_tag') or 'row:' + digest_of(row.cells.values())}" for row in gathered]
    rows = (row.row(source, "Asset Name") for row, source in zip(gathered, told_apart(names), strict=True))
    return Import("snipe-it", tuple(rows))


def _tag(row: Gathering, column: SourceColumn, cell: str) -> None:
    row.put("asset_tag", cell, column, cell)
    row.fields["asset_tag"] = cell


def _settle(row: Gathering) -> None:
    """Names and warranties, where several columns say the same thing in different ways."""
    number = row.facts.get("model_number")
    if number and "model" in row.facts:
        row.fields["model_number"] = number
    elif number:
        row.facts["model"] = number
    if "name" not in row.facts and not row.broken and (model := row.facts.get("model")):
        row.facts["name"] = model
        row.warning("Asset Name", "", f'is blank; named after the model "{model}"')
    months = [each for each in row.warranties if isinstance(each.term, Duration)]
    if months and len(row.warranties) > 1:
        bought = row.facts.get("bought")
        for each in row.warranties:
            if each not in months and (not bought or each.term != months[0].ends(bought)):
                row.warning("Warranty Expires", each.term, f'is left out: the warranty is "{months[0].term}"')
        row.warranties = months[:1]
