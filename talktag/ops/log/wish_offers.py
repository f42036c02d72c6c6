"""The offers that came for a wish, from the logs of whom it was sent to. It reads one log after another, no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.log.schedule import standing_entries
from talktag.model.wishes.offer import WishOffer, is_offer_to, read_offer
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish
    from talktag.store.store import Store


def offers_for(store: Store, wish: OwnWish) -> Iterator[WishOffer]:
    """What was offered and not withdrawn, party by party."""
    for party in dict.fromkeys(each.party for each in wish.sent):
        log = store.entries_in(layout.about_none(party)).value or ()
        yield from (
            read_offer(each) for each in standing_entries(log) if each.party == party and is_offer_to(each, wish)
        )
