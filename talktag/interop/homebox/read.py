"""Homebox: the rows of its CSV or TSV export, every header since v0.9, to drafts. It never opens a collection archive.

Columns as in Homebox's `backend/internal/core/services/reporting/io_row.go`, found by name because their order changed
in 2026. Homebox reads cells it does not understand as 0, false or blank and says nothing; here each one is reported.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence

from talktag.interop import rules
from talktag.interop.draft import Import, Options, RowProblem
from talktag.interop.gathering import ColumnRule, Gathering, SourceColumn, gather
from talktag.interop.grid import Grid
from talktag.interop.homebox.parents import settle_parents
from talktag.interop.homebox.places import is_place, place_problems, places_of
from talktag.interop.source import told_apart
from talktag.model.products.keys import KEYS
from talktag.model.products.product import PARTED, STATES
from talktag.model.typed.count import read_count
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.plural import plural
from talktag.model.values.warranty import LIFETIME, Warranty

FIELD = "hb.field."
SOLD = ("sold_to", "sold_price", "sold_date", "sold_notes")
# Keys that Homebox has no column for, which go there and come back as custom fields of their name.
_IN_COLUMNS = {"name", "maker", "model", "serial", "bought", "from", "source"}
WITHOUT_COLUMN = tuple(key for key in KEYS if key.type in {"text", "gtin", "day"} and key.name not in _IN_COLUMNS)
_UUID = re.compile(r"/(?:item|location)/([0-9a-fA-F-]{36})/?\Z")
_ASSET_ID = re.compile(r"[\"']?([0-9]{1,9}(?:-[0-9]{1,9})?)[\"']?\Z")
_ZERO = re.compile(r"-?0+(?:[.,]0+)?\Z")


def homebox_rules(header: Sequence[str]) -> list[ColumnRule]:
    """What each column of a Homebox file becomes; titles are compared without regard to case."""
    plain = _plain_rules()
    return [plain.get(title.casefold()) or _other(title) for title in header]


def read_homebox(grid: Grid, columns: Sequence[ColumnRule], options: Options) -> Import:
    """Every item as a draft; location rows become places.

    A source is the import_ref, else the id in the address, else the asset id, else place and name.
    """
    gathered = gather(grid, columns, options)
    items = [row for row in gathered if not is_place(row)]
    locations = [row for row in gathered if is_place(row)]
    for row in items:
        _settle(row)
    sources = _sources(items)
    settle_parents(items, sources)
    rows = tuple(row.row(source, "HB.name") for row, source in zip(items, sources, strict=True))
    problems = [*_zero_prices(items), *_empty_fields(grid, gathered), *place_problems(locations, items)]
    return Import("homebox", rows, tuple(problems), places_of(locations))


def _plain_rules() -> dict[str, ColumnRule]:
    hidden = {f"hb.{key}": rules.text(key) for key in ("import_ref", "parent_import_ref", "url")}
    tags = ColumnRule(_tags)
    return {
        **hidden,
        "hb.name": rules.text("name"),
        "hb.location": rules.path(),
        "hb.tags": tags,
        "hb.labels": tags,
        "hb.label": rules.labels(","),  # the manual's form, which Homebox itself leaves out without a word
        "hb.asset_id": ColumnRule(_asset_id),
        "hb.archived": rules.flag(lambda row: row.facts.update(archived=True)),
        "hb.insured": rules.flag(lambda row: row.label("insured")),
        "hb.lifetime_warranty": rules.flag(lambda row: row.facts.update(lifetime=True)),
        "hb.warranty_expires": rules.warranty_until(),
        "hb.quantity": ColumnRule(_quantity),
        "hb.purchase_price": ColumnRule(_price),
        "hb.purchase_from": rules.text("from"),
        "hb.purchase_date": rules.date("bought"),
        "hb.purchase_time": rules.date("bought"),
        "hb.manufacturer": rules.text("maker"),
        "hb.model_number": rules.text("model"),
        "hb.serial_number": rules.serial(),
        "hb.sold_price": ColumnRule(_sold_price),
        "hb.sold_date": rules.date("sold_date"),
        "hb.sold_time": rules.date("sold_date"),
        f"{FIELD}gtin": ColumnRule(_gtin),
        **{f"{FIELD}{key.name}": rules.text(key.name) for key in WITHOUT_COLUMN if key.type == "text"},
        f"{FIELD}added": ColumnRule(_put_added),
        f"{FIELD}state": ColumnRule(_state),
    }


def _other(title: str) -> ColumnRule:
    folded = title.casefold()
    if folded.startswith(FIELD) and len(title) > len(FIELD):
        return rules.field(title[len(FIELD) :])
    if folded.startswith("hb.") and len(title) > 3:
        return rules.field(title[3:])
    return rules.left_behind("is not a column of Homebox")


def _tags(row: Gathering, column: SourceColumn, cell: str) -> None:
    rules.labels(";").take(row, column, cell)
    if "," in cell and ";" not in cell:
        row.warning(column.title, cell, "is one label; Homebox parts tags at semicolons, not at commas")


def _asset_id(row: Gathering, column: SourceColumn, cell: str) -> None:
    """`000-001` and `1` are the same; 0 and blank are none."""
    found = _ASSET_ID.match(cell)
    if not found:
        row.error(column.title, cell, f'"{cell}" is not an asset id like "000-001"')
    elif number := int(found[1].replace("-", "")):
        digits = f"{number:06}"
        row.facts["asset_id"] = f"{digits[:3]}-{digits[3:]}"
        row.field("asset_id", row.facts["asset_id"], column, cell)


def _quantity(row: Gathering, column: SourceColumn, cell: str) -> None:
    if _ZERO.match(cell) and read_count(cell.lstrip("-")) == 0:
        if not is_place(row):
            row.warning(column.title, cell, "Homebox writes 0 where nothing was said, too; counted as 1")
        return
    rules.quantity().take(row, column, cell)


def _price(row: Gathering, column: SourceColumn, cell: str) -> None:
    if _ZERO.match(cell):
        row.facts["unpriced"] = column.title
    else:
        rules.price().take(row, column, cell)


def _sold_price(row: Gathering, column: SourceColumn, cell: str) -> None:
    if not _ZERO.match(cell):
        rules.price("sold_price").take(row, column, cell)


def _gtin(row: Gathering, column: SourceColumn, cell: str) -> None:
    try:
        row.put("gtin", typed_gtin(cell), column, cell)
    except ValueError:
        row.field("gtin", cell, column, cell)


def _put_added(row: Gathering, column: SourceColumn, cell: str) -> None:
    try:
        row.put("added", datetime.date.fromisoformat(cell), column, cell)
    except ValueError:
        row.field("added", cell, column, cell)


def _state(row: Gathering, column: SourceColumn, cell: str) -> None:
    if cell in STATES:
        row.put("state", cell, column, cell)
    else:
        row.field("state", cell, column, cell)


def _settle(row: Gathering) -> None:
    """What several cells say together."""
    if row.facts.get("lifetime"):
        for warranty in row.warranties:
            row.warning("HB.warranty_expires", warranty.term, "is left out: the warranty is for a lifetime")
        row.warranties = [Warranty(LIFETIME)]
    for key in ("sold_price", "sold_date"):
        if key in row.facts:
            row.fields[key] = str(row.facts[key])
    if any(key in row.fields for key in SOLD):
        row.facts.setdefault("state", "sold")
    if row.facts.get("archived") and row.facts.get("state") not in PARTED:
        row.label("archived")


def _sources(items: Sequence[Gathering]) -> list[str]:
    asset_ids = Counter(row.facts.get("asset_id") for row in items)
    references: dict[str, int] = {}
    names = []
    for row in items:
        reference, found = row.facts.get("import_ref"), _UUID.search(row.facts.get("url", ""))
        asset_id = row.facts.get("asset_id")
        if reference in references:
            message = f'"{reference}" stands on line {references[reference]} already; Homebox would keep one of the two'
            row.error("HB.import_ref", reference, message)
        if reference:
            references.setdefault(reference, row.line)
        if asset_id and asset_ids[asset_id] > 1:
            row.warning("HB.asset_id", asset_id, "stands on several rows")
            asset_id = None
        name = f"{row.facts.get('place') or ''}/{row.facts.get('name') or ''}"
        names.append(f"homebox:{reference or (found and found[1].lower()) or asset_id or name}")
    return told_apart(names)


def _zero_prices(items: Sequence[Gathering]) -> list[RowProblem]:
    """One line for all prices of 0: Homebox writes it for every price it does not know."""
    zero = [row for row in items if "unpriced" in row.facts]
    if not zero:
        return []
    message = f"0 means not known in Homebox; left out in {plural(len(zero), 'row')}, this the first"
    return [RowProblem(zero[0].line, zero[0].facts["unpriced"], "0", message, "warning")]


def _empty_fields(grid: Grid, gathered: Sequence[Gathering]) -> list[RowProblem]:
    """Custom fields that came out blank in every row, as numbers, dates and yes or no do."""
    filled = {title for row in gathered for title in row.cells}
    message = "is blank in every row; Homebox exports only the text of custom fields, not numbers, dates or yes and no"
    return [
        RowProblem(grid.header_line, title, "", message, "warning")
        for title in grid.titles()
        if title.casefold().startswith(FIELD) and title not in filled and grid.lines
    ]
