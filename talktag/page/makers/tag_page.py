"""The page that a maker's code leads to: what it is, and a link to the description. It runs and loads nothing.

Nothing in it can read what stands behind the `#` of its own address.
"""

from __future__ import annotations

from collections.abc import Sequence

from talktag.page.makers.wording import tag_page_wording
from talktag.page.markup import Html, element, fill, join
from talktag.page.style import SHEET_STYLE, STYLE

_HEAD = Html(
    '<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="referrer" content="no-referrer">\n'
)
# Links as on a site, and as high as a finger is wide.
_LINKS = """
a { color: var(--accent); text-underline-offset: .15em; }
li a { display: inline-block; min-height: 44px; padding: .6rem 0; }
li { padding: 0; }
ul { margin: 0 0 .6rem; }
"""


def tag_page(maker: str, name: str, files: Sequence[str], language: str) -> bytes:
    """The page about goods of that name, with the files beside it that describe them, as UTF-8."""
    words = tag_page_wording(language)
    items = (element("li", element("a", file, href=file, download="")) for file in files)
    main = element(
        "main",
        element("header", element("p", fill(words.kicker, maker=maker), class_="kicker"), element("h1", name)),
        element("div", element("p", words.lead), class_="sheet"),
        element(
            "section",
            element("h2", words.load),
            element("ul", *items),
            element("p", words.several, class_="muted") if len(files) > 1 else None,
            element("p", words.claim),
            element("p", element("code", f"talktag claim PHOTO --from {files[0] if len(files) == 1 else 'FILE'}")),
        ),
        element("div", element("p", fill(words.privacy, maker=maker), class_="muted"), class_="sheet"),
    )
    head = element("head", _HEAD, element("title", name), element("style", Html(STYLE + SHEET_STYLE + _LINKS)))
    page = element("html", head, element("body", main), lang=language)
    return join(Html("<!doctype html>\n"), page, Html("\n")).encode()
