"""What each key of a query reads of a product's facts. Compares nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from talktag.model.products.key import ProductKey
from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.products.product import FILE_KINDS
from talktag.model.queries.facts import Facts, fact_of
from talktag.model.values.fold import fold

Values = Callable[[Facts], tuple[str | None, ...]]


def field_values(facts: Facts, key: str) -> tuple[str, ...]:
    """The values of the custom field in `field.NAME`, whatever the case of its name."""
    wanted = fold(key.removeprefix("field."))
    return tuple(value for name, value in facts.fields if fold(name) == wanted)


def _one(key: ProductKey) -> Values:
    read = fact_of(key)
    return lambda facts: (read(facts),)


_SEVERAL: Mapping[str, Values] = {
    "product": lambda facts: (facts.inside, *facts.holders),
    "labels": lambda facts: facts.labels,
    "tags": lambda facts: facts.tag_ids,
    "files": lambda facts: tuple(name for _, name in facts.files),
}
_TEXTS = {"id", "slug", "text", "gtin", "place", "state", "kind"}
VALUES: Mapping[str, Values] = {
    **{key.name: _one(key) for key in KEYS if key.type in _TEXTS},
    **{key.name: _SEVERAL[key.type] for key in KEYS if key.type in _SEVERAL},
    "provider": lambda facts: facts.providers,
    "to": lambda facts: (facts.to,),
}
# A thing in a box is where the box is, which its own text cannot tell.
NOT_IN_TEXT = {key.name for key in KEYS if key.type == "place" or not key.is_searched}
MEASURES: Mapping[str, Callable[[Facts], str | int | None]] = {
    **{key.name: fact_of(key) for key in KEYS if key.type in {"count", "day"}},
    "seen": lambda facts: facts.seen,
    "due": lambda facts: facts.due,
    "warranty": lambda facts: facts.warranty_until,
}


def _has_kind(kind: str) -> Callable[[Facts], bool]:
    return lambda facts: any(found == kind for found, _ in facts.files)


def _has(key: ProductKey) -> Callable[[Facts], object]:
    return _IS_THERE[key.type] if key.type in _IS_THERE else fact_of(key)


_IS_THERE: Mapping[str, Callable[[Facts], object]] = {
    "labels": lambda facts: facts.labels,
    "warranties": lambda facts: facts.warranties,
    "tags": lambda facts: facts.live_tag,
    "files": lambda facts: facts.files,
}
PRESENCE: Mapping[str, Callable[[Facts], object]] = {
    **{kind: _has_kind(kind) for kind in FILE_KINDS},
    **{key.name: _has(key) for key in with_moves(KEYS, {"tag": "label"}) if key.may_lack and key.query[0]},
    "provider": lambda facts: facts.providers,
    "field": lambda facts: facts.fields,
    "note": lambda facts: facts.notes,
    "entry": lambda facts: facts.entries,
    "seen": lambda facts: facts.seen,
    "to": lambda facts: facts.to,
    "due": lambda facts: facts.due,
    "share": lambda facts: facts.shares,
}
COUNTS = {"note": "notes", "entry": "entries", "share": "shares"}
