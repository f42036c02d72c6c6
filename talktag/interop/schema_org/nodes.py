"""Nodes of JSON-LD that anybody may have written: their types, what they say as lines, numbers as they were written.

It loads no context and follows no address: a document that does not name schema.org says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

from talktag.interop.schema_org.properties import UNITS
from talktag.model.foreign_json import ForeignJsonError

TEXT_LIMIT = 4_000
_CONDITIONS = {"NewCondition": "new", "UsedCondition": "used", "RefurbishedCondition": "refurbished"}
_CONTEXTS = frozenset(f"{scheme}://schema.org{end}" for scheme in ("http", "https") for end in ("", "/"))
_TOPS = {"{", "[{"}
# An open text runs to the end, so that the scan stays linear.
_PIECES = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]|[^\s"\[\]{}]+', re.DOTALL)


class Number(float):
    """A number that keeps how it was written, so that no amount is rounded."""

    most = 18  # characters

    def __new__(cls, text: str) -> Self:
        """The number that a text of JSON is; ForeignJsonError for one that is too long."""
        if len(text) > cls.most:
            raise ForeignJsonError(f"has a number of more than {cls.most} characters")
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str

    def __str__(self) -> str:
        return self.text


def names_schema_org(document: Any) -> bool:
    """Whether the top of a document, or one of its tops, has schema.org for its context."""
    if isinstance(document, list):
        return any(names_schema_org(each) for each in document)
    return isinstance(document, dict) and _is_context(document.get("@context"))


def begins_with_schema_org(text: str) -> bool:
    """The same of a text that may be cut anywhere: whether its context, if it stands in it, is schema.org."""
    around, is_said = "", False
    for found in _PIECES.finditer(text):
        piece = found[0]
        if is_said and piece.strip('"').replace("\\/", "/") in _CONTEXTS:
            return True
        if is_said and piece.startswith(",") and around in _TOPS:
            return False
        if piece in "[{":
            around += piece
        elif piece in "]}":
            around = around[:-1]
        is_said = is_said or (piece == '"@context"' and around in _TOPS)
    return False


def types_of(node: Mapping[str, Any]) -> set[str]:
    """The names of its types, without what stands before them in an address."""
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return {each.rpartition("/")[2].removeprefix("schema:") for each in names if isinstance(each, str)}


def name_of(value: Any) -> str | None:
    """What something is called: a text, or the name of a node."""
    return line_of(value.get("name") if isinstance(value, dict) else value)


def name_values(said: Any) -> Iterator[tuple[str, str]]:
    """The names and values of nodes like PropertyValue, those without either passed over."""
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, dict) and (name := line_of(each.get("name"))) and (value := measure_of(each)):
            yield name, value


def measure_of(value: Any) -> str | None:
    """A value with its unit, as one text: that of a PropertyValue, a QuantitativeValue, or a plain one."""
    if not isinstance(value, dict):
        return line_of(value)
    amount = line_of(value.get("value"))
    code = line_of(value.get("unitCode")) or ""
    unit = line_of(value.get("unitText")) or UNITS.get(code, code)
    return f"{amount} {unit}".strip() if amount else None


def line_of(value: Any) -> str | None:
    """A scalar as one line; None for anything else, and for what is longer than any value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value).split())
    return text if 0 < len(text) <= TEXT_LIMIT else None


def condition_of(text: str) -> str:
    """A condition in a word, where it is one of schema.org's; any other as it stands, but for the address before it."""
    last = text.rpartition("/")[2] if "schema.org/" in text else text
    return _CONDITIONS.get(last, last)


def prices_of(offer: Mapping[str, Any]) -> list[str]:
    """Each price that an offer names, as a text with its currency; more than one contradict each other."""
    specifications = offer.get("priceSpecification")
    places = [offer, *(specifications if isinstance(specifications, list) else [specifications])]
    said = [each for each in places if isinstance(each, dict) and each.get("price") is not None]
    found = {
        (line_of(each["price"]), line_of(each.get("priceCurrency")) or line_of(offer.get("priceCurrency")))
        for each in said
    }
    return sorted(f"{price} {currency or ''}".strip() for price, currency in found if price)


def _is_context(context: Any) -> bool:
    parts = context if isinstance(context, list) else [context]
    named = (each.get("@vocab") if isinstance(each, dict) else each for each in parts)
    return any(isinstance(each, str) and each in _CONTEXTS for each in named)
