"""Counts and sums of products by one of their facts. Never mixes currencies, never guesses a value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from talktag.model.queries.columns import Priced, natural, totals
from talktag.model.values.money import Money
from talktag.model.values.warranty import LIFETIME, Duration

Keys = Callable[[Any], tuple[str, ...]]  # of facts, or of any other value with the same attributes


class Tally(NamedTuple):
    """The products that have one value in common; `name` is None for those that have none."""

    name: str | None
    products: int
    pieces: int
    worth: Mapping[str, Money]  # what they cost, by currency


def _one(read: Callable[[Any], str | None]) -> Keys:
    return lambda facts: (value,) if (value := read(facts)) else ()


# What products can be grouped by: the values of each, of which a product may have several, or none.
GROUPINGS: Mapping[str, Keys] = {
    "place": _one(lambda facts: facts.place),
    "label": lambda facts: facts.labels,
    "maker": _one(lambda facts: facts.maker),
    "year": _one(lambda facts: facts.bought and facts.bought[:4]),
    "from": _one(lambda facts: facts.seller),
    "state": _one(lambda facts: facts.state),
    "ends": _one(lambda facts: _month(facts.warranty_until)),
}
_AHEAD = Duration(24, "month")  # how far `ends` looks


def _month(until: str | None) -> str | None:
    return until[:7] if until and until != LIFETIME else None


def count_by(products: Iterable[Priced], grouping: str, today: datetime.date) -> tuple[Tally, ...]:
    """The products by their values of `grouping`; by `ends` only those whose warranty ends within two years."""
    if grouping != "ends":
        return tally(products, grouping)
    last = _AHEAD.after(today).isoformat()[:7]
    return tally(
        (each for each in products if today.isoformat() <= _until(each) and _until(each)[:7] <= last), grouping
    )


def _until(facts: Any) -> str:
    """The day on which the last warranty ends; nothing, which is before all days, where none is known to."""
    return "" if facts.warranty_until in {None, LIFETIME} else facts.warranty_until


def tally(products: Iterable[Priced], grouping: str) -> tuple[Tally, ...]:
    """The products by their values of `grouping`, in natural order, those without any last.

    A product with two labels counts under both, so that such groups add up to more than there is.
    """
    groups: dict[str | None, list[Priced]] = {}
    for facts in products:
        for key in GROUPINGS[grouping](facts) or (None,):
            groups.setdefault(key, []).append(facts)
    names = sorted((name for name in groups if name is not None), key=natural)
    return tuple(_tally(name, groups[name]) for name in (*names, *([None] if None in groups else [])))


def _tally(name: str | None, products: Iterable[Priced]) -> Tally:
    members = tuple(products)
    return Tally(name, len(members), sum(facts.quantity for facts in members), totals(members))


def whole(products: Iterable[Priced]) -> Tally:
    """All the products as one group."""
    return _tally(None, products)
