"""A linkset of one product (RFC 9264, in the profile of GS1) as bytes. It says nothing of a product but its name.

Only a number that GS1 gave makes the anchor a GS1 Digital Link; no other number is dressed up as one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from talktag.interop.linkset.link import Link, relation_uri
from talktag.model.products.product import Product
from talktag.model.values.gs1 import digital_link
from talktag.model.web_address import is_web_address

# What the schema of GS1 takes; the rest of a link is left out where it is of another form.
_LANGUAGE = re.compile(r"[A-Za-z]{2}(-[A-Za-z]{2})?", re.ASCII)
_MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_RELATION = re.compile(r"https?://[A-Za-z0-9./]+|[a-z-]+", re.ASCII)


def write_linkset(
    product: Product, links: Iterable[Link], *, anchor: str | None = None, with_serial: bool = False
) -> bytes:
    """The linkset as JSON in UTF-8, the same bytes for the same values.

    The anchor is the GS1 Digital Link of the product's number, `with_serial` also of the very thing, or `anchor`
    where it has no number that GS1 gave, such as the address of its page; without both it is a `urn:` of the product,
    which RFC 9264 allows and the schema of GS1 does not. A link to no address of the web is left out.
    """
    return write_linksets([linkset_context(product, links, anchor=anchor, with_serial=with_serial)])


def write_linksets(contexts: Iterable[Mapping[str, Any]]) -> bytes:
    """One file of what is said of several products."""
    return json.dumps({"linkset": list(contexts)}, ensure_ascii=False, indent=1).encode() + b"\n"


def linkset_context(
    product: Product, links: Iterable[Link], *, anchor: str | None = None, with_serial: bool = False
) -> Mapping[str, Any]:
    """What such a file says of one product, as JSON values."""
    about = digital_link(product.gtin, product.serial if with_serial else None) if product.gtin else None
    context: dict[str, Any] = {"anchor": about or anchor or f"urn:talktag:product:{product.id}"}
    context["itemDescription"] = product.name
    for link in links:
        relation = relation_uri(link.relation)
        if is_web_address(link.href) and _RELATION.fullmatch(relation):
            context.setdefault(relation, []).append(_values(link))
    return context


def _values(link: Link) -> dict[str, Any]:
    """A link as GS1 has it; a language of more than its two parts is cut to the first."""
    values: dict[str, Any] = {"href": link.href, "title": link.title}
    languages = [each if _LANGUAGE.fullmatch(each) else each.partition("-")[0] for each in link.languages]
    if known := list(dict.fromkeys(each for each in languages if _LANGUAGE.fullmatch(each))):
        values["hreflang"] = known
    if link.media and _MEDIA.fullmatch(link.media):
        values["type"] = link.media
    return values
