"""A page for finders read back: its owner and its rows, out of a file that anybody may have made. It runs nothing.

Only the form that `finder_page` writes is read, by a look for two elements; the rest of the file is for whoever makes
the page anew and compares the bytes.
"""

from __future__ import annotations

import base64
import re

from talktag.disk.sizes import size_text
from talktag.model.finder.page_owner import read_owner
from talktag.page.finder import FinderPage
from talktag.page.script_page import VALUES

PAGE_MOST = 100_000_000  # bytes: thousands of things with a photo each
_OWNER_MOST = 64 * 1024
_END = "</script>"
_BASE64 = '"([A-Za-z0-9+/]*={0,2})"'
_ROWS = re.compile(
    rf'{{"messages": {_BASE64}, "photos": {_BASE64}, "salt": {_BASE64}, "tickets": {_BASE64}}}', re.ASCII
)


def read_finder_page(data: bytes) -> FinderPage:
    """The page; ValueError, with what it is that is missing, for what was not made by `finder_page`."""
    if len(data) > PAGE_MOST:
        raise ValueError(f"it has more than {size_text(PAGE_MOST)}")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise ValueError("it is no text in UTF-8") from None
    if not (text.startswith("<!doctype html>\n") and text.endswith("</html>\n")):
        raise ValueError("it does not begin and end as one does")
    owner, rows = _text_of(text, "owner"), _text_of(text, VALUES)
    if len(owner) > _OWNER_MOST:
        raise ValueError("what it says of its owner is too long")
    if not (found := _ROWS.fullmatch(rows)):
        raise ValueError("its rows are not in the form of talktag")
    messages, photos, salt, tickets = (_decode(each) for each in found.groups())
    return FinderPage(read_owner(owner), salt, tickets, messages, photos)


def _text_of(text: str, ident: str) -> str:
    """What the one element of that id holds."""
    mark = f'<script type="application/json" id="{ident}">'
    start = text.find(mark)
    if start < 0 or text.find(mark, start + 1) >= 0:
        raise ValueError(f'it has not one element "{ident}" in the form of talktag')
    end = text.find(_END, start)
    return text[start + len(mark) : end]


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError("its rows are not proper base64") from None
