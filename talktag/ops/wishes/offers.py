"""`wish offers`: what came, side by side, in an order that is said in words. It hides nothing and changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import UsageError
from talktag.model.wishes.comparing import PriceIs
from talktag.model.wishes.side_by_side import CAME, ORDERS, ComparedOffer, compare_offers
from talktag.ops.finding.party_names import party_names
from talktag.ops.log.find_entry import short_ids
from talktag.ops.log.wish_offers import offers_for
from talktag.ops.outcome import Outcome
from talktag.ops.wishes.add import wish_values
from talktag.ops.wishes.find_wish import find_wish

if TYPE_CHECKING:
    from talktag.model.wishes.wish import OwnWish
    from talktag.ops.session import Session

SHOWN = 20  # offers that a person is shown at once


@dataclass(frozen=True, slots=True)
class WishOffers:
    """The offers for a wish, each held against it, in the order `by`; a person is `shown` the first of them."""

    wish: OwnWish
    offers: Sequence[ComparedOffer]
    by: str
    names: Mapping[str, str]
    short: Mapping[str, str]
    today: datetime.date
    shown: int = SHOWN

    def values(self) -> Mapping[str, Any]:
        """The wish, the order in words, and every offer."""
        offers = [self._offer(each) for each in self.offers]
        return {"wish": wish_values(self.wish), "by": self.by, "order": ORDERS[self.by], "offers": offers}

    def _offer(self, each: ComparedOffer) -> Mapping[str, Any]:
        party = each.offer.party
        chosen = {"chosen": True} if each.offer.id == self.wish.chosen else {}
        over = {"over": True} if each.is_over(self.today) else {}
        return {**each.values(), "name": self.names.get(party, party), **chosen, **over}


def wish_offers(session: Session, ref: str, by: str = CAME, *, whole: bool = False) -> Outcome:
    """What was offered for a wish; UsageError for an order that there is not."""
    if by not in ORDERS:
        raise UsageError(f'there is no order "{by}"', hints=[f"one of: {', '.join(ORDERS)}"])
    store = session.store
    wish = find_wish(store, ref)
    names = party_names(store, dict.fromkeys(each.party for each in wish.sent))
    found = compare_offers(wish, offers_for(store, wish), by, names)
    short = short_ids(each.offer.id for each in found)
    most = len(found) if whole else SHOWN
    data = WishOffers(wish, found, by, names=names, short=short, today=session.today, shown=most)
    return Outcome(data, notices=tuple(_notices(data)))


def _next_step(wish: OwnWish) -> str:
    """By which way an offer can come, as it was asked for."""
    if not wish.sent:
        return f"talktag wish send {wish.slug} --to PARTY"
    if all(each.page for each in wish.sent):
        return f"talktag wish take {wish.slug} FILE --from {wish.sent[-1].party}"
    return "talktag inbox fetch, or: talktag receive FILE"


def _notices(data: WishOffers) -> Iterator[str]:
    wish = data.wish
    if not data.offers:
        yield f"nothing was offered yet; next: {_next_step(wish)}"
    apart = [each for each in data.offers if each.price_is is PriceIs.OTHER_CURRENCY]
    if apart and wish.most:
        yield f"{len(apart)} are in another currency than your {wish.most.currency}: nothing is converted"
    if len(data.offers) > data.shown:
        yield f"{len(data.offers) - data.shown} more came; see them with: --all"
