"""The card of the owner in a data store: a page that everybody may read. It tells no more than how to reach them."""

from __future__ import annotations

from talktag.page.markup import Html, element
from talktag.page.site.frame import SiteFrame, bare_page
from talktag.page.wording import wording


def card_page(frame: SiteFrame, contact: str) -> bytes:
    """The page as UTF-8."""
    words = wording(frame.language)
    name = element("header", element("h1", frame.owner, dir="auto"))
    fact = element("dl", element("div", element("dt", words.sender), element("dd", contact, dir="auto")))
    parts: list[Html] = [name, element("section", element("h2", frame.words.card), fact)]
    return bare_page(frame, frame.owner, parts)
