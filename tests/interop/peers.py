"""What three other programs ask of a sheet of theirs, as a table of rules, and what they would say against one.

Each was read from the source of the program, at the address and state that `READ_FROM` names, on 2026-11-30.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

READ_FROM = {
    "homebox": (
        "https://github.com/sysadminsmedia/homebox/blob/019d1d037af8/backend/internal/core/services/reporting/io_row.go",
        "https://github.com/sysadminsmedia/homebox/blob/019d1d037af8/backend/internal/core/services/reporting/io_sheet.go",
    ),
    "snipe-it": (
        "https://github.com/snipe/snipe-it/blob/00e7795414ab/app/Livewire/Importer.php",
        "https://github.com/snipe/snipe-it/blob/0368b9df437d/app/Importer/ItemImporter.php",
        "https://github.com/snipe/snipe-it/blob/007e8fbdf988/app/Models/Asset.php",
    ),
    "shelf": (
        "https://github.com/Shelf-nu/shelf.nu/blob/01dd97e684c3/apps/webapp/app/modules/asset/utils.server.ts",
        "https://github.com/Shelf-nu/shelf.nu/blob/474accd9ae54/apps/webapp/app/utils/import.server.ts",
        "https://github.com/Shelf-nu/shelf.nu/blob/3df82f256dd2/apps/webapp/app/modules/asset/import-preflight.server.ts",
        "https://github.com/Shelf-nu/shelf.nu/blob/3df82f256dd2/apps/webapp/app/modules/asset/qty-validation.server.ts",
        "https://github.com/Shelf-nu/shelf.nu/blob/263ecf3dc204/apps/webapp/app/utils/custom-fields.ts",
    ),
}
Cells = Mapping[str, str]


def is_day(cell: str) -> bool:
    """Whether it is a day as all three of them take it."""
    try:
        return datetime.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def is_number(cell: str) -> bool:
    """Whether it is a plain number, as none of them guesses."""
    return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell))


class PeerRules(NamedTuple):
    """A program's titles and what cells under them have to be. `custom` tells a title of a custom field."""

    titles: frozenset[str]
    custom: Callable[[str], bool]
    required: Sequence[str]
    once: Sequence[str] = ()
    cells: Mapping[str, Callable[[str], bool]] = {}
    longest: Mapping[str, int] = {}
    rows: Callable[[Cells], str | None] = lambda _: None
    most: int | None = None


def _yes(cell: str) -> bool:
    return cell in {"true", "false"}


def _positive(cell: str) -> bool:
    return is_number(cell) and float(cell) >= 0


HOMEBOX = PeerRules(
    titles=frozenset(
        f"HB.{name}"
        for name in (
            *("import_ref", "parent_import_ref", "location", "tags", "labels", "asset_id", "archived", "url", "name"),
            *("quantity", "low_stock_threshold", "description", "insured", "notes", "purchase_price", "purchase_from"),
            *("purchase_date", "purchase_time", "manufacturer", "model_number", "serial_number", "lifetime_warranty"),
            *("warranty_expires", "warranty_details", "sold_to", "sold_price", "sold_date", "sold_time", "sold_notes"),
        )
    ),
    custom=lambda title: title.startswith("HB.field.") and "\t" not in title,
    required=("HB.name", "HB.location"),
    once=("HB.import_ref",),
    cells={
        **dict.fromkeys(("HB.archived", "HB.insured", "HB.lifetime_warranty"), _yes),
        **dict.fromkeys(("HB.quantity", "HB.purchase_price", "HB.sold_price"), is_number),
        **dict.fromkeys(("HB.purchase_date", "HB.warranty_expires", "HB.sold_date"), is_day),
    },
    longest={
        **dict.fromkeys(("HB.name", "HB.manufacturer", "HB.model_number", "HB.serial_number"), 255),
        **dict.fromkeys(("HB.description", "HB.notes", "HB.warranty_details", "HB.sold_notes"), 1000),
    },
)
# Titles that its page matches by itself, in English; any other is a custom field, or is matched by hand.
_SNIPE_IT = (
    *("company", "location", "asset name", "item name", "name", "asset tag", "model name", "model", "model no."),
    *("status", "warranty", "warranty months", "category", "requestable", "serial", "serial number", "supplier"),
    *("purchase cost", "purchase date", "asset notes", "model notes", "manufacturer", "order number"),
)
SNIPE_IT = PeerRules(
    titles=frozenset(_SNIPE_IT),
    custom=lambda title: title.casefold() not in _SNIPE_IT,
    required=("Asset Tag", "Model Name", "Category"),
    once=("Asset Tag",),
    cells={
        "Purchase Date": is_day,
        "Purchase Cost": _positive,
        "Warranty": lambda cell: bool(re.fullmatch("[0-9]+", cell)),
    },
    longest=dict.fromkeys(
        ("Asset Tag", "Item Name", "Model Name", "Category", "Manufacturer", "Location", "Supplier"), 255
    ),
)


