"""Recalls that stand in logs, held against the things themselves: a log knows no serial number. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.model.due.recalls.match import match
from talktag.model.due.recalls.recall import recall_of
from talktag.model.log.kinds import RECALL

if TYPE_CHECKING:
    from talktag.model.due.due_item import DueItem
    from talktag.store.store import Store


def compare_recalls(store: Store, items: Iterable[DueItem]) -> Iterator[DueItem]:
    """The items, less recalls that call back others of a kind than the one that is here; why it is this one is told.

    Only what has a recall in its log is read. One whose record or log cannot be read is told without a reason.
    """
    for item in items:
        if item.kind != RECALL:
            yield item
            continue
        product = store.record(item.slug).product
        entry = next((each for each in store.entries(item.slug).value or () if each.id == item.entry), None)
        found = match(recall_of(entry), product) if entry else None
        if found or not entry:
            yield item._replace(why=found.why, sure=found.sure) if found else item
