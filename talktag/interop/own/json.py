"""JSON in and out: products in the form of `list --json`, or a plain list of them. It follows no reference.

A file it writes is `{"schema": 1, "products": [...]}`; it reads that, the whole output of `list --json` or
`show --json`, and a bare list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from talktag.errors import InvalidError
from talktag.interop.decode import decode
from talktag.interop.draft import Import, Options
from talktag.interop.export_result import ExportResult, Lost
from talktag.interop.grid import ROW_LIMIT
from talktag.interop.own.record_values import apart, read_values
from talktag.model.products.product import Product
from talktag.model.products.product_json import json_value, product_values

_BLANK = " \t\r\n"
_COUNTS = ("notes_count", "entries_count")


def read_json(data: bytes, options: Options) -> Import:
    """Every product as a draft, `line` being where its object begins.

    Raises InvalidError for text that is not JSON, or holds no list of products.
    """
    text = decode(data, options.encoding)
    try:
        rows = apart((read_values(values, line, "json", options) for line, values in _products(text)), "json")
    except RecursionError:
        raise InvalidError("the file is nested too deep to be a list of products") from None
    except ValueError as error:
        raise InvalidError(f"the file is not JSON: {error}") from None
    return Import("json", rows)


def write_json(products: Sequence[Product]) -> ExportResult:
    """The products as one JSON document in UTF-8, a line each. Attachments are named in it but not held."""
    lost: list[Lost] = []
    forms = []
    for product in products:
        values = product_values(product, 0, 0)
        values["fields"] = {name: json_value(value) for name, value in product.fields.items()}
        forms.append({key: value for key, value in values.items() if key not in _COUNTS})
        lost += field_losses(product)
        lost += [Lost(product.slug, "files", file.name, "attachments stay in the store") for file in product.files]
    return ExportResult(one_a_line('{"schema": 1, "products": [', forms).encode(), tuple(lost))


def one_a_line(start: str, forms: Sequence[object]) -> str:
    """A JSON document that ends in a list, each of `forms` on a line of its own: ten times quicker than indented."""
    lines = ",\n".join(json.dumps(form, ensure_ascii=False, allow_nan=False) for form in forms)
    return f"{start}\n{lines}\n]}}\n"


def field_losses(product: Product) -> Iterator[Lost]:
    """The owner's own fields of which JSON knows no kind, such as a day."""
    for name, value in product.fields.items():
        if _differs(json_value(value), value):
            yield Lost(product.slug, f"fields.{name}", str(value), "is kept as text")


def _differs(plain: Any, value: Any) -> bool:
    return type(plain) is not type(value) or bool(plain != value)


def _products(text: str) -> Iterator[tuple[int, Any]]:
    """Each product's values, with the line they begin on."""
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse)
    json.loads(text, parse_constant=_refuse)  # the whole of it is JSON before any part of it is believed
    start = _list_start(text, _skip(text, 0), decoder)
    if start is None:
        whole = decoder.decode(text)
        single = whole.get("data", whole) if isinstance(whole, dict) else None
        if not isinstance(single, dict) or "name" not in single:
            raise InvalidError(
                "there is no list of products in the file", hints=['it begins like: [{"name": "Drill"}]']
            )
        yield 1, single
        return
    line, counted, here, number = 1, 0, _skip(text, start + 1), 0
    while text[here] != "]":
        line, counted, number = line + text.count("\n", counted, here), here, number + 1
        if number > ROW_LIMIT:
            raise InvalidError(f"the file has more than {ROW_LIMIT} products", hints=["split it and import the parts"])
        values, end = decoder.raw_decode(text, here)
        yield line, values
        here = _skip(text, end)
        if text[here] == ",":
            here = _skip(text, here + 1)


def _list_start(text: str, here: int, decoder: json.JSONDecoder) -> int | None:
    """Where the list of products begins: the file itself, or under `products`, or under `data` and `products`."""
    if text[here] == "[":
        return here
    if text[here] != "{":
        return None
    here = _skip(text, here + 1)
    while text[here] != "}":
        key, end = decoder.raw_decode(text, here)
        value = _skip(text, _skip(text, end) + 1)
        if (key == "products" and text[value] == "[") or (key == "data" and text[value] in "[{"):
            return _list_start(text, value, decoder)
        here = _skip(text, decoder.raw_decode(text, value)[1])
        if text[here] == ",":
            here = _skip(text, here + 1)
    return None


def _skip(text: str, here: int) -> int:
    """The next place that is not blank."""
    while text[here] in _BLANK:
        here += 1
    return here


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'"{twice}" stands twice in one object')
    return values


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number that JSON knows")
