"""A row of a file laid over the product that is here already. Decides values; writes nothing and reads no file.

The row's facts win where it states them; what the owner added besides stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from talktag.interop.draft import Draft
from talktag.model.products.key_values import product_with, value_of
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Product, Tag
from talktag.model.products.product_json import json_value
from talktag.model.products.record import product_table
from talktag.model.toml.write import TomlPath
from talktag.model.values.warranty import Warranty

_STATED = tuple(
    key
    for key in KEYS
    if key.type in {"text", "gtin", "place", "day", "money", "public", "kind", "coming", "length"}
    and key.name != "source"
)
_TABLES = ("purchase", "finder", "service", "fields")  # of a record


def merge_row(held: Product, draft: Draft, inside: str | None) -> Product:
    """The product with the facts the row states. Labels, fields and tags are added to, warranties go by their kind."""
    said = draft.product
    stated = {key.attribute: value for key in _STATED if (value := value_of(said, key)) is not None}
    counted = {key: getattr(said, key) for key in draft.stated}
    return product_with(held, {**stated, **counted})._replace(
        inside=inside or held.inside,
        labels=tuple(dict.fromkeys((*held.labels, *said.labels))),
        # Where a row has no name of its own, what the record says it came from stays the better one.
        source=held.source or (said.source if said.id else None),
        needs=tuple(dict.fromkeys((*held.needs, *said.needs))),
        warranties=_warranties(held.warranties, said.warranties),
        tags=_tags(held.tags, said.tags),
        fields=_fields(held.fields, said.fields),
    )


def differences(before: Product, after: Product) -> dict[TomlPath, tuple[Any, Any]]:
    """What differs between two states of a product: by place in the record, the value before and after."""
    old, new = _flat(before), _flat(after)
    return {
        path: (old.get(path), new.get(path))
        for path in dict.fromkeys((*old, *new))
        if repr(old.get(path)) != repr(new.get(path))
    }


def _flat(product: Product) -> dict[TomlPath, Any]:
    table = product_table(product)
    flat: dict[TomlPath, Any] = {(key,): value for key, value in table.items() if key not in _TABLES}
    for outer in _TABLES:
        flat |= {(outer, key): value for key, value in table.get(outer, {}).items()}
    return flat


def _warranties(held: Sequence[Warranty], stated: Sequence[Warranty]) -> tuple[Warranty, ...]:
    """The warranties of a kind that the row states replace those of that kind; the others stay."""
    kinds = {warranty.kind for warranty in stated}
    if all(each in held for each in stated):
        return tuple(held)
    taken = []
    for kind in dict.fromkeys(each.kind for each in (*held, *stated)):
        old = [each for each in held if each.kind == kind]
        new = [each for each in stated if each.kind == kind]
        if len(old) == len(new) == 1:
            new = [new[0]._replace(starts=new[0].starts or old[0].starts, provider=new[0].provider or old[0].provider)]
        taken += new if kind in kinds else old
    return tuple(taken)


def _tags(held: Sequence[Tag], stated: Sequence[Tag]) -> tuple[Tag, ...]:
    tags = {tag.id: tag for tag in held}
    for tag in stated:
        old = tags.get(tag.id, tag)
        tags[tag.id] = old._replace(made=tag.made or old.made, retired=tag.retired or old.retired)
    return tuple(tags.values())


def _fields(held: Mapping[str, object], stated: Mapping[str, object]) -> dict[str, object]:
    """The owner's fields and the row's; a value that is only spelled as JSON or CSV must spell it stays as it is."""
    same = {name for name, value in stated.items() if name in held and json_value(held[name]) == value}
    return {**held, **{name: value for name, value in stated.items() if name not in same}}
