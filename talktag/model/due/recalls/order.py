"""What makers and authorities say among all that is due, and in which order a card names it. It reads nothing."""

from __future__ import annotations

from talktag.model.due.due_item import FIRMWARE, DueItem
from talktag.model.due.recalls.match import LIKELY, PERHAPS, SURE
from talktag.model.log.kinds import RECALL

_ORDER = (SURE, LIKELY, PERHAPS, None)


def is_from_maker(item: DueItem) -> bool:
    """Whether it is a recall, or firmware that is to be had."""
    return item.kind == RECALL or item.key[0] == FIRMWARE


def surest_first(item: DueItem) -> tuple[bool, int, str]:
    """The order of a card: recalls before firmware, the surest first."""
    return item.kind != RECALL, _ORDER.index(item.sure), item.slug
