"""Products as CSV (RFC 4180: CRLF, quotes doubled; UTF-8 without a mark). Formula cells are guarded, losses reported.

The titles are the keys of `talktag set`. CRLF because the RFC says so and every spreadsheet writes it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.formula import guard_cell, unguard_cell
from talktag.interop.grid import CELL_LIMIT
from talktag.interop.own.cells import COLUMNS, FIELD, FIELDS, TITLES, join_labels, tags_text
from talktag.model.products.key import ProductKey
from talktag.model.products.key_values import value_of
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value
from talktag.model.typed.text import tidy, without_controls
from talktag.model.values.money import Money
from talktag.model.values.warranty import Warranty

_C1 = re.compile("[\x7f-\x9f]")  # control characters that JSON leaves as they are
_STAYS = "attachments stay in the store"
_BLANKS = "blanks around it are left out"


def write_csv(products: Sequence[Product], *, guard: bool = True) -> ExportResult:
    """The products, a row each. Attachments, notes and entries are not in it; other losses are named.

    Without `guard` a cell that begins like a formula stays as it is, for programs that take every cell for text.
    """
    lost: list[Lost] = []
    rows = [_row(product, lost, guard) for product in products]
    for product in products:
        lost += [Lost(product.slug, "files", file.name, _STAYS) for file in product.files]
        lost += [Lost(product.slug, "finder.photo", name, _STAYS) for name in (product.finder.photo,) if name]
    public = [title for title in TITLES if title not in COLUMNS and any(title in row for row in rows)]
    titles = [*COLUMNS, *public, *_warranty_titles(products), *_field_titles(rows)]
    if any(FIELDS in row for row in rows):
        titles.append(FIELDS)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    written = guard_cell if guard else str
    writer.writerow([written(title) for title in titles])
    for row in rows:
        writer.writerow([written(row.get(title, "")) for title in titles])
    return ExportResult(text.getvalue().encode("utf-8"), tuple(lost))


def _row(product: Product, lost: list[Lost], guard: bool) -> dict[str, str]:
    cells: dict[str, Any] = {title: _cell(key, value_of(product, key)) for title, key in TITLES.items()}
    for number, warranty in enumerate(product.warranties, 1):
        cells |= _warranty_cells(number, warranty)
    cells |= _field_cells(product, lost)
    row = {key: str(value) for key, value in cells.items() if value is not None}
    lost += [Lost(product.slug, "labels", label, _BLANKS) for label in product.labels if tidy(label) != label]
    for key, text in list(row.items()):
        if fault := _fault(text):
            lost.append(Lost(product.slug, _json_path(key), text[:200], fault))
            row[key] = "" if len(text) > CELL_LIMIT else text.replace("\0", "")
        elif not guard and unguard_cell(text) != text:
            lost.append(Lost(product.slug, _json_path(key), text[:200], "its apostrophe reads as a guard"))
    return row


def _cell(key: ProductKey, value: Any) -> Any:
    writers: Mapping[str, Callable[[Any], str | None]] = {
        "labels": join_labels,
        "products": lambda idents: ", ".join(idents) or None,
        "tags": tags_text,
        "money": _amount,
    }
    write = writers.get(key.type)
    return value if write is None or value is None else write(value)


def _fault(text: str) -> str | None:
    """Why a cell would not come back as it is."""
    if "\0" in text:
        return "holds a NUL, which is left out"
    if len(text) > CELL_LIMIT:
        return f"is longer than {CELL_LIMIT} characters; left out"
    if without_controls(text) != text:
        return "holds control characters, which an import leaves out"
    return _BLANKS if tidy(text) != text else None


def _amount(money: Money) -> str:
    """Money as text, never with three decimals: `1.234` reads as a thousand in many countries."""
    text = str(money)
    return text.replace(" ", "0 ") if len(text.partition(".")[2].partition(" ")[0]) == 3 else text


def _json_path(title: str) -> str:
    """Where the JSON form of a product has what stands under a title."""
    if title.startswith(FIELD):
        return f"fields.{title[len(FIELD) :]}"
    if title.startswith("warranty"):
        return "warranties"
    return TITLES[title].path if title in TITLES else title


def _warranty_cells(number: int, warranty: Warranty) -> dict[str, Any]:
    key = _warranty_key(number)
    parts = {"kind": warranty.kind, "starts": warranty.starts, "provider": warranty.provider}
    return {key: warranty.term, **{f"{key}.{part}": value for part, value in parts.items()}}


def _warranty_key(number: int) -> str:
    return "warranty" if number == 1 else f"warranty{number}"


def _warranty_titles(products: Sequence[Product]) -> list[str]:
    most = max((len(product.warranties) for product in products), default=0)
    keys = [_warranty_key(number) for number in range(1, most + 1)]
    return [title for key in keys for title in (key, f"{key}.kind", f"{key}.starts", f"{key}.provider")]


def _field_titles(rows: Sequence[dict[str, str]]) -> list[str]:
    return sorted({title for row in rows for title in row if title.startswith(FIELD)})


def _field_cells(product: Product, lost: list[Lost]) -> dict[str, str]:
    """Plain text under the field's own title; everything else, and names that are no title, as one JSON object."""
    cells: dict[str, str] = {}
    others: dict[str, Any] = {}
    for name, value in product.fields.items():
        plain = json_value(value)
        if plain != value or type(plain) is not type(value):
            lost.append(Lost(product.slug, f"fields.{name}", str(value), "is kept as text"))
        if isinstance(plain, str) and _is_title(name) and plain and plain == tidy(without_controls(plain)):
            cells[FIELD + name] = plain
        else:
            others[name] = plain
    if others:
        plain_text = json.dumps(others, ensure_ascii=False, allow_nan=False)
        cells[FIELDS] = _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", plain_text)
    return cells


def _is_title(name: str) -> bool:
    return bool(name) and name.isprintable() and name == name.strip() and len(name) <= 200
