"""Products out of JSON-LD that anybody may have written: talktag's own, another program's, or a saved page of a shop.

It loads no context and follows no address. Only nodes that are products by their type, and stand where a document
has what it is about, are taken; products that are named as alike or as going with it are not.
Terms: https://schema.org/Product, https://schema.org/ItemList.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from talktag.errors import InvalidError
from talktag.interop.decode import decode
from talktag.interop.draft import DraftRow, Import, Options, RowProblem
from talktag.interop.grid import ROW_LIMIT
from talktag.interop.own.record_values import apart, read_values
from talktag.interop.schema_org.node_facts import Nodes
from talktag.interop.schema_org.nodes import Number, names_schema_org, types_of
from talktag.interop.schema_org.own_words import DEPTH, DIGITS
from talktag.interop.schema_org.page_data import data_of_page
from talktag.interop.schema_org.page_scripts import is_page
from talktag.interop.schema_org.read_product import read_product
from talktag.model.foreign_json import ForeignJsonError, parse_foreign_json

KIND = "jsonld"
_TYPES = {
    *("Product", "IndividualProduct", "SomeProducts", "ProductModel", "ProductGroup", "ProductCollection"),
    *("Vehicle", "Car", "Motorcycle", "MotorizedBicycle", "BusOrCoach"),
}
# Where a document has what it is about.
_WAYS = {
    *("@graph", "mainEntity", "itemListElement", "item", "about", "hasVariant"),
    *("owns", "typeOfGood", "makesOffer", "offers", "itemOffered"),
}
_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)


class _LongNumber(Number):
    """A number as talktag writes those of an owner's own fields, which are longer than amounts."""

    most = DIGITS


def read_products(data: bytes, options: Options) -> Import:
    """Every product as a draft, `line` being where its node begins.

    Raises InvalidError for text that is not JSON, out of bounds, names no schema.org, or holds no product.
    """
    text, told = _data_in(decode(data, options.encoding))
    document = _document_of(text)
    if not names_schema_org(document):
        raise InvalidError("the file names no https://schema.org as its @context")
    found = list(islice(_products_in(document), ROW_LIMIT + 1))
    if len(found) > ROW_LIMIT:
        raise InvalidError(f"the file has more than {ROW_LIMIT} products", hints=["split it and import the parts"])
    if not found and not (isinstance(document, dict) and document.get("@graph") == []):
        raise InvalidError(
            "the file holds no Product of schema.org", hints=["an offer for a wish is taken in by: talktag wish take"]
        )
    nodes, lines = _index(text, document)
    return Import(KIND, apart((_row(each, lines[id(each)], nodes, options) for each in found), KIND), told)


def _data_in(text: str) -> tuple[str, tuple[RowProblem, ...]]:
    """The JSON-LD, which a page has in scripts, and those of them that are passed over."""
    if not is_page(text):
        return text, ()
    page = data_of_page(text, _parse, instead="what it says can be typed in: talktag add NAME")
    told = (RowProblem(line, "", "", f"{message}; it stays behind", "warning") for line, message in page.faults)
    return page.text, tuple(told)


def _parse(text: str) -> Any:
    return parse_foreign_json(text, depth=DEPTH, digits=DIGITS, read_fraction=_LongNumber)


def _document_of(text: str) -> Any:
    try:
        return _parse(text)
    except ForeignJsonError as fault:
        raise InvalidError(f"the file {fault}") from None
    except ValueError as error:
        raise InvalidError(f"the file is not JSON: {error}") from None


def _products_in(node: Any) -> Iterator[Mapping[str, Any]]:
    """Each product in the order of the file; what it is made of, or goes with, is in it. A group is its variants."""
    if isinstance(node, list):
        for each in node:
            yield from _products_in(each)
    elif isinstance(node, dict):
        types = types_of(node)
        if types & _TYPES and not ("ProductGroup" in types and node.get("hasVariant")):
            yield node
            return
        for key, value in node.items():
            if key in _WAYS:
                yield from _products_in(value)


def _index(text: str, document: Any) -> tuple[Nodes, Mapping[int, int]]:
    """The nodes by what they are called, and of each the line it begins on: they open in the order of a walk."""
    bare = _STRINGS.sub("", text).split("\n")
    starts = chain.from_iterable([number] * line.count("{") for number, line in enumerate(bare, 1))
    nodes: dict[str, Mapping[str, Any]] = {}
    lines: dict[int, int] = {}
    for node, line in zip(_nodes_in(document), starts, strict=True):
        lines[id(node)] = line
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            nodes.setdefault(name, node)
    return nodes, lines


def _nodes_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _nodes_in(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _nodes_in(each)


def _row(node: Mapping[str, Any], line: int, nodes: Nodes, options: Options) -> DraftRow:
    values, problems = read_product(node, line, nodes)
    row = read_values(values, line, KIND, options)
    return replace(row, problems=(*row.problems, *problems))
