"""The JSON form of a product, as `show --json` and `list --json` promise it. Keys are only ever added."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from talktag.model.products.key import NOTHING, ProductKey
from talktag.model.products.key_values import PLACES, value_of
from talktag.model.products.product import Product, ProductFile, Tag
from talktag.model.products.record import file_table, tag_table
from talktag.model.toml.record_file import json_values, without_absent
from talktag.model.values.warranty import Warranty


def product_values(product: Product, notes_count: int, entries_count: int) -> dict[str, Any]:
    """Every fact of a product as JSON values: lists always there, anything else absent where there is nothing."""
    said: dict[str, Any] = {}
    always: dict[str, Any] = {}
    for key, head, last, get in PLACES:
        value = get(product)
        if value is not None and key.type in _FORMS:
            value = _FORMS[key.type](value, product)
        if head:
            if value is not None or head == "purchase":
                inner = always.setdefault(head, {})
            if value is not None:
                inner[last] = value
        elif key.type in NOTHING:
            always[last] = value
        elif value:
            said[last] = value
    return {**said, **always, "notes_count": notes_count, "entries_count": entries_count}


def key_json(product: Product, key: ProductKey) -> Any:
    """What a product has at a key as a JSON value; None for nothing, but an empty list where there can be several."""
    value = value_of(product, key)
    return _FORMS[key.type](value, product) if key.type in _FORMS and value is not None else value


def _warranty_values(warranty: Warranty, product: Product) -> dict[str, Any]:
    return without_absent(
        {
            "kind": warranty.kind,
            "term": str(warranty.term),
            "starts": _date(warranty.starts),
            "until": _date(warranty.ends(product.purchase.date)),
            "provider": warranty.provider,
        }
    )


def tag_values(tag: Tag) -> dict[str, Any]:
    """A tag as JSON values."""
    return json_values(tag_table(tag))


def file_values(file: ProductFile) -> dict[str, Any]:
    """A file of a product as JSON values."""
    return json_values(file_table(file))


_FORMS: Mapping[str, Callable[[Any, Product], Any]] = {
    "day": lambda day, _: day.isoformat(),
    "money": lambda money, _: str(money),
    "coming": lambda day, _: day.isoformat(),
    "length": lambda length, _: str(length),
    "labels": lambda labels, _: list(labels),
    "products": lambda products, _: list(products),
    "warranties": lambda warranties, product: [_warranty_values(each, product) for each in warranties],
    "tags": lambda tags, _: [tag_values(each) for each in tags],
    "files": lambda files, _: [file_values(each) for each in files],
    "fields": lambda fields, _: {name: json_value(value) for name, value in fields.items()},
}


def _date(date: Any) -> str | None:
    return date.isoformat() if date else None


def json_value(value: Any) -> Any:
    """A value of a custom field: JSON's own kinds as they are; dates, times and numbers JSON has not, as text."""
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, bool | int | float | str) else str(value)


def json_text(value: Any) -> str:
    """A value of a custom field as one text: a text as it is, anything else as JSON writes it."""
    plain = json_value(value)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
