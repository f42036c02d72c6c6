"""One product of JSON-LD as the values that talktag's own JSON has, and what of it stays behind. It believes no offer.

Only what talktag wrote says what was paid: to anybody else an offer is what something costs, whoever has it.
What has no key here and is plain becomes a field of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from talktag.interop.cut_text import cut_value
from talktag.interop.draft import RowProblem
from talktag.interop.schema_org.node_facts import NodeFacts, Nodes, list_of
from talktag.interop.schema_org.nodes import condition_of, measure_of, name_of, prices_of
from talktag.interop.schema_org.own_words import IRI, MARK, MARK_JSON, PROPERTY_KEYS, SOLD_OUT, parts_of, warranty_of
from talktag.model.typed.text import tidy
from talktag.model.values.bar_code import typed_gtin

_ABSOLUTE = re.compile(r"(?:https?://|urn:)[^\s]{1,480}")
_SAYS_NOTHING = {"@type", "@id", "@context", "mainEntityOfPage"}
_LEFT = {
    *("image", "logo", "photo", "thumbnailUrl", "review", "aggregateRating", "subjectOf", "potentialAction"),
    *("isSimilarTo", "isRelatedTo", "isConsumableFor", "isVariantOf", "hasVariant", "hasPart"),
}
_TEXTS = {"name": "name", "model": "model", "serialNumber": "serial"}


def read_product(node: Mapping[str, Any], line: int, nodes: Nodes) -> tuple[dict[str, Any], Sequence[RowProblem]]:
    """The values, and a problem for each thing that was not carried as it stands."""
    facts = NodeFacts(node, line, nodes)
    for key, value in node.items():
        if key not in _SAYS_NOTHING and value not in (None, "", [], {}):
            _TAKES.get(key, _take_other)(facts, key, value)
    values = facts.values
    if facts.ident and "slug" in values:  # the whole record, which says by silence that it is one thing, and owned
        values = {"quantity": 1, "state": "owned", **values}
    if facts.ident:
        values["id"] = facts.ident
    elif isinstance(name := node.get("@id"), str) and _ABSOLUTE.fullmatch(name):
        values["source"] = f"jsonld:{name}"
    tables = {"purchase": facts.purchase, "fields": facts.fields}
    return values | {key: table for key, table in tables.items() if table}, facts.problems


def _take_text(facts: NodeFacts, key: str, value: Any) -> None:
    facts.put(_TEXTS[key], facts.line(key, value), key)


def _take_maker(facts: NodeFacts, key: str, value: Any) -> None:
    """The maker is the brand, else who made it; where both are said and differ, the other is a field."""
    text = facts.line(key, value)
    brand = name_of(facts.plain(facts.node.get("brand")))
    if text and key == "manufacturer" and brand and brand != text:
        facts.field(key, text, key)
    else:
        facts.put("maker", text, key)


def _take_gtin(facts: NodeFacts, key: str, value: Any) -> None:
    if text := facts.line(key, value):
        try:
            facts.put("gtin", typed_gtin(text), key)
        except ValueError as error:
            facts.warn(key, text, f"{error}; it stays behind")


def _take_labels(facts: NodeFacts, key: str, value: Any) -> None:
    """Words to group by; what others write as one text has commas between them."""
    texts = [text for each in list_of(value) if (text := facts.line(key, each))]
    if not facts.ident and key == "keywords":
        texts = [part for text in texts for each in text.split(",") if (part := tidy(each))]
    if texts:
        facts.values["labels"] = [*dict.fromkeys([*facts.values.get("labels", ()), *texts])]


def _take_condition(facts: NodeFacts, key: str, value: Any) -> None:
    if text := facts.line(key, value):
        facts.put("condition", condition_of(text), key)


def _take_bought(facts: NodeFacts, key: str, value: Any) -> None:
    if text := facts.line(key, value):
        facts.purchase["date"] = text if facts.ident else text[:10]  # which may have a time behind it


def _take_inside(facts: NodeFacts, key: str, value: Any) -> None:
    """What talktag says it is a part of; what others say it goes with is no place to be in."""
    whole = value.get("@id") if isinstance(value, dict) else None
    if facts.ident and isinstance(whole, str) and whole.startswith(IRI):
        facts.values["inside"] = whole.removeprefix(IRI)
    else:
        facts.warn(key, value)


def _take_offers(facts: NodeFacts, key: str, value: Any) -> None:
    """Take what was paid from the one offer that talktag wrote; tell of each other that it stays behind."""
    for number, each in enumerate(list_of(value)):
        offer = each if isinstance(each, dict) else {}
        if facts.ident and not number and offer.get("availability") == SOLD_OUT:
            _take_paid(facts, offer)
        else:
            told = " ".join(filter(None, (*prices_of(offer)[:1], name_of(offer.get("seller")))))
            shown = f'"{cut_value(told)}" ' if told else ""
            facts.warn(key, told, f"{shown}is an offer, and not what you paid; it stays behind")


def _take_paid(facts: NodeFacts, offer: Mapping[str, Any]) -> None:
    prices = prices_of(offer)
    if len(prices) > 1:
        facts.error("offers", " and ".join(prices), "names more than one price")
    elif prices:
        facts.purchase["price"] = prices[0]
    if offer.get("seller") and (seller := facts.line("offers.seller", offer["seller"])):
        facts.purchase["from"] = seller
    for each in list_of(offer.get("warranty")):
        if isinstance(each, dict) and (warranty := warranty_of(each)):
            facts.values.setdefault("warranties", []).append(warranty)
        else:
            facts.warn("offers.warranty", each)


def _take_identifier(facts: NodeFacts, key: str, value: Any) -> None:
    """Numbers that others call it by are fields, by the name of the number where it has one."""
    for each in list_of(value):
        parts = each if isinstance(each, dict) else {}
        if parts.get("propertyID") == MARK:
            continue
        if said := facts.text(key, parts.get("value") if parts else each):
            facts.field(name_of(parts.get("name")) or name_of(parts.get("propertyID")) or key, said, key)


def _take_properties(facts: NodeFacts, key: str, value: Any) -> None:
    """The keys of talktag, and fields; in a file of talktag 0.9, which marked no key, a key is told by its name."""
    properties = list_of(value)
    is_marked = any(isinstance(each, dict) and each.get("propertyID") == MARK for each in properties)
    for number, each in enumerate(properties):
        column = f"{key}[{number}]"
        name = each.get("name") if isinstance(each, dict) else None
        if not isinstance(name, str) or not name:
            facts.warn(column, each)
        elif facts.ident and name in PROPERTY_KEYS and (each.get("propertyID") == MARK or not is_marked):
            _take_key(facts, name, each.get("value"), column)
        else:
            _take_property(facts, name, each, column)


def _take_key(facts: NodeFacts, name: str, value: Any, column: str) -> None:
    """A key of talktag, to the place that it has in a record."""
    key = PROPERTY_KEYS[name]
    head, _, last = key.path.rpartition(".")
    table = facts.purchase if head == "purchase" else facts.values.setdefault(head, {}) if head else facts.values
    table[last] = _parts(facts, value, column) if key.type == "products" else value


def _take_property(facts: NodeFacts, name: str, said: Mapping[str, Any], column: str) -> None:
    value = said.get("value")
    if facts.ident and said.get("propertyID") == MARK_JSON:
        value = _parts(facts, value, column)
    elif said.get("unitCode") or said.get("unitText"):
        value = facts.text(column, measure_of(said))
    elif isinstance(value, float):
        value = float(value)
    elif not isinstance(value, bool | int) and not (facts.ident and isinstance(value, str)):
        value = facts.text(column, value)
    if value is not None:
        facts.field(name, value, column)


def _parts(facts: NodeFacts, value: Any, column: str) -> Any:
    """What was written as JSON in a text; the text, and that is told, where it is none."""
    try:
        return parts_of(value) if isinstance(value, str) else value
    except ValueError:
        facts.warn(column, value, "is no JSON; it is kept as text")
        return value


def _take_other(facts: NodeFacts, key: str, value: Any) -> None:
    """What is plain is a field; of what has parts, such as reviews and pictures, it is told that it stays."""
    said = None if key.startswith("@") or key in _LEFT else facts.plain(value)
    if said is None:
        facts.warn(key, value)
    elif isinstance(said, str):
        if text := facts.text(key, said):
            facts.field(key, text, key)
    else:
        facts.field(key, float(said) if isinstance(said, float) else said, key)


_Take = Callable[[NodeFacts, str, Any], None]
_TAKES: Mapping[str, _Take] = {
    **dict.fromkeys(_TEXTS, _take_text),
    **dict.fromkeys(("brand", "manufacturer"), _take_maker),
    **dict.fromkeys(("gtin", "gtin14", "gtin13", "gtin12", "gtin8", "isbn"), _take_gtin),
    **dict.fromkeys(("keywords", "category"), _take_labels),
    "itemCondition": _take_condition,
    "purchaseDate": _take_bought,
    "isAccessoryOrSparePartFor": _take_inside,
    "offers": _take_offers,
    "identifier": _take_identifier,
    "additionalProperty": _take_properties,
}
