"""A product as far as money goes: its record and its log, and from when to when it was had. It asks no clock."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import KINDS
from talktag.model.log.schedule import standing_entries
from talktag.model.products.product import PARTED

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.products.product import Product


class Holding(NamedTuple):
    """A product with the entries of its log that stand.

    `since` is the day it was bought, else that on which it came into the store, else that of the first entry; `until`
    the day on which one parted with it, None while it is there and where no entry says it.
    """

    product: Product
    entries: Sequence[Entry]
    since: datetime.date | None
    until: datetime.date | None

    def is_there(self, day: datetime.date) -> bool:
        """Whether it was had on that day; on one that nobody knows better of it was."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def holding_of(product: Product, entries: Sequence[Entry]) -> Holding:
    """A product, by its record and all entries of its log, in their order."""
    standing = standing_entries(entries)
    first = min((each.date for each in standing), default=None)
    since = product.purchase.date or product.added or first
    until = None
    if product.state in PARTED:
        ends = [each.date for each in standing if each.kind in KINDS and KINDS[each.kind].fetches]
        until = max(ends, default=None)
    return Holding(product, standing, since, until)
