"""What stops where a service or a thing is no more: whatever needs it, and whatever needs that. It asks no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Stop(NamedTuple):
    """A product that stops, and the one which it needs that stopped before; both by their ids."""

    product: str
    because: str


def stops_without(ended: Iterable[str], needs: Mapping[str, Sequence[str]]) -> tuple[Stop, ...]:
    """All that stops, what stops first before what stops by that; `needs` has for each product those it needs.

    What is itself among `ended` is not told again, however much needs each other.
    """
    needed_by: dict[str, list[str]] = {}
    for product in needs:
        for each in dict.fromkeys(needs[product]):
            needed_by.setdefault(each, []).append(product)
    gone = list(dict.fromkeys(ended))
    met, found = set(gone), []
    while gone:
        because = gone.pop(0)
        for product in needed_by.get(because, ()):
            if product not in met:
                met.add(product)
                gone.append(product)
                found.append(Stop(product, because))
    return tuple(found)
