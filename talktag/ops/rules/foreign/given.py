"""What parties were given of a thing, as rules from elsewhere name it. It gives nothing to anybody."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.values.fold import fold
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.model.rules.rule import Rule
    from talktag.store.store import Store

_OF_A_FIELD = "fields."  # as the ledger spells one
_OF_WARRANTIES = ("product.warranty", "product.warranty_days")


def given_of(
    store: Store, product: Product | None, rules: Iterable[Rule], today: datetime.date
) -> Mapping[str, frozenset[str]]:
    """The names of the values that parties were given of a product and may still have, by their slugs.

    Nothing where no rule is from elsewhere: then nobody asks, and the ledger is not read.
    """
    givers = {each.giver for each in rules if each.giver}
    if product is None or not givers:
        return {}
    found: dict[str, set[str]] = {}
    for stored in store.where(SHARES, product=product.id):
        share = stored.value
        if share and share.party in givers and share.revoked is None and not share.overdue(today):
            found.setdefault(share.party, set()).update(*map(_names, share.fields))
    return {party: frozenset(names) for party, names in found.items()}


def _names(field: str) -> tuple[str, ...]:
    """The values that are known to whoever was given a field of the record."""
    if field.startswith(_OF_A_FIELD):
        return (f"field.{fold(field.removeprefix(_OF_A_FIELD))}",)
    return _OF_WARRANTIES if field == "warranties" else (f"product.{field}",)
