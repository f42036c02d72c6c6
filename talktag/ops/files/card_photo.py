"""The photo on the card of a product: which it is, and its file once it is wanted. It decodes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import TalktagError
from talktag.model.products.product import Product

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.store.store import Store


class CardPhoto(NamedTuple):
    """The first photo of a product: its name, and what reads its file; None where that cannot be read."""

    name: str
    read: Callable[[], Content | None]


def card_photo(store: Store, product: Product) -> CardPhoto | None:
    """The first photo that is not sealed; nothing of it is read before it is asked for."""
    file = next((each for each in product.files if each.kind == "photo" and not each.sealed), None)
    if file is None:
        return None

    def read() -> Content | None:
        try:
            return store.file_content(product.slug, file)
        except (TalktagError, OSError):
            return None  # doctor tells of it

    return CardPhoto(file.name, read)
