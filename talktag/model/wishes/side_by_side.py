"""Offers laid side by side: each held against every point and the most, in an order that is said in words.

Nothing hidden decides a place: the price, the name or the day alone does, whichever was asked for, and the order in
which offers are handed in never does. No offer is left out, and none is called better.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from talktag.model.wishes.comparing import ComparedPoint, PriceIs, compare_points, compare_price
from talktag.model.wishes.offer import WishOffer
from talktag.model.wishes.wish import OwnWish

CAME, PRICE, PARTY = "came", "price", "party"
# What an order is called, and how it is said.
ORDERS: Mapping[str, str] = {
    CAME: "in the order in which they came",
    PRICE: "by price, the lowest first; other currencies behind, each by itself, then those without a price",
    PARTY: "by the name of who offers",
}


class ComparedOffer(NamedTuple):
    """An offer held against a wish."""

    offer: WishOffer
    points: tuple[ComparedPoint, ...]
    price_is: PriceIs

    def is_over(self, today: datetime.date) -> bool:
        """Whether the day until which it holds has passed."""
        return self.offer.valid is not None and self.offer.valid < today

    def values(self) -> dict[str, Any]:
        """The same as JSON values."""
        offer = self.offer
        told = {
            "id": offer.id,
            "party": offer.party,
            "date": offer.date.isoformat(),
            "came": offer.came.isoformat().replace("+00:00", "Z"),
            "title": offer.entry.title,
            "text": offer.entry.text,
            "price": offer.price and str(offer.price),
            "price_is": self.price_is.value,
            "valid": offer.valid and offer.valid.isoformat(),
            "points": [each.values() for each in self.points],
            "faults": [*offer.faults],
        }
        return {key: value for key, value in told.items() if value not in (None, [])}


def compare_offers(
    wish: OwnWish, offers: Iterable[WishOffer], by: str = CAME, names: Mapping[str, str] | None = None
) -> tuple[ComparedOffer, ...]:
    """Each offer once, held against the wish, in the order `by`; `names` has what parties are called, by slug."""
    points = tuple(wish.points)
    each_once = {(each.party, each.id): each for each in sorted(offers, key=_moment)}
    found = [
        ComparedOffer(each, compare_points(points, each.said), compare_price(each.price, wish.most))
        for each in each_once.values()
    ]
    key = _key_of(by, wish, names or {})
    return tuple(sorted(found, key=lambda each: (key(each.offer), *_moment(each.offer))))


def _key_of(by: str, wish: OwnWish, names: Mapping[str, str]) -> Callable[[WishOffer], tuple[Any, ...]]:
    currency = wish.most.currency if wish.most else ""
    keys: Mapping[str, Callable[[WishOffer], tuple[Any, ...]]] = {
        CAME: lambda _: (),
        PRICE: lambda each: _price_place(each, currency),
        PARTY: lambda each: (names.get(each.party, each.party).casefold(), each.party),
    }
    return keys[by]


def _price_place(offer: WishOffer, currency: str) -> tuple[int, str, Decimal]:
    """Those in the currency of the wish, then those of each other one, then those without a price."""
    if offer.price is None:
        return 2, "", Decimal(0)
    return int(offer.price.currency != currency), offer.price.currency, offer.price.amount


def _moment(offer: WishOffer) -> tuple[datetime.datetime, str, str]:
    """When it came; of one moment the party and the id decide, which no two offers share."""
    return offer.came, offer.party, offer.id
