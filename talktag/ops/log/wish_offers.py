"""The offers that came for a wish, from the logs of whom it was sent to. It reads one log after another, no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.log.schedule import standing_entries
from talktag.model.wishes.offer import WishOffer, is_offer_to, read_offer
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish, SentWish
    from talktag.store.store import Store


def offers_for(store: Store, wish: OwnWish) -> Iterator[WishOffer]:
    """What was offered and not withdrawn, party by party."""
    sent: dict[str, list[SentWish]] = {}
    for each in wish.sent:
        sent.setdefault(each.party, []).append(each)
    for party, theirs in sent.items():
        asked = replace(wish, sent=tuple(theirs))
        log = standing_entries(store.entries_in(layout.about_none(party)).value or ())
        yield from (read_offer(each) for each in log if each.party == party and is_offer_to(each, asked))
