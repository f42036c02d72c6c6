"""The text of a mail in HTML, a line where it shows one. It makes no page, follows no link, and takes linear time."""

from __future__ import annotations

import html
import re

_LINE = re.compile(r"<\s*/?\s*(?:br|p|div|li|tr|td|pre|table|blockquote|h[1-6]|ul|ol|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def text_of_html(page: str) -> str:
    """What a reader sees of it, near enough to find a file in it."""
    lines = _LINE.sub("\n", page.replace("\r", ""))
    return html.unescape(_TAG.sub("", lines))
