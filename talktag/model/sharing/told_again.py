"""What a share told of a product, made again of the record and the log as they were. Pure; it tells nothing besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talktag.model.log.kinds import LETTER, TOLD
from talktag.model.products.shared_keys import PLAIN_SECTIONS
from talktag.model.sharing.table import make_table

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share

_ENTRIES = "entries"


def told_again(product: Product, entries: Sequence[Entry], share: Share) -> dict[str, Any]:
    """The JSON values of the product as the share told them: the facts that the ledger names, and no other."""
    entries = _told_entries(entries, share)
    rows = make_table(product, entries, ()).rows
    of_facts = {row.section for row in rows if row.field in share.fields and row.field != _ENTRIES}
    sections = [each for each in of_facts if each in PLAIN_SECTIONS or each.startswith("field:")]
    sections += [each for each in share.sections if each.startswith(f"{_ENTRIES}:")]
    return _only(make_table(product, entries, sections).product, share.fields)


def _told_entries(entries: Sequence[Entry], share: Share) -> Sequence[Entry]:
    """The entries that the share could tell of: of a letter those alone that were chosen for it one by one."""
    letter = next((each for each in entries if each.id == share.bundle and LETTER in each.data), None)
    if letter is None:
        return entries
    told = letter.data.get(TOLD, "").split()
    return [each for each in entries if each.id in told]


def _only(values: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """The values at those fields, of which one may name what is in a table within, like `purchase.date`."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key in fields:
            found[key] = value
        elif isinstance(value, dict) and (
            part := {each: it for each, it in value.items() if f"{key}.{each}" in fields}
        ):
            found[key] = part
    return found
