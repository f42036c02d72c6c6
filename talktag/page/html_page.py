"""A description as one HTML file that loads nothing, runs nothing and links nowhere. It knows blocks, and no product.

The page of a bundle is made again wherever it is received, and compared: what is made of one description is the same
bytes in every version.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from talktag.content import content_of
from talktag.model.sharing.description import Description, Illustrations
from talktag.model.values.foreign_text import escape
from talktag.page.html_blocks import PLACE, footer_of, header_of, is_headless, section_of
from talktag.page.markup import Html, element
from talktag.page.style import PRODUCT_STYLE, SHEET_STYLE, STYLE

# The policy stands before everything that came from outside, so that not even a fault in escaping could run or load.
HEAD = Html(
    '<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n'
)
_PIECE = 3 << 17  # bytes of a picture at a time, of which base64 makes whole groups of four letters


def html_page(description: Description) -> bytes:
    """The page, as UTF-8."""
    return b"".join(html_parts(description))


def html_parts(description: Description) -> Iterator[bytes]:
    """The page in parts, of which none holds more than a piece of a picture."""
    blocks = (block for section in description.sections for block in section.blocks)
    pictures = [picture for block in blocks if isinstance(block, Illustrations) for picture in block.pictures]
    first, *rest = _text_of(description).split(PLACE)
    yield first.encode()
    for picture, text in zip(pictures, rest, strict=True):
        content = content_of(picture.data)
        for at in range(0, content.size, _PIECE):
            yield base64.b64encode(content.read(at, _PIECE))
        yield text.encode()


def _text_of(description: Description) -> str:
    """The page, with PLACE where a picture belongs."""
    sections = [section_of(each, description) for each in description.sections]
    parts = [header_of(description), *sections, *footer_of(description)]
    has_products = any(each.role == "product" for each in description.sections)
    has_sheets = any(map(is_headless, description.sections))
    style = Html(f"{STYLE}{PRODUCT_STYLE if has_products else ''}{SHEET_STYLE if has_sheets else ''}")
    title = element("title", escape(description.name))
    head = element("head", "\n", HEAD, title, "\n", element("style", style), "\n")
    main = element("main", "\n", *(line for part in parts for line in (part, "\n")))
    body = element("body", "\n", main, "\n")
    return f"<!doctype html>\n{element('html', head, body, lang=description.language)}\n"
