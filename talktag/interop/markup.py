"""Cells that hold HTML, as Snipe-IT's exports do: the text that a browser shows. It makes no page, follows no link."""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|td|tr|u|ul)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def text_of_markup(cell: str) -> str:
    """What a browser would show of a cell; a `<` that begins no tag stays."""
    if "&" not in cell and "<" not in cell:
        return cell
    return html.unescape(_TAG.sub(" " if "<br" in cell.lower() else "", cell))


def holds_markup(cell: str) -> bool:
    """Whether a cell shows other text in a browser than it holds."""
    return bool(_ENTITY.search(cell) or _TAG.search(cell)) and text_of_markup(cell) != cell
