"""Offers out of JSON-LD that anybody may have written: a shop's page data, or the form on the page of a wish.

It believes nothing, loads no context and follows no address: a document that does not name schema.org says nothing.
Terms: https://schema.org/Offer. What has no meaning here is passed over; what contradicts itself is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Self

from talktag.errors import InvalidError
from talktag.interop.schema_org.properties import UNITS
from talktag.model.foreign_json import ForeignJsonError, read_foreign_json
from talktag.model.log.entry import TITLE_LIMIT
from talktag.model.values.foreign_text import quote
from talktag.model.wishes.point import VALUE_LIMIT, point_name, point_value

SIZE_LIMIT = 1_000_000  # bytes
OFFERS_MOST = 20  # of one file
POINTS_MOST = 30
_TEXT_LIMIT = 4_000
_DEPTH, _DIGITS = 24, 18
_CONTEXTS = frozenset(f"{scheme}://schema.org{end}" for scheme in ("http", "https") for end in ("", "/"))
_CONDITIONS = {"NewCondition": "new", "UsedCondition": "used", "RefurbishedCondition": "refurbished"}
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


def read_offers(data: bytes) -> tuple[ReadOffer, ...]:
    """Every offer in the file; InvalidError with a sentence where there is none, or too much, or it is no JSON."""
    document = read_foreign_json(
        data, "the file", SIZE_LIMIT, depth=_DEPTH, digits=_DIGITS, read_fraction=_Number, bom=True
    )
    if not _names_schema_org(document):
        raise InvalidError("the file names no https://schema.org as its @context")
    offers = list(_offers_in(document))
    if not offers:
        raise InvalidError("the file holds no Offer of schema.org")
    if len(offers) > OFFERS_MOST:
        raise InvalidError(f"the file holds {len(offers)} offers, and {OFFERS_MOST} is the most")
    return tuple(_read(each, product) for each, product in offers)


class _Number(float):
    """A number that keeps how it was written, so that no amount is rounded."""

    def __new__(cls, text: str) -> Self:
        if len(text) > _DIGITS:
            raise ForeignJsonError(f"has a number of more than {_DIGITS} characters")
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str

    def __str__(self) -> str:
        return self.text


def _names_schema_org(document: Any) -> bool:
    tops = document if isinstance(document, list) else [document]
    return any(isinstance(top, dict) and _is_context(top.get("@context")) for top in tops)


def _is_context(context: Any) -> bool:
    parts = context if isinstance(context, list) else [context]
    named = (each.get("@vocab") if isinstance(each, dict) else each for each in parts)
    return any(isinstance(each, str) and each in _CONTEXTS for each in named)


def _offers_in(node: Any, product: Mapping[str, Any] | None = None) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Each offer with the product that it hangs on, if any; those within an offer are its parts, and none of them."""
    if isinstance(node, list):
        for each in node:
            yield from _offers_in(each, product)
    elif isinstance(node, dict):
        if "Offer" in _types(node):
            yield node, product
            return
        inner = node if _types(node) & {"Product", "IndividualProduct", "ProductModel", "Vehicle"} else product
        for key in ("@graph", "offers", "makesOffer", "mainEntity", "itemListElement", "item"):
            yield from _offers_in(node.get(key), inner)


def _types(node: Mapping[str, Any]) -> set[str]:
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return {each.rpartition("/")[2].removeprefix("schema:") for each in names if isinstance(each, str)}


def _read(offer: Mapping[str, Any], product: Any) -> ReadOffer:
    item = offer.get("itemOffered")
    item = item if isinstance(item, dict) else product if isinstance(product, dict) else {}
    title = _line(offer.get("name")) or _line(item.get("name")) or "An offer"
    seller = offer.get("seller") or offer.get("offeredBy")
    name = seller.get("name") if isinstance(seller, dict) else seller
    said = dict(_points_of(offer, item))
    wish = next((value for key, value in _name_values(offer.get("additionalProperty")) if key == "wish"), None)
    return ReadOffer(
        title=title[:TITLE_LIMIT],
        price=_price(offer),
        valid=(_line(offer.get("validThrough")) or _line(offer.get("priceValidUntil")) or "")[:10] or None,
        text=_text(offer.get("description")),
        seller=(_line(name) or "")[:TITLE_LIMIT] or None,
        wish=wish,
        said=said,
    )


def _price(offer: Mapping[str, Any]) -> str | None:
    """The one price of an offer; InvalidError where it names two."""
    specifications = offer.get("priceSpecification")
    places = [offer, *(specifications if isinstance(specifications, list) else [specifications])]
    said = [each for each in places if isinstance(each, dict) and each.get("price") is not None]
    found = {
        (_line(each["price"]), _line(each.get("priceCurrency")) or _line(offer.get("priceCurrency"))) for each in said
    }
    if len(found) > 1:
        shown = " and ".join(sorted(quote(f"{price} {currency or ''}".strip(), 30) for price, currency in found))
        raise InvalidError(f"the offer names more than one price: {shown}")
    return next((f"{price} {currency or ''}".strip()[:VALUE_LIMIT] for price, currency in found if price), None)


def _points_of(offer: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What it says of the thing, by names as points have them; what is no point is passed over."""
    pairs = [
        *_own(offer, item),
        *_name_values(item.get("additionalProperty")),
        *_name_values(offer.get("additionalProperty")),
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
        value = item.get(key)
        if text := _line(value.get("name") if isinstance(value, dict) else value):
            yield name, text
    for key in _MEASURED:
        if text := _measure(item.get(key)):
            yield key, text
    condition = _line(offer.get("itemCondition")) or _line(item.get("itemCondition"))
    if condition:
        last = condition.rpartition("/")[2]
        yield "condition", _CONDITIONS.get(last, last)
    warranty = offer.get("warranty")
    if isinstance(warranty, dict) and (text := _measure(warranty.get("durationOfWarranty"))):
        yield "warranty", text
    if text := _measure(offer.get("deliveryLeadTime")):
        yield "delivery", text


def _name_values(said: Any) -> Iterator[tuple[str, str]]:
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, dict) and (name := _line(each.get("name"))) and (value := _measure(each)):
            yield name, value


def _measure(value: Any) -> str | None:
    """A value with its unit, as one text: that of a PropertyValue, a QuantitativeValue, or a plain one."""
    if not isinstance(value, dict):
        return _line(value)
    amount = _line(value.get("value"))
    code = _line(value.get("unitCode")) or ""
    unit = _line(value.get("unitText")) or UNITS.get(code, code)
    return f"{amount} {unit}".strip() if amount else None


def _line(value: Any) -> str | None:
    """A scalar as one line; None for anything else, and for what is longer than any value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value).split())
    return text if 0 < len(text) <= _TEXT_LIMIT else None


def _text(value: Any) -> str | None:
    text = value.strip() if isinstance(value, str) else ""
    return text[:_TEXT_LIMIT] or None
