"""What a product is inside of, one step after the other, and what products are called by their ids.

It asks for no product that is not on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.products.containment import Spot

if TYPE_CHECKING:
    from talktag.store.index.product_lookup import Found
    from talktag.store.store import Store


_FEW = 50  # ids; to look up more takes longer than a listing of all products


def slugs_of(store: Store, ids: Iterable[str]) -> Mapping[str, str]:
    """The slugs of the products of those ids; an id that no product has is left out."""
    wanted = set(ids)
    if len(wanted) > _FEW:
        return {each.id: each.slug for each in store.catalogue.products() if each.id in wanted}
    spots = StoreSpots(store)
    return {ident: found.slug for ident in wanted if (found := spots.product(ident))}


class StoreSpots:
    """The spots of the products of a store by their ids, each looked up when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def product(self, ident: str) -> Found | None:
        """The product of that id; the last one by slug where several say so, which is a fault."""
        return next(iter(self._store.lookup.products("id", ident)[-1:]), None)

    def get(self, ident: str, /) -> Spot | None:
        """What its record says of where it is; None where there is no such product."""
        found = self.product(ident)
        return found and Spot(found.slug, found.place, found.inside)
