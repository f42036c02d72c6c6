"""A passport file: what it says of a product, and the links in it, within bounds. It believes nothing, opens nothing.

Shaped like the UNTP Digital Product Passport 0.6.1 or 0.7.0. Refused whole where it is of another product, or holds
an address without https or text that would steer what shows it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talktag.interop.linkset.link import Link, relation_word
from talktag.interop.linkset.read_linkset import MOST_LINKS, TITLE_LIMIT, why_not
from talktag.interop.passport.members import country_of, digest_of, maker_of, product_of, serial_of, text_of
from talktag.interop.passport.proof import Signed, read_proof
from talktag.model.foreign_document import parse_document, sound_text, web_address
from talktag.model.products.product import Product
from talktag.model.values.bar_code import typed_gtin
from talktag.model.values.gs1 import Goods, read_batch, read_goods

_TYPES = {"DigitalProductPassport", "ProductPassport"}
_SAID_BY = {"repairInformation": "serviceInfo", "recyclingInformation": "serviceInfo"}  # what has a word at GS1, too
_UNSAFE_LINK = "a link of the passport"


class Passport(NamedTuple):
    """What a passport says: of the product, and of itself. What it does not say is None.

    `proof` is what was signed, not verified yet, or a sentence on why it cannot be; None for no signature. `issuer` is
    what its writer calls itself, and its name.
    """

    name: str | None
    goods: Goods | None
    model: str | None
    serial: str | None
    batch: str | None
    produced: str | None
    country: str | None
    producer: str | None
    links: tuple[Link, ...]
    issuer: tuple[str, str | None] | None
    until: datetime.date | None
    proof: Signed | str | None

    def facts(self) -> Mapping[str, str]:
        """What it says of the product, as talktag calls it."""
        gtin = self.goods.gtin if self.goods else None
        told = {"name": self.name, "maker": self.producer, "model": self.model, "serial": self.serial, "gtin": gtin}
        told |= {"batch": self.batch, "produced": self.produced, "country": self.country}
        return {key: value for key, value in told.items() if value}


def is_passport(values: Any) -> bool:
    """Whether JSON values are a passport, by the types that they name."""
    if not isinstance(values, dict):
        return False
    subject = values.get("credentialSubject")
    named = [values.get("type"), subject.get("type") if isinstance(subject, dict) else None]
    flat = {each for name in named for each in (name if isinstance(name, list) else [name]) if isinstance(each, str)}
    return bool(flat & _TYPES)


def read_passport(data: bytes, product: Product) -> Passport:
    """What the passport says, for the product; ValueError with a sentence for one that is refused."""
    values = parse_document(data, "the passport")
    if not is_passport(values):
        raise ValueError("the passport names no type DigitalProductPassport")
    subject = values.get("credentialSubject")
    about = product_of(subject)
    goods = _goods(about)
    serial = serial_of(about) or (goods.serial if goods else None)
    _check_product(goods, serial, product)
    links = tuple(dict.fromkeys(_links(subject, "")))
    if len(links) > MOST_LINKS:
        raise ValueError(f"the passport has more than {MOST_LINKS} links")
    return Passport(
        name=text_of(about, "name"),
        goods=goods,
        model=text_of(about, "modelNumber"),
        serial=serial,
        batch=text_of(about, "batchNumber") or read_batch(str(about.get("id", ""))),
        produced=text_of(about, "productionDate"),
        country=country_of(about),
        producer=maker_of(about),
        links=links,
        issuer=_issuer(values.get("issuer")),
        until=_day(values.get("validUntil")),
        proof=read_proof(values),
    )


def _check_product(goods: Goods | None, serial: str | None, product: Product) -> None:
    """Refuse what is about another product, by the number under its bar code or its serial number."""
    about = goods._replace(serial=serial) if goods else None
    reason = why_not(about, product)
    if reason is None and serial and product.serial and serial != product.serial:
        reason = f'its serial number is another than that of "{product.name}"'
    if reason:
        raise ValueError(f"the passport is of another product: {reason}")


def _goods(about: Mapping[str, Any]) -> Goods | None:
    """The number under the bar code: of a GS1 Digital Link that the product is called by, or registered as."""
    for name in ("id", "registeredId"):
        said = about.get(name)
        if isinstance(said, str) and said.startswith(("https://", "http://")) and (found := read_goods(said)):
            return found
    scheme = about.get("idScheme")
    words = (
        " ".join(str(scheme.get(each, "")) for each in ("id", "name")).casefold() if isinstance(scheme, dict) else ""
    )
    if "gs1" in words or "gtin" in words:
        return _goods_of(text_of(about, "registeredId"))
    return None


def _goods_of(said: str | None) -> Goods | None:
    """A number as registered with GS1; behind it may stand the serial number, as in 09521234543213.21.0320."""
    number, _, serial = (said or "").partition(".21.")
    try:
        return Goods(typed_gtin(number), serial or None) if number else None
    except ValueError:
        return None


def _links(value: Any, within: str) -> Iterator[Link]:
    """Every link in a part of the passport, in the order of the file; `within` is what that part is called."""
    if isinstance(value, list):
        for each in value:
            yield from _links(each, within)
    elif isinstance(value, dict):
        if "linkURL" in value:
            yield _link(value, within)
        for name, each in value.items():
            yield from _links(each, name)


def _link(value: Mapping[str, Any], within: str) -> Link:
    href = web_address(value["linkURL"], _UNSAFE_LINK)
    said = value.get("linkType")
    relation = relation_word(sound_text(said, "a type of a link", TITLE_LIMIT)) if said else ""
    title = value.get("linkName") or within or href
    return Link(
        relation.rpartition("/")[2].rpartition("#")[2] or _SAID_BY.get(within, "related"),
        href,
        sound_text(title, "the name of a link", TITLE_LIMIT),
        digest=digest_of(value),
    )


def _issuer(said: Any) -> tuple[str, str | None] | None:
    if isinstance(said, str):
        return sound_text(said, "the issuer", TITLE_LIMIT), None
    if isinstance(said, dict) and isinstance(said.get("id"), str):
        return sound_text(said["id"], "the issuer", TITLE_LIMIT), text_of(said, "name")
    return None


def _day(said: Any) -> datetime.date | None:
    try:
        return datetime.datetime.fromisoformat(said).date() if isinstance(said, str) else None
    except ValueError:
        return None
