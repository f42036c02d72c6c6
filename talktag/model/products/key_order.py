"""Keys in another order than that of the table. A key that an order does not name comes behind its neighbour there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from talktag.model.products.key import ProductKey


def with_moves(keys: Iterable[ProductKey], behind: Mapping[str, str]) -> tuple[ProductKey, ...]:
    """The keys as they stand, but each that `behind` names right behind the one it leads to, one after the other."""
    order = list(keys)
    for name, other in behind.items():
        found = next(key for key in order if key.name == name)
        order.remove(found)
        order.insert(next(at for at, key in enumerate(order, 1) if key.name == other), found)
    return tuple(order)


def in_order(names: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """The names as `order` has them, the others each behind the name that stands before it."""
    known = list(names)
    found = [name for name in order if name in known]
    for before, name in zip(["", *known], known, strict=False):
        if name not in found:
            found.insert(found.index(before) + 1 if before in found else 0, name)
    return tuple(found)
