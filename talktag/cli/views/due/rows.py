"""What is due as rows for people: when, what, of which product. Reads nothing; asks no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from talktag.cli.views.view import Columns
from talktag.model.due.due_item import ENDS, LOAN, SHARE, DueItem, what_is_due
from talktag.model.values.relative import relative, span

HEADINGS = ("due", "when", "what", "product", "name", "who", "place", "kind")
OPTIONAL = ("place", "kind", "who", "name", "when")


def due_columns(items: Iterable[DueItem], today: datetime.date, parties: Mapping[str, str]) -> Columns:
    """A row for each."""
    return Columns(HEADINGS, [_row(each, today, parties) for each in items], OPTIONAL, "talktag due --plain")


def _row(item: DueItem, today: datetime.date, parties: Mapping[str, str]) -> tuple[str, ...]:
    party = parties.get(item.party or "", item.party or "")
    what = "; ".join(filter(None, (what_is_due(item, party), item.why)))
    return (
        str(item.date or ""),
        _when(item, today),
        f"{what} (lost)" if item.state == "lost" else what,
        item.slug or item.product,
        item.name,
        "" if item.kind in {LOAN, SHARE} else party,
        item.place or "",
        item.kind,
    )


def _when(item: DueItem, today: datetime.date) -> str:
    """Such as `in 12 days` or `3 days late`; what ends by itself is never late, but over."""
    if item.date is None:
        return ""
    if item.date >= today or item.key[0] in ENDS:
        return relative(item.date, today)
    return f"{span(item.date, today)} late"
