"""The form of what a person opens in a bundle: a page that runs and loads nothing, or plain text. It judges no words.

A page is not parsed but held to what talktag writes: a fixed head with the policy in it, then no `<` that does not
begin one of a few inert tags, written in one way. So there is nothing that one browser could read and another not.
The checker page has the same rules in data/checker/people.js; a test holds the two together.
"""

from __future__ import annotations

import re

from talktag.errors import UntrustedError
from talktag.model.values.foreign_text import quote
from talktag.page.html_page import HEAD

_START = re.compile(
    rf'<!doctype html>\n<html lang="([A-Za-z0-9-]+)"><head>\n{re.escape(HEAD)}'
    r"<title>[^<]*</title>\n<style>([^<]*)</style>\n</head><body>\n"
)
_END = "\n</body></html>\n"
_INERT = (
    "main|header|footer|section|article|h[1-6]|p|div|span|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|th|td|"
    "figure|figcaption|strong|em|b|i|small|sub|sup|mark|code|pre|bdi|bdo|time|abbr|blockquote|br|hr"
)
_SAYING = '(?:class|dir|lang|datetime|colspan|rowspan|scope|title|alt|width|height)="[^"<>]*"'
_PICTURE = 'src="data:image/(?:jpeg|png|webp);base64,[A-Za-z0-9+/=]*"'
_TAG = re.compile(rf"</?(?:{_INERT})(?: {_SAYING})*>|<img(?: (?:{_PICTURE}|{_SAYING}))*>")
# What loads something in CSS, or hides that it does; the policy of the head would stop it as well.
_LOADS = re.compile(
    r"\\|//|@import|@namespace|url|src|image|element\(|expression|behavior|binding", re.IGNORECASE | re.ASCII
)
# Control, format and direction characters: fixed here, so that every reader has the same of them.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)


def check_page(name: str, data: bytes) -> str:
    """The language an HTML page says it is in; UntrustedError where it could do more than be read."""
    text = check_text(name, data)
    start = _START.match(text)
    if not start or not text.endswith(_END):
        raise UntrustedError(f"{quote(name)} does not begin and end as the page of a bundle does")
    found = _LOADS.search(start[2])
    if found:
        raise UntrustedError(f"the style of {quote(name)} holds {quote(found[0])}, which could load something")
    # What is left of a `<` when every inert tag is taken away was never the start of one.
    _, odd, rest = _TAG.sub("", text[start.end() : -len(_END)]).partition("<")
    if odd:
        raise UntrustedError(f"{quote(name)} holds {quote('<' + rest[:20])}, which is not in the page of a bundle")
    return start[1]


def check_text(name: str, data: bytes) -> str:
    """The text of a file; UntrustedError where an editor, a terminal or a browser would obey something in it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UntrustedError(f"{quote(name)} is not text in UTF-8") from None
    found = _OBEYED.search(text)
    if found:
        raise UntrustedError(f"{quote(name)} holds {quote(found[0])}, a character that is not shown but obeyed")
    return text
