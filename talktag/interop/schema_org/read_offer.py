"""Offers out of JSON-LD that anybody may have written: a saved page of a shop, or the form on the page of a wish.

It believes nothing, loads no context and follows no address: a document that does not name schema.org says nothing.
Terms: https://schema.org/Offer. What has no meaning here is passed over; what contradicts itself is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.interop.schema_org.nodes import (
    TEXT_LIMIT,
    Number,
    condition_of,
    line_of,
    measure_of,
    name_of,
    name_values,
    names_schema_org,
    prices_of,
    types_of,
)
from talktag.interop.schema_org.page_data import data_of_page
from talktag.interop.schema_org.page_scripts import is_page
from talktag.model.foreign_json import parse_foreign_json, read_foreign_json
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.values.foreign_text import quote
from talktag.model.wishes.point import VALUE_LIMIT, point_name, point_value

SIZE_LIMIT = 1_000_000  # bytes
OFFERS_MOST = 20  # of one file
POINTS_MOST = 30
_DEPTH, _DIGITS = 24, 18
_HEAD = 16_384  # bytes by which a page is told
# Properties of a product that have a name of their own, and what the point is called that they are.
_PLAIN = {"color": "colour", "material": "material", "model": "model", "size": "size", "brand": "brand"}
_MEASURED = ("weight", "width", "height", "depth")


class ReadOffer(NamedTuple):
    """What one offer says, as texts that nobody has looked into: `price` like `850.00 EUR`, `valid` like a day.

    `wish` is the id of the wish that it says it is for, `seller` what it calls itself.
    """

    title: str
    price: str | None = None
    valid: str | None = None
    text: str | None = None
    seller: str | None = None
    wish: str | None = None
    said: Mapping[str, str] = {}


def cut_out_offers(data: bytes) -> bytes:
    """The JSON in what was handed over, where it is a page of the web, or a text around it such as a mail.

    InvalidError for a page that is not UTF-8, or has no data in it.
    """
    if is_page(data[:_HEAD].decode("utf-8-sig", "replace")):
        return data_of_page(
            _page_text(data), _parse, instead="give them a form for it: talktag wish page"
        ).text.encode()
    first, last = data.find(b"{"), data.rfind(b"}")
    return data[first : last + 1] if 0 <= first < last else data


def read_offers(data: bytes) -> tuple[ReadOffer, ...]:
    """Every offer in the file; InvalidError with a sentence where there is none, or too much, or it is no JSON."""
    document = read_foreign_json(
        data, "the file", SIZE_LIMIT, depth=_DEPTH, digits=_DIGITS, read_fraction=Number, bom=True
    )
    if not names_schema_org(document):
        raise InvalidError("the file names no https://schema.org as its @context")
    offers = list(_offers_in(document))
    if not offers:
        raise InvalidError("the file holds no Offer of schema.org")
    if len(offers) > OFFERS_MOST:
        raise InvalidError(f"the file holds {len(offers)} offers, and {OFFERS_MOST} is the most")
    return tuple(_read(each, product) for each, product in offers)


def _page_text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidError("the page is not UTF-8 text", hints=["save it again as UTF-8"]) from None


def _parse(text: str) -> Any:
    return parse_foreign_json(text, depth=_DEPTH, digits=_DIGITS, read_fraction=Number)


def _offers_in(node: Any, product: Mapping[str, Any] | None = None) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Each offer with the product that it hangs on, if any; those within an offer are its parts, and none of them."""
    if isinstance(node, list):
        for each in node:
            yield from _offers_in(each, product)
    elif isinstance(node, dict):
        if "Offer" in types_of(node):
            yield node, product
            return
        inner = node if types_of(node) & {"Product", "IndividualProduct", "ProductModel", "Vehicle"} else product
        for key in ("@graph", "offers", "makesOffer", "mainEntity", "itemListElement", "item"):
            yield from _offers_in(node.get(key), inner)


def _read(offer: Mapping[str, Any], product: Any) -> ReadOffer:
    item = offer.get("itemOffered")
    item = item if isinstance(item, dict) else product if isinstance(product, dict) else {}
    title = line_of(offer.get("name")) or line_of(item.get("name")) or "An offer"
    seller = offer.get("seller") or offer.get("offeredBy")
    said = dict(_points_of(offer, item))
    wish = next((value for key, value in name_values(offer.get("additionalProperty")) if key == "wish"), None)
    return ReadOffer(
        title=title[:TITLE_LIMIT],
        price=_price(offer),
        valid=(line_of(offer.get("validThrough")) or line_of(offer.get("priceValidUntil")) or "")[:10] or None,
        text=_text(offer.get("description")),
        seller=(name_of(seller) or "")[:TITLE_LIMIT] or None,
        wish=wish,
        said=said,
    )


def _price(offer: Mapping[str, Any]) -> str | None:
    """The one price of an offer; InvalidError where it names two."""
    found = prices_of(offer)
    if len(found) > 1:
        raise InvalidError(f"the offer names more than one price: {' and '.join(quote(each, 30) for each in found)}")
    return found[0][:VALUE_LIMIT] if found else None


def _points_of(offer: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What it says of the thing, by names as points have them; what is no point is passed over."""
    pairs = [
        *_own(offer, item),
        *name_values(item.get("additionalProperty")),
        *name_values(offer.get("additionalProperty")),
    ]
    found: dict[str, str] = {}
    for key, said in pairs:
        try:
            name, value = point_name(key), point_value(said)
        except ValueError:
            continue
        if found.setdefault(name, value) != value:
            raise InvalidError(f"the offer says two things of {quote(name)}: {quote(found[name])} and {quote(value)}")
    if len(found) > POINTS_MOST:
        raise InvalidError(f"the offer says {len(found)} things of what it offers, and {POINTS_MOST} is the most")
    yield from found.items()


def _own(offer: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What schema.org has a term for."""
    for key, name in _PLAIN.items():
        if text := name_of(item.get(key)):
            yield name, text
    for key in _MEASURED:
        if text := measure_of(item.get(key)):
            yield key, text
    condition = line_of(offer.get("itemCondition")) or line_of(item.get("itemCondition"))
    if condition:
        yield "condition", condition_of(condition)
    warranty = offer.get("warranty")
    if isinstance(warranty, dict) and (text := measure_of(warranty.get("durationOfWarranty"))):
        yield "warranty", text
    if text := measure_of(offer.get("deliveryLeadTime")):
        yield "delivery", text


def _text(value: Any) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text[:TEXT_LIMIT] or None
