"""A row of a sheet for another program in the making: cells, custom fields, what is lost. It knows no program."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from talktag.interop.export_result import Lost
from talktag.model.products.key_values import value_of
from talktag.model.products.product import Product
from talktag.model.products.service_keys import SERVICE_KEYS
from talktag.model.values.warranty import Warranty


@dataclass(slots=True)
class SheetRow:
    """One row: the cells by their titles, the custom fields by their names; every loss goes into `lost`."""

    product: Product
    lost: list[Lost]
    cells: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    def lose(self, key: str, value: object, reason: str) -> None:
        """Note a fact that the file does not hold as it is."""
        self.lost.append(Lost(self.product.slug, key, str(value), reason))

    def keep(self, key: str, text: str, limit: int | None = None) -> str:
        """What of a text goes over: no NUL, and no more than `limit` bytes."""
        if "\0" in text:
            self.lose(key, text[:200], "holds a NUL, which is left out")
            text = text.replace("\0", "")
        data = text.encode()
        if limit is None or len(data) <= limit:
            return text
        self.lose(key, text[:200], f"is longer than {limit} bytes; cut")
        return data[: limit - 3].decode(errors="ignore") + "…"


def lose_what_stays(row: SheetRow, peer: str, source: str) -> None:
    """Note what no sheet of another program holds; `source` is the sentence about where a product was imported from."""
    product = row.product
    for file in product.files:
        row.lose("files", file.name, "attachments stay in the store")
    for tag in product.tags:
        row.lose("tags", tag.id, f"{peer} has no such thing")
    for name, line in product.finder._asdict().items():
        if line:
            row.lose(f"finder.{name}", line, "is for finders only")
    for key in SERVICE_KEYS:
        if value := value_of(product, key):
            row.lose(key.path, ", ".join(value) if key.type == "products" else value, f"{peer} has no such thing")
    if product.source:
        row.lose("source", product.source, source)


def warranty_words(warranty: Warranty) -> str:
    """A warranty in words, for a program that keeps less of it."""
    starts = f" from {warranty.starts}" if warranty.starts else ""
    provider = f" by {warranty.provider}" if warranty.provider else ""
    return f"{warranty.term} ({warranty.kind}){starts}{provider}"


def name_of_field(name: str) -> str:
    """The name of a custom field as a title can hold it, empty where nothing is left of it."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


def one_currency(products: Sequence[Product], owners: str | None) -> str | None:
    """The currency of a program that has one for all prices: the owner's, unless every price is in another.

    Then it is the one that most are in, the first by its code of several; what is in another stays beside.
    """
    counted = Counter(product.purchase.price.currency for product in products if product.purchase.price)
    if owners in counted:  # so that all her files go into one program, whichever things are in each
        return owners
    return min(counted, key=lambda code: (-counted[code], code), default=owners)


def write_sheet(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV with plain line ends. No cell is guarded, as programs would keep the apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    for row in rows:
        writer.writerow([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row])
    return text.getvalue().encode("utf-8")
