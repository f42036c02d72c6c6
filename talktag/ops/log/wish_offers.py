"""The offers that came for wishes, from the logs of whom they were sent to. It reads no log twice, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.log.kinds import OFFER
from talktag.model.log.schedule import standing_entries
from talktag.model.wishes.offer import WishOffer, is_offer_to, read_offer
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish, SentWish
    from talktag.store.store import Store


def offers_for(store: Store, wish: OwnWish) -> Iterator[WishOffer]:
    """What was offered and not withdrawn, party by party."""
    return (offer for _, offer in offers_for_each(store, (wish,)))


def offers_for_each(store: Store, wishes: Iterable[OwnWish]) -> Iterator[tuple[str, WishOffer]]:
    """The same for several wishes, each offer with the slug of its wish; the log of a party is read once for all."""
    asked: dict[str, list[OwnWish]] = {}
    for wish in wishes:
        sent: dict[str, list[SentWish]] = {}
        for each in wish.sent:
            sent.setdefault(each.party, []).append(each)
        for party, theirs in sent.items():
            asked.setdefault(party, []).append(replace(wish, sent=tuple(theirs)))
    for party, of_them in asked.items():
        log = standing_entries(store.entries_in(layout.about_none(party)).value or ())
        offers = [each for each in log if each.kind == OFFER and each.party == party]
        for wish in of_them:
            yield from ((wish.slug, read_offer(each)) for each in offers if is_offer_to(each, wish))
