"""What is due of a product as short texts, the way an index keeps it, both ways. The product itself is not in them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from talktag.model.due.due_item import LOAN, DueItem
from talktag.model.products.renewals import parse_renewals

_TOLD = ("kind", "title", "party", "entry", "meter", "at")  # of an item, behind its key
_OF_PRODUCT = ("product", "slug", "name", "place", "state")


class DueRow(NamedTuple):
    """A day in ISO form, empty for what has none yet; whether it holds only while the product is lent; the rest.

    `series` is empty, or the days of what comes again by itself.
    """

    day: str
    is_loan: bool
    text: str
    series: str = ""


def to_row(item: DueItem) -> DueRow:
    """An item as an index keeps it."""
    rest = [item.key, *(getattr(item, name) for name in _TOLD)]
    while rest[-1] is None:
        rest.pop()
    text = json.dumps(rest, ensure_ascii=True, separators=(",", ":"))
    series = str(item.series) if item.series and item.series.every else ""
    return DueRow(item.date.isoformat() if item.date else "", item.key[0] == LOAN, text, series)


def from_row(day: str, text: str, product: Sequence[Any], series: str = "") -> DueItem:
    """The item a row stands for; `product` is its id, slug, name, place and state. ValueError for a garbled row."""
    key, *rest = json.loads(text)
    told = dict(zip(_TOLD, (*rest, *[None] * len(_TOLD)), strict=False))
    date = datetime.date.fromisoformat(day) if day else None
    days = parse_renewals(series) if series else None
    return DueItem(**dict(zip(_OF_PRODUCT, product, strict=True)), key=tuple(key), date=date, series=days, **told)
