"""What each key of a query reads of a product's facts. Compares nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from talktag.model.products.product import FILE_KINDS
from talktag.model.queries.facts import Facts
from talktag.model.values.fold import fold


def field_values(facts: Facts, key: str) -> tuple[str, ...]:
    """The values of the custom field in `field.NAME`, whatever the case of its name."""
    wanted = fold(key.removeprefix("field."))
    return tuple(value for name, value in facts.fields if fold(name) == wanted)


VALUES: Mapping[str, Callable[[Facts], tuple[str | None, ...]]] = {
    "name": lambda facts: (facts.name,),
    "maker": lambda facts: (facts.maker,),
    "model": lambda facts: (facts.model,),
    "serial": lambda facts: (facts.serial,),
    "gtin": lambda facts: (facts.gtin,),
    "slug": lambda facts: (facts.slug,),
    "id": lambda facts: (facts.id,),
    "tag": lambda facts: facts.tag_ids,
    "place": lambda facts: (facts.place,),
    "inside": lambda facts: (facts.inside, *facts.holders),
    "label": lambda facts: facts.labels,
    "state": lambda facts: (facts.state,),
    "from": lambda facts: (facts.seller,),
    "order": lambda facts: (facts.order,),
    "provider": lambda facts: facts.providers,
    "to": lambda facts: (facts.to,),
    "file": lambda facts: tuple(name for _, name in facts.files),
}
# A thing in a box is where the box is, which its own text cannot tell.
NOT_IN_TEXT = {"id", "inside", "state", "place"}
MEASURES: Mapping[str, Callable[[Facts], str | int | None]] = {
    "quantity": lambda facts: facts.quantity,
    "bought": lambda facts: facts.bought,
    "added": lambda facts: facts.added,
    "seen": lambda facts: facts.seen,
    "due": lambda facts: facts.due,
    "warranty": lambda facts: facts.warranty_until,
}


def _has_kind(kind: str) -> Callable[[Facts], bool]:
    return lambda facts: any(found == kind for found, _ in facts.files)


PRESENCE: Mapping[str, Callable[[Facts], object]] = {
    **{kind: _has_kind(kind) for kind in FILE_KINDS},
    "file": lambda facts: facts.files,
    "maker": lambda facts: facts.maker,
    "model": lambda facts: facts.model,
    "serial": lambda facts: facts.serial,
    "gtin": lambda facts: facts.gtin,
    "place": lambda facts: facts.place,
    "inside": lambda facts: facts.inside,
    "label": lambda facts: facts.labels,
    "tag": lambda facts: facts.live_tag,
    "added": lambda facts: facts.added,
    "bought": lambda facts: facts.bought,
    "from": lambda facts: facts.seller,
    "price": lambda facts: facts.price,
    "order": lambda facts: facts.order,
    "warranty": lambda facts: facts.warranties,
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
