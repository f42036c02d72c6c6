"""The lower part of the page behind the sticker: the plain way to its owner, and what the page can and cannot prove.

What the owner gave becomes a link only where it is a mail address or a telephone number and nothing else.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from talktag.model.finder.page_owner import PageOwner
from talktag.page.finder.parts import say
from talktag.page.finder.wording.texts import FinderTexts
from talktag.page.markup import Html, element

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,24}", re.ASCII)
_IN_MAIL = "@+!$'*-._~"  # RFC 6068: what an address may hold besides letters and digits without being escaped


def contact(owner: PageOwner, words: FinderTexts) -> Html:
    """The owner's address, and the number where they chose so: there with and without script."""
    lines = [element("p", _link(text), class_="reach") for text in (owner.contact, owner.phone) if text]
    how = say("p", "contact_how", words, class_="hint")
    return element("section", say("h2", "contact", words), *lines, how, id="contact")


def about(words: FinderTexts) -> Html:
    """How it works, what its host learns, and whose keys it is about."""
    texts = (say("p", f"about_{key}", words) for key in ("sealing", "host", "trust", "data"))
    key = element("p", say("strong", "fingerprint", words), " ", element("code", id="fingerprint", dir="ltr"))
    listed = element("ul", id="recipients", dir="ltr")
    held = element("p", id="signature")
    sealed_for = element("p", say("strong", "recipients", words))
    return element("details", say("summary", "about", words), *texts, key, held, sealed_for, listed, id="about")


def _link(text: str) -> Html:
    shown = element("bdi", text, dir="ltr")
    if _MAIL.fullmatch(text):
        return element("a", shown, href=f"mailto:{quote(text, safe=_IN_MAIL)}")
    if _PHONE.fullmatch(text):
        return element("a", shown, href=f"tel:{re.sub(r'[^0-9+]', '', text)}")
    return shown
