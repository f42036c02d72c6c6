"""HTML elements as text. Whatever is not itself an element is escaped; there is no way around that."""

from __future__ import annotations

import html

from talktag.bundle.foreign import shown


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(tag: str, *content: str | None, **attributes: str) -> Html:
    """`<tag …>content</tag>`; None among the content is left out, `class_` is the attribute class."""
    return Html(f"{_opening(tag, attributes)}{joined(*content)}</{tag}>")


def void(tag: str, **attributes: str) -> Html:
    """`<tag …>` for the elements that have no content, such as img."""
    return Html(_opening(tag, attributes))


def joined(*content: str | None) -> Html:
    """The content one after the other, escaped where it is not HTML already."""
    return Html("".join(_escaped(part) for part in content if part is not None))


def _opening(tag: str, attributes: dict[str, str]) -> str:
    said = (f' {name.rstrip("_")}="{html.escape(shown(value))}"' for name, value in attributes.items())
    return f"<{tag}{''.join(said)}>"


def _escaped(part: str) -> str:
    return part if isinstance(part, Html) else html.escape(shown(part, lines=True))
