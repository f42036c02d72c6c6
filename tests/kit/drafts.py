"""What an import is to make of a row, in short. It reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from talktag.interop.draft import Draft
from talktag.model.products.product import Product


def draft_of(name: str, *, notes: tuple[str, ...] = (), stated: Iterable[str] = (), **values: Any) -> Draft:
    """The draft of a product of that name with `values`, its id and slug empty unless they are among these."""
    return Draft(Product(**{"id": "", "slug": "", "name": name, **values}), notes, frozenset(stated))