def _shelf_row(cells: Cells) -> str | None:
    if cells["type"] not in {"", "INDIVIDUAL", "QUANTITY_TRACKED"}:
        return "Invalid asset type"
    if cells["type"] != "QUANTITY_TRACKED":
        return "Invalid quantity for INDIVIDUAL" if cells["quantity"] not in {"", "1"} else None
    if not re.fullmatch("[1-9][0-9]*", cells["quantity"]):
        return "Quantity required"
    if cells["consumptionType"] not in {"ONE_WAY", "TWO_WAY"}:
        return "Consumption type required"
    return "Asset model not allowed" if cells.get("assetModel") else None


def _shelf_custom(title: str) -> bool:
    """`cf:NAME,type:TYPE`, parted at every comma."""
    name, *types = title.split(",")
    known = {"text", "multiline text", "date", "boolean", "number", "amount", "option"}
    return (
        bool(name.removeprefix("cf:").strip())
        and name.startswith("cf:")
        and len(types) == 1
        and types[0].removeprefix("type:") in known
    )


SHELF = PeerRules(
    titles=frozenset(
        (
            *("id", "title", "description", "category", "kit", "tags", "location", "custodian", "bookable", "imageUrl"),
            *("valuation", "qrId", "barcode_Code128", "barcode_Code39", "barcode_DataMatrix", "barcode_ExternalQR"),
            *("barcode_EAN13", "assetModel", "type", "quantity", "minQuantity", "unitOfMeasure", "consumptionType"),
        )
    ),
    custom=_shelf_custom,
    required=("title",),
    rows=_shelf_row,
    most=1000,
)
PEERS = {"homebox": HOMEBOX, "snipe-it": SNIPE_IT, "shelf": SHELF}
# What a custom field of Shelf's takes, by the type in its title.
_SHELF_TYPES: Mapping[str, Callable[[str], bool]] = {
    "date": is_day,
    "boolean": lambda cell: cell in {"yes", "no"},
    "number": lambda cell: is_number(cell) and not re.search(r"\.[0-9]{3}$", cell),
    "amount": lambda cell: is_number(cell) and not re.search(r"\.[0-9]{3}$", cell),
}


def faults_of(peer: str, data: bytes) -> Iterator[str]:
    """What the program would say against a sheet; nothing where it would take it as it is."""
    asked = PEERS[peer]
    header, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    folded = str.casefold if peer == "snipe-it" else str
    if not lines:
        yield "no row"
    if asked.most is not None and len(lines) > asked.most:
        yield f"more than {asked.most} rows"
    yield from (f"title {each}" for each in header if folded(each) not in asked.titles and not asked.custom(each))
    yield from (f"title {each} twice" for each, count in Counter(map(str.casefold, header)).items() if count > 1)
    seen: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(lines, 2):
        if len(line) != len(header):
            yield f"row {number}: {len(line)} cells, not {len(header)}"
            continue
        cells = dict(zip(header, line, strict=True))
        seen.update((title, cells[title]) for title in asked.once)
        yield from (f"row {number}: {each}" for each in _faults_of_row(peer, cells))
    yield from (f"{title} {cell} twice" for (title, cell), count in seen.items() if count > 1)


def _faults_of_row(peer: str, cells: Cells) -> Iterator[str]:
    asked = PEERS[peer]
    yield from (f"no {title}" for title in asked.required if not cells.get(title, "").strip())
    yield from (
        f"{title}: {cells[title]}" for title, fits in asked.cells.items() if cells.get(title) and not fits(cells[title])
    )
    yield from (
        f"{title} is long" for title, most in asked.longest.items() if len(cells.get(title, "").encode()) > most
    )
    if fault := asked.rows(cells):
        yield fault
    for title, cell in cells.items():
        if "\0" in cell:
            yield f"{title} holds a NUL"
        fits = _SHELF_TYPES.get(title.rpartition("type:")[2]) if peer == "shelf" else None
        if cell and fits and not fits(cell):
            yield f"{title}: {cell}"
