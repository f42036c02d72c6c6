"""What talktag says in terms of schema.org in words of its own, out and in again. It knows no other program's words.

A property that is a key of talktag has MARK as its propertyID, and a value with parts, as text, MARK_JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from talktag.interop.own.cells import escape_commas, pieces_of
from talktag.model.foreign_json import parse_foreign_json
from talktag.model.products.keys import KEYS
from talktag.model.products.product_json import json_value
from talktag.model.toml.record_file import without_absent
from talktag.model.values.warranty import Duration, parse_term

MARK, MARK_JSON = "talktag", "talktag:json"
IRI = "urn:talktag:product:"
SOLD_OUT = "https://schema.org/SoldOut"
DEPTH, DIGITS = 64, 40  # of what is read back
# What has a word of schema.org.
_WITH_A_WORD = {
    *("id", "name", "maker", "model", "gtin", "inside", "label", "bought", "from", "price", "warranty"),
    *("tag", "file", "field"),
}
# The keys that are told as properties. What the owner says to finders is for nobody else.
PROPERTY_KEYS = {
    key.name: key for key in KEYS if key.name not in _WITH_A_WORD and key.type not in {"public", "picture"}
}
# UN/CEFACT Common Codes (Recommendation 20), as schema.org's unitCode asks for.
_UNITS = {"day": "DAY", "week": "WEE", "month": "MON", "year": "ANN"}
_OF_CODES = {code: unit for unit, code in _UNITS.items()}


def property_of(name: str, value: Any, mark: str | None = None) -> Mapping[str, Any]:
    """A fact as a PropertyValue: a number, a truth value or a text; what has parts as JSON in a text, which says so."""
    plain = json_value(value)
    if not isinstance(plain, bool | int | float | str):
        plain, mark = json.dumps(plain, ensure_ascii=False), mark or MARK_JSON
    marked = {"propertyID": mark} if mark else {}
    return {"@type": "PropertyValue", **marked, "name": name, "value": plain}


def parts_of(text: str) -> Any:
    """The value that was written as JSON; ValueError for what is none, or beyond any sense."""
    return parse_foreign_json(text, depth=DEPTH, digits=DIGITS, read_fraction=float)


def promise_of(warranty: Mapping[str, Any]) -> dict[str, Any]:
    """A warranty as a WarrantyPromise; its kind and what schema.org has no term for stand in words, commas between."""
    term = parse_term(warranty["term"])
    duration = (
        {"@type": "QuantitativeValue", "value": term.length, "unitCode": _UNITS[term.unit]}
        if isinstance(term, Duration)
        else None
    )
    words = [warranty["kind"], *([] if duration else [str(term)])]
    words += [f"from {warranty['starts']}"] if warranty.get("starts") else []
    words += [f"by {warranty['provider']}"] if warranty.get("provider") else []
    said = ", ".join(map(escape_commas, words))
    return without_absent({"@type": "WarrantyPromise", "durationOfWarranty": duration, "description": said})


def warranty_of(promise: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values of the warranty that was written so; None for a promise in other words."""
    duration, words = promise.get("durationOfWarranty"), promise.get("description")
    if not isinstance(words, str):
        return None
    kind, *others = (each.removeprefix(" ") if number else each for number, each in enumerate(pieces_of(words)))
    said: dict[str, Any] = {"kind": kind}
    if isinstance(duration, dict):
        said["term"] = f"{duration.get('value')} {_OF_CODES.get(str(duration.get('unitCode')))}"
    elif others:
        said["term"] = others.pop(0)
    for word, key in (("from ", "starts"), ("by ", "provider")):
        if others and others[0].startswith(word):
            said[key] = others.pop(0).removeprefix(word)
    return None if others else said
