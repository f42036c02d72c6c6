"""Foreign text made fit to be shown: what does not print as itself becomes an escape. It never drops a letter."""

from __future__ import annotations

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # ordinary spelling in Persian and Hindi, and inside one emoji
_MARKS_IN_A_ROW = 8  # more than any script stacks; hundreds would cover the lines around them


def shown(text: str, *, lines: bool = False) -> str:
    r"""`text` with control, format and direction characters as `\x1b`, `\u202e`, `\U000e0041`.

    With `lines`, line feeds and tabs stay as they are.
    """
    if text.isascii() and text.isprintable():  # such as a whole picture in base64
        return text
    parts = []
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if category.startswith("M") else 0
        plain = letter in _JOINERS or category not in _UNSEEN or (lines and letter in "\n\t")
        parts.append(letter if plain and marks <= _MARKS_IN_A_ROW else _escape(letter))
    return "".join(parts)


def quoted(text: str, limit: int = 60) -> str:
    """`text` in double quotes for a message: escaped, and cut with an ellipsis after `limit` characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return f'"{shown(cut)}"'


def _escape(letter: str) -> str:
    code = ord(letter)
    forms = {1: f"\\x{code:02x}", 2: f"\\u{code:04x}", 3: f"\\U{code:08x}"}
    return forms[(code.bit_length() + 7) // 8 or 1]
