"""What is wanted and was offered, for today's card: open wishes with offers to look at. It puts none before another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.wishes.wish import OPEN
from talktag.ops.log.wish_offers import offers_for_each
from talktag.store.collections import WISHES

if TYPE_CHECKING:
    from talktag.store.store import Store


class WishedThing(NamedTuple):
    """An open wish, and how many offers came for it."""

    slug: str
    name: str
    offers: int

    def values(self) -> dict[str, Any]:
        """The same as JSON values."""
        return self._asdict()


def wished_things(store: Store) -> tuple[WishedThing, ...]:
    """The open wishes that something was offered for, by their slugs; no log is read of one that nobody was sent."""
    if not (store.folder / WISHES.folder).is_dir():
        return ()
    found = [each.value for each in store.where(WISHES, state=OPEN) if each.value]
    counted = Counter(slug for slug, _ in offers_for_each(store, found))
    return tuple(sorted(WishedThing(each.slug, each.name, counted[each.slug]) for each in found if counted[each.slug]))
