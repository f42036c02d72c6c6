"""`worth --without`: what stops where a service or a thing is no more, and what would not be paid. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.worth.needs import Stop, stops_without
from talktag.ops.finding.choose_products import slugs_of
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.ops.session import Session
    from talktag.store.store import Store


class Stops(NamedTuple):
    """What ends, and what stops by that, in the order in which it does; `products` has all of them by their ids."""

    ended: tuple[Product, ...]
    stops: tuple[Stop, ...]
    products: Mapping[str, Product]

    def values(self) -> Mapping[str, Any]:
        """What ends with its fee, and what stops with what it needs, as JSON values."""
        ended = [
            {**self._product(each.id), **({"fee": str(each.service.fee)} if each.service.fee else {})}
            | ({"every": str(each.service.every)} if each.service.every else {})
            for each in self.ended
        ]
        stops = [{**self._product(each.product), "because": self._slug(each.because)} for each in self.stops]
        return {"ended": ended, "stops": stops}

    def _product(self, ident: str) -> Mapping[str, str]:
        product = self.products[ident]
        return {"id": ident, "slug": product.slug, "name": product.name}

    def _slug(self, ident: str) -> str:
        return self.products[ident].slug


def stop_without(session: Session, refs: Sequence[str], words: Sequence[str] = ()) -> Outcome:
    """What stops without the products that `refs` name; where there are `words`, of the products that they name."""
    store = session.store
    ended = tuple(find_product(store, ref).product for ref in dict.fromkeys(refs))
    needs = needs_of(store)
    stops = stops_without([each.id for each in ended], needs)
    products = {each.id: each for each in ended}
    for stop in stops:
        (slug, *_) = (found.slug for found in store.lookup.products("id", stop.product))
        products[stop.product] = store.record(slug).product
    if words:
        among = set(slugs_of(session, words))
        stops = tuple(each for each in stops if products[each.product].slug in among)
    notices = () if stops else ("nothing stops: no product says that it needs it",)
    return Outcome(Stops(ended, stops, products), notices=notices)


def needs_of(store: Store) -> Mapping[str, Sequence[str]]:
    """The ids of what each product needs, by its own id; those that need nothing are left out."""
    idents = {spot.slug: ident for ident, spot in store.catalogue.spots.items()}
    found: dict[str, list[str]] = {}
    for needed, slug in sorted(store.catalogue.needs(), key=lambda each: each[1]):
        if slug in idents:
            found.setdefault(idents[slug], []).append(needed)
    return found
