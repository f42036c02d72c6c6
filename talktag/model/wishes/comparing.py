"""Whether what is offered meets a point: it meets, it fails, or it is not said. Never guessed, never weighed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from talktag.model.values.fold import fold
from talktag.model.values.money import Money
from talktag.model.wishes.amount import read_amount
from talktag.model.wishes.point import AT_LEAST, AT_MOST, AVOID, EQUAL, LESS, MORE, OTHER, WishPoint


class Met(Enum):
    """How an offer stands to a point. What is said and cannot be compared counts as not said."""

    MEETS = "meets"
    FAILS = "fails"
    NOT_SAID = "not said"


class PriceIs(Enum):
    """How a price stands to the most that may be paid; nothing is converted."""

    WITHIN = "within"
    ABOVE = "above"
    OTHER_CURRENCY = "other currency"
    NOT_SAID = "not said"
    UNBOUND = "no limit"  # the wish names none


AGAINST = {  # what speaks against a price, in words
    PriceIs.ABOVE: "is above the most",
    PriceIs.OTHER_CURRENCY: "is in another currency",
    PriceIs.NOT_SAID: "is not said",
}


class ComparedPoint(NamedTuple):
    """A point, how much it counts to the owner, how it is met, and what the offer says of it, if anything."""

    weight: str
    point: WishPoint
    met: Met
    said: str | None = None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        told = {"weight": self.weight, "point": str(self.point), "met": self.met.value}
        return {**told, "said": self.said} if self.said is not None else told


_LIMITS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    EQUAL: lambda said, wanted: said == wanted,
    OTHER: lambda said, wanted: said != wanted,
    LESS: lambda said, wanted: said < wanted,
    MORE: lambda said, wanted: said > wanted,
    AT_MOST: lambda said, wanted: said <= wanted,
    AT_LEAST: lambda said, wanted: said >= wanted,
}


def compare_points(points: Iterable[tuple[str, WishPoint]], said: Mapping[str, str]) -> tuple[ComparedPoint, ...]:
    """Each point of a wish, by its weight, held against what an offer says, in the order of the wish."""
    return tuple(_compare(weight, point, said.get(point.name)) for weight, point in points)


def _compare(weight: str, point: WishPoint, said: str | None) -> ComparedPoint:
    met = Met.NOT_SAID if said is None else hold(point, said)
    if weight == AVOID and met is not Met.NOT_SAID:
        met = Met.FAILS if met is Met.MEETS else Met.MEETS
    return ComparedPoint(weight, point, met, said)


def hold(point: WishPoint, said: str) -> Met:
    """Whether a value meets a point: as amounts of one kind where both are amounts, else as words.

    Words, or an amount of another kind, where an amount is wanted say nothing, nor do digits that settle it both ways.
    """
    wanted, found = read_amount(point.value), read_amount(said)
    if wanted and found and wanted.is_of_kind(found):
        limit = _LIMITS[point.sign]
        held = {limit(one, other) for one in found.readings for other in wanted.readings}
        return Met.NOT_SAID if len(held) > 1 else Met.MEETS if held.pop() else Met.FAILS
    if wanted or point.sign not in {EQUAL, OTHER}:
        return Met.NOT_SAID
    is_same = _words(point.value) == _words(said)
    return Met.MEETS if is_same == (point.sign == EQUAL) else Met.FAILS


def _words(text: str) -> str:
    return " ".join(fold(text).split())


def compare_price(price: Money | None, most: Money | None) -> PriceIs:
    """How a price stands to the most; another currency is told apart, never converted."""
    if price is None:
        return PriceIs.NOT_SAID
    if most is None:
        return PriceIs.UNBOUND
    if price.currency != most.currency:
        return PriceIs.OTHER_CURRENCY
    return PriceIs.WITHIN if price.amount <= most.amount else PriceIs.ABOVE
