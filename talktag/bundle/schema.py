"""Holds the document of a bundle against its schema, `model/bundles/schema.py`, and never repairs it.

The page that checks bundles has the same interpreter in data/checker/shape.js, and the same words; a test holds the
two together, and another validator of JSON Schema to both.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.members import FORMAT
from talktag.model.bundles.schema import DEFINITIONS, Schema, schema_for
from talktag.model.values.foreign_text import quote

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DEFINITION = "#/$defs/"
_TYPES: Mapping[str, tuple[type, str]] = {
    "string": (str, "is not text"),
    "array": (list, "is not a list"),
    "object": (dict, "is not an object"),
    "integer": (int, "is not a whole number"),
    "boolean": (bool, "is neither true nor false"),
}


def check_document(values: Any, *, signed: bool = True) -> None:
    """Raise UntrustedError where the JSON values are no document of this format, naming the member that is wrong.

    One that is not `signed` is an answer that stands alone: it names no key, brings no file, and need not know what
    the bundle it answers hashes to.
    """
    for where, fault in text_faults(values):
        raise _wrong(where, fault)
    if isinstance(values, dict) and values.get("format") != FORMAT:
        found = values.get("format")
        said = quote(found) if isinstance(found, str) else "none"
        raise UntrustedError(f'the table has the format {said}, and this program reads "{FORMAT}"')
    check(values, schema_for(values.get("kind") if isinstance(values, dict) else None, signed=signed))
    paths: set[str] = set()
    for file in values["files"]:
        if file["path"] in paths:
            raise UntrustedError(f"the table lists the file {quote(file['path'])} twice")
        paths.add(file["path"])


def check(value: Any, rule: Schema, place: str = "") -> None:
    """Raise UntrustedError where a value does not keep to a rule; `place` is where it stands, like `product.name`."""
    if "$ref" in rule:
        rule = DEFINITIONS[rule["$ref"].removeprefix(_DEFINITION)]
    for each in rule.get("allOf", ()):
        check(value, each, place)
    if fault := _fault(value, rule):
        raise _wrong(place, rule.get("fault", fault))
    for key in rule.get("required", ()):
        if key not in value:
            raise _wrong(_inner(place, key), "is missing")
    for key, inner in rule.get("properties", {}).items():
        if key in value:
            check(value[key], inner, _inner(place, key))
    if "items" in rule:
        for number, item in enumerate(value, 1):
            check(item, rule["items"], f"{place}[{number}]")


def _fault(value: Any, rule: Schema) -> str | None:
    """What is wrong with a value itself, its members aside; the words are those for a rule that has none of its own."""
    if "type" in rule:
        kind, words = _TYPES[rule["type"]]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            return words
    if "enum" in rule and value not in rule["enum"]:
        return f"is none of {', '.join(rule['enum'])}"
    is_wrong = (
        "not" in rule
        or ("pattern" in rule and not _pattern(rule["pattern"]).search(value))
        or ("format" in rule and not _is_in_calendar(value))
        or ("minimum" in rule and value < rule["minimum"])
        or ("maxItems" in rule and len(value) > rule["maxItems"])
    )
    return "is not as it must be" if is_wrong else None


@functools.cache
def _pattern(text: str) -> re.Pattern[str]:
    # Python's `$` would let a line end by.
    return re.compile(rf"{text[:-1]}\Z" if text.endswith("$") else text)


def _is_in_calendar(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def text_faults(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text that no document may hold: where it is, such as `product.serial`, and what it holds.

    No text may, in a known member or not, hold control characters or half of a surrogate pair.
    """
    if isinstance(value, str):
        found = _CONTROL.search(value)
        if found:
            yield place, "holds half a character" if found[0] >= "\ud800" else "holds a control character"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from text_faults(key, f"a name in {place}" if place else "a name")
            yield from text_faults(item, _inner(place, key))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from text_faults(item, f"{place}[{number}]")


def _wrong(place: str, fault: str) -> UntrustedError:
    return UntrustedError(f"in the table {quote(place)} {fault}" if place else f"the table {fault}")


def _inner(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key
