"""The keys of a product that a party may be given, by section, as a table has them. It chooses none and reads none."""

from __future__ import annotations

from collections.abc import Mapping

from talktag.model.products.key import ProductKey
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS

PLAIN_SECTIONS = ("identity", "serial", "purchase", "warranty", "value", "place")
# Labels are shown as what stays: there is no section of that name to ask for.
_IN_A_TABLE = ("identity", "serial", "purchase", "value", "warranty", "place", "labels")
SHARED = tuple(
    key
    for section in _IN_A_TABLE
    for key in with_moves(KEYS, {"tag": "gtin", "price": "order"})
    if key.section == section
)
SECTION_FIELDS: Mapping[str, tuple[str, ...]] = {
    section: tuple(key.path for key in SHARED if key.section == section) for section in PLAIN_SECTIONS
}


def _is_text_in(head: str, key: ProductKey) -> bool:
    return bool(key.section) and key.type in ONE_TEXT and key.path.rpartition(".")[0] == head


# What is one text in a table, whatever it is in a record; and those members, by the table within it they stand in.
ONE_TEXT = {"text", "gtin", "place", "day", "money"}
SHARED_TEXTS: Mapping[str, tuple[str, ...]] = {
    head: tuple(key.path.removeprefix(f"{head}.") for key in KEYS if _is_text_in(head, key))
    for head in ("", "purchase")
}
