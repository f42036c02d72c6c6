"""HTML elements as text. Whatever is not itself an element is escaped; there is no way around that."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from talktag.model.values.foreign_text import escape

_KEPT, _SHORT = 4096, 60  # texts that are remembered as they stand escaped, and how long these are at most
_NAME = re.compile(r"\{([a-z]+)\}")


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, *content: str | None, **attributes: str) -> Html:
    """`<tag …>content</tag>`; None among the content is left out, `class_` is the attribute class."""
    start = _opening_tag(tag, attributes) if attributes else f"<{tag}>"
    return Html(f"{start}{join(*content)}</{tag}>")


def void(tag: str, **attributes: str) -> Html:
    """`<tag …>` for the elements that have no content, such as img."""
    return Html(_opening_tag(tag, attributes))


def join(*content: str | None) -> Html:
    """The content one after the other, escaped where it is not HTML already."""
    # In a list, and with the most frequent case first: a site is a million elements.
    return Html("".join([part if type(part) is Html else _escape(part) for part in content if part is not None]))


def fill(text: str, **parts: str) -> Html:
    """`text` with each `{name}` of `parts` in its place; both are escaped where they are not HTML already.

    What is put in is never looked at for names again. KeyError for a name that is not among the parts.
    """
    pieces = _NAME.split(text)  # words, name, words, name, …, words
    return join(*(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces)))


def _opening_tag(tag: str, attributes: dict[str, str]) -> str:
    return f"<{tag}{''.join([_attribute(name, value) for name, value in attributes.items()])}>"


@lru_cache(maxsize=_KEPT)
def _attribute(name: str, value: str) -> str:
    return f' {name.rstrip("_")}="{html.escape(escape(value))}"'


def _escape(part: str) -> str:
    if isinstance(part, Html):
        return part
    return _escape_short(part) if len(part) <= _SHORT else html.escape(escape(part, lines=True))


@lru_cache(maxsize=_KEPT)
def _escape_short(part: str) -> str:
    """The same of what comes again and again: labels, makers, places."""
    return html.escape(escape(part, lines=True))
