"""A linkset that a maker wrote, for one product: its links, within bounds. It opens no address and believes no word.

Refused whole where it is about another product, leads to an address without https, or holds text that would steer
whatever shows it: half of a linkset is worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from talktag.interop.linkset.link import Link, relation_word
from talktag.model.foreign_document import parse_document, sound_text, web_address
from talktag.model.products.product import Product
from talktag.model.values.foreign_text import quote
from talktag.model.values.gs1 import Goods, read_goods

MOST_LINKS, TITLE_LIMIT = 500, 200
_BESIDE = ("anchor", "itemDescription")


class Linkset(NamedTuple):
    """The links about a product; `about` is what the number in the anchor says, None where it has none."""

    links: tuple[Link, ...]
    anchor: str
    about: Goods | None
    name: str | None


def read_linkset(data: bytes, product: Product) -> Linkset:
    """The links that a linkset has about the product; ValueError with a sentence for one that is refused.

    Of several anchors those count that name the product's number, and the product's serial number or none.
    """
    contexts = _contexts(parse_document(data, "the linkset"))
    anchors = [(web_address(each.get("anchor"), "an anchor"), each) for each in contexts]
    goods = [(anchor, read_goods(anchor), each) for anchor, each in anchors]
    fitting = [each for each in goods if why_not(each[1], product) is None]
    if not fitting:
        raise ValueError(f"the linkset is of another product: {why_not(goods[0][1], product)}")
    anchor, about, first = max(fitting, key=lambda each: bool(each[1] and each[1].serial))
    links = dict.fromkeys(link for _, _, context in fitting for link in _links(context))
    if not links:
        raise ValueError("the linkset has no link")
    if len(links) > MOST_LINKS:
        raise ValueError(f"the linkset has more than {MOST_LINKS} links")
    name = first.get("itemDescription")
    return Linkset(tuple(links), anchor, about, sound_text(name, "a name", TITLE_LIMIT) if name else None)


def why_not(about: Goods | None, product: Product) -> str | None:
    """Why a number cannot be that of the product; None where nothing speaks against it."""
    if about and product.gtin and about.gtin != product.gtin:
        return f"its number is {about.gtin}, and that of {quote(product.name)} is {product.gtin}"
    if about and about.serial and product.serial and about.serial != product.serial:
        return f"its serial number is {quote(about.serial)}, and that of {quote(product.name)} is another"
    return None


def _contexts(values: Any) -> list[Mapping[str, Any]]:
    contexts = values.get("linkset") if isinstance(values, dict) else None
    if not isinstance(contexts, list) or not contexts or not all(isinstance(each, dict) for each in contexts):
        raise ValueError('the linkset has no "linkset" with links (RFC 9264)')
    if len(contexts) > MOST_LINKS:
        raise ValueError(f"the linkset has more than {MOST_LINKS} anchors")
    return contexts


def _links(context: Mapping[str, Any]) -> Iterator[Link]:
    """Every link of one anchor, in the order of the file."""
    for uri, targets in context.items():
        if uri in _BESIDE:
            continue
        relation = sound_text(relation_word(uri), "a relation", TITLE_LIMIT)
        if not isinstance(targets, list):
            raise ValueError(f"the linkset has no list of links under {quote(uri)}")  # noqa: TRY004 - it is the text
        for target in targets:
            if not isinstance(target, dict):
                raise ValueError(f"the linkset has something that is no link under {quote(uri)}")  # noqa: TRY004
            yield _link(relation, target)


def _link(relation: str, target: Mapping[str, Any]) -> Link:
    languages = target.get("hreflang", ())
    if not isinstance(languages, list | tuple) or not all(isinstance(each, str) for each in languages):
        raise ValueError('the linkset has a "hreflang" that is no list of languages')
    media = target.get("type")
    return Link(
        relation,
        web_address(target.get("href"), "a link"),
        sound_text(target.get("title") or relation, "a title", TITLE_LIMIT),
        None if media is None else sound_text(media, "a type", TITLE_LIMIT),
        tuple(sound_text(each, "a language", 35) for each in languages[:20]),
    )
