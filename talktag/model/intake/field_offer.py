"""What a machine believes to have read for a key of a product: an offer, never a fact before a person says yes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_MOST = 3  # of one key: more is no help to who chooses
_LEAST = 0.1  # what is likely that little is noise


class FieldOffer(NamedTuple):
    """A value for a key of a product as `set` takes it, how likely it is right (0 to 1), and the text it is from."""

    key: str
    value: str
    score: float
    source: str


def best_offers(offers: Iterable[FieldOffer], keys: Iterable[str]) -> tuple[FieldOffer, ...]:
    """The likeliest offers of each key, in the order of `keys`, the likeliest first, each value once."""
    ranked = sorted((each for each in offers if each.score >= _LEAST), key=lambda each: -each.score)
    result: list[FieldOffer] = []
    for key in keys:
        first = {each.value: each for each in reversed([each for each in ranked if each.key == key])}
        result += sorted(first.values(), key=lambda each: -each.score)[:_MOST]
    return tuple(each._replace(score=round(each.score, 2)) for each in result)
