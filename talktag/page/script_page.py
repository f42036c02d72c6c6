"""The frame of a page that runs one script of ours: one file that loads nothing and can send nothing.

Its content security policy names the script and the style by their hashes (CSP Level 3, section 6.6.2), so that nothing
else ever runs on it, whatever a fault in the page would let in. A word from outside is text in it, never a part of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from talktag.errors import InternalError
from talktag.page.markup import Html, element
from talktag.page.style import STYLE

VALUES = "values"  # the id of the element that holds the values: JSON.parse(document.getElementById("values").text)

_NO_ICON = '<link rel="icon" href="data:,">\n'
_NO_ROBOTS = '<meta name="robots" content="noindex">\n'

# What would end a script element, or change how it is read, in the middle of it (HTML, section 4.12.1.3).
_BREAKS = re.compile(r"</?script|<!--", re.IGNORECASE)


def script_page(
    title: str,
    body: Html,
    script: str,
    *,
    language: str,
    direction: str | None = None,
    style: str = STYLE,
    values: Mapping[str, Any] | None = None,
    held: Mapping[str, str] | None = None,
    images: str = "",
    is_hidden: bool = False,
) -> bytes:
    """The page as UTF-8, the same for the same input; `script` is classic JavaScript and runs when `body` is there.

    `language` and `direction` are for `<html lang dir>`; `style` is CSS; `values` are JSON that the script finds in the
    element VALUES, which no browser runs; `held` are JSON as well, each by the id of its element and letter for letter.
    `images` is where pictures may come from, and then no browser asks for an icon either; a page that `is_hidden` asks
    search engines to leave it out. InternalError for a script, a style or JSON that could not stand there as it is.
    """
    _check(script)
    if "</" in style or any("<" in text for text in (held or {}).values()):
        raise InternalError("the style or a value of the page holds what would end it")
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        f"{f'img-src {images}; ' if images else ''}base-uri 'none'; form-action 'none'"
    )
    more = Html(_NO_ICON if images else "") + (_NO_ROBOTS if is_hidden else "")
    head = element(
        "head", "\n", _meta(policy), Html(more), element("title", title), "\n", element("style", Html(style)), "\n"
    )
    texts = {**({VALUES: _json(values)} if values is not None else {}), **(held or {})}
    stands = [element("script", Html(text), type="application/json", id=place) for place, text in texts.items()]
    parts = (body, *(line for each in stands for line in (each, "\n")), element("script", Html(script)), "\n")
    written = {"lang": language, **({"dir": direction} if direction else {})}
    return f"<!doctype html>\n{element('html', head, element('body', *parts), **written)}\n".encode()


def _check(script: str) -> None:
    if _BREAKS.search(script) or "\r" in script or "\0" in script:
        raise InternalError("the script of the page holds what would break it")


def source_hash(text: str) -> str:
    """A script or a style as a policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _meta(policy: str) -> Html:
    # Written out and not by element(), which would escape the quotes of the policy: people shall be able to read it.
    return Html(
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
    )


def _json(values: Mapping[str, Any]) -> Html:
    """JSON in ASCII, in which no letter can end the element it stands in."""
    return Html(json.dumps(values, ensure_ascii=True, sort_keys=True).replace("<", "\\u003c").replace(">", "\\u003e"))
