"""Products as a tree: places within places, things inside of things. Pure shape; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from talktag.model.queries.columns import natural
from talktag.model.queries.facts import Facts


class Branch(NamedTuple):
    """A place, whose `slug` is None, or a product; and what is there or inside it.

    `name` is the last part of the place's path, or the product's name. `asked` is False for a product that is there
    only because something asked for is inside it.
    """

    name: str
    slug: str | None = None
    asked: bool = True
    branches: tuple[Branch, ...] = ()


def grow(products: Iterable[Facts], others: Mapping[str, Facts]) -> tuple[Branch, ...]:
    """The tree of `products`, in natural order, places before things; things without a place come last.

    `others` has every product by slug, for the holders that were not asked for themselves. Parts of a place that
    differ in case alone are one.
    """
    root = _Growing("", None)
    for facts in products:
        node = root
        for part in _parts(facts.place):
            node = node.place(part)
        for slug in reversed(facts.holders[::2]):
            node = node.product(others[slug].name if slug in others else slug, slug)
        node.product(facts.name, facts.slug).asked = True
    return root.settle().branches


def _parts(place: str | None) -> list[str]:
    return [part for each in (place or "").split("/") if (part := each.strip())]


class _Growing:
    """A branch that things are still being put on."""

    def __init__(self, name: str, slug: str | None) -> None:
        self.name = name
        self.slug = slug
        self.asked = slug is None
        self.places: dict[str, _Growing] = {}
        self.products: dict[str, _Growing] = {}

    def place(self, name: str) -> _Growing:
        return self.places.setdefault(name.casefold(), _Growing(name, None))

    def product(self, name: str, slug: str) -> _Growing:
        return self.products.setdefault(slug, _Growing(name, slug))

    def settle(self) -> Branch:
        places = sorted(self.places.values(), key=lambda each: natural(each.name))
        products = sorted(self.products.values(), key=lambda each: (natural(each.name), each.slug))
        return Branch(self.name, self.slug, self.asked, tuple(each.settle() for each in (*places, *products)))
