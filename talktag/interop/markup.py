"""Cells that hold HTML, as Snipe-IT's exports do: the text that a browser shows. It makes no page, follows no link."""

from __future__ import annotations

import html
import re

_REST = r"(?:\s[^<>]{0,2000})?/?>"
_TAG = re.compile(rf"</?(?:a|abbr|b|big|code|em|font|i|img|s|small|span|strong|sub|sup|u){_REST}", re.IGNORECASE)
_BREAK = re.compile(rf"(?:</?(?:br|div|h[1-6]|li|ol|p|pre|table|tbody|td|th|tr|ul){_REST}\s*)+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def text_of_markup(cell: str) -> str:
    """What a browser would show of a cell, lines and blocks parted by a space; a `<` that begins no tag stays."""
    if "&" not in cell and "<" not in cell:
        return cell
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", cell)))


def holds_markup(cell: str) -> bool:
    """Whether a cell shows other text in a browser than it holds."""
    return any(each.search(cell) for each in (_ENTITY, _TAG, _BREAK)) and text_of_markup(cell) != cell
