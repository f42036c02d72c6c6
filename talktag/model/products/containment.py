"""Which product is inside which, and where that puts it: a thing in a box is where the box is. Reads no store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol


class Spot(NamedTuple):
    """What a product's own record says of where it is: a place, and the id of the product it is inside of."""

    slug: str
    place: str | None
    inside: str | None


def place_of(text: str) -> str | None:
    """A place as talktag writes it: `Home / Office/` is `Home/Office`; None where no part is left."""
    return "/".join(part for each in text.split("/") if (part := each.strip())) or None


def parse_place(text: str) -> str:
    """A typed place as talktag writes it; ValueError where nothing is left of it."""
    place = place_of(text)
    if place is None:
        raise ValueError(f'"{text}" names no place; write it like home/office')
    return place


class Spots(Protocol):
    """The spot of each product by its id, such as a mapping of them."""

    def get(self, ident: str, /) -> Spot | None:
        """The spot of the product of that id; None where there is none."""


def holders(ident: str, spot: Spot, spots: Spots) -> Iterator[tuple[str, Spot]]:
    """The id and spot of each product that holds the one of that id and spot, nearest first.

    `spots` knows every product by its id. It ends where a holder does not exist, and where products hold each other.
    """
    seen = {ident}
    outer: Spot | None = spot
    while outer and (ident := outer.inside or "") not in seen and (outer := spots.get(ident)):
        seen.add(ident)
        yield ident, outer


def whereabouts(ident: str, spot: Spot, spots: Spots) -> str | None:
    """Where a product is: the place of the outermost of its holders that has one, else the place of its own.

    So moving a box moves what is in it, whatever was written down before a thing came into the box.
    """
    places = [outer.place for _, outer in holders(ident, spot, spots) if outer.place]
    return places[-1] if places else spot.place
