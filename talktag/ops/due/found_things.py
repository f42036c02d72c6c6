"""What finders wrote about and nobody looked at yet, for today's card. It opens nothing of what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import TalktagError
from talktag.model.talk.waiting import FINDER
from talktag.store.collections import INBOX

if TYPE_CHECKING:
    from talktag.store.store import Store


class FoundThings(NamedTuple):
    """How many finders' messages wait, and slug and name of each product that one of them is about."""

    messages: int = 0
    products: tuple[tuple[str, str], ...] = ()

    def values(self) -> dict[str, Any]:
        """The same as JSON values."""
        return {"count": self.messages, "products": [{"slug": slug, "name": name} for slug, name in self.products]}


def found_things(store: Store, most: int) -> FoundThings:
    """What waits of finders; of the products so many at most, the last first."""
    waiting = [each.value for each in store.where(INBOX, kind=FINDER) if each.value]
    waiting.sort(key=lambda each: each.came, reverse=True)
    slugs = dict.fromkeys(about.rpartition("/")[2] for each in waiting for about in each.about)
    return FoundThings(len(waiting), tuple((slug, _name(store, slug)) for slug in list(slugs)[:most]))


def _name(store: Store, slug: str) -> str:
    try:
        return store.record(slug).product.name
    except TalktagError:  # moved or gone since
        return slug
