"""The address at which a finder reads an answer: the page behind the sticker, with the answer in its fragment.

No browser sends that part to anybody. It makes no page, and knows no secret of the finder's.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from talktag.model.finder.finder_key import read_finder_key
from talktag.model.finder.sticker_code import sticker_code
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store

LONGEST = 1900  # characters of an address that mail programs and telephones still take whole


def page_link(store: Store, tag: str) -> str | None:
    """The address of the page for that sticker; None where the settings name no page, or no page was ever built."""
    page, path = store.settings.finder, layout.FINDER_KEY
    if not page or not store.has(path):
        return None
    key = read_finder_key(store.read(path), path).value
    return f"{page}#{tag}{sticker_code(key.seed, tag)}" if key else None


def answer_link(store: Store, tag: str, sealed: bytes) -> str | None:
    """The same with a sealed answer in it; None also where that is too long for an address."""
    page = page_link(store, tag)
    link = f"{page}&a={base64.urlsafe_b64encode(sealed).rstrip(b'=').decode('ascii')}"
    return link if page and len(link) <= LONGEST else None
