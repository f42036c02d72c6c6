"""Which products say that they need another, told where that other goes. It changes and refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.values.plural import plural

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.store.store import Store

_TOLD = 5  # products, each in a line


def who_needs(store: Store, product: Product) -> list[str]:
    """The slugs of the products that need it."""
    return sorted(slug for ident, slug in store.catalogue.needs() if ident == product.id and slug != product.slug)


def say_removed(store: Store, product: Product) -> Iterator[str]:
    """What there is to tell where its record goes, too: whoever needs it would name what is not there."""
    how = "needs it, and would need what is not there; take that out first: talktag set"
    needing = who_needs(store, product)
    yield from (f"{slug} {how} {slug} needs-={product.slug}" for slug in needing[:_TOLD])
    yield from _say_more(needing)


def say_gone(store: Store, product: Product) -> Iterator[str]:
    """What there is to tell where it goes and its record stays."""
    needing = who_needs(store, product)
    yield from (f"{slug} needs it; what stops: talktag worth --without {product.slug}" for slug in needing[:_TOLD])
    yield from _say_more(needing)


def _say_more(needing: list[str]) -> Iterator[str]:
    if (more := len(needing) - _TOLD) > 0:
        yield f"{plural(more, 'more product')} {'need' if more > 1 else 'needs'} it"
