"""Text as people type it: one spelling for what looks the same, and nothing that cannot be seen. It judges no words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# No blank of these breaks a line, and nobody sees which of them it is.
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))
# Marks of byte order, joiners, directions and the like, which end up around what was copied; not the letters that end
# the picture of a flag.
_MARKS = (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_UNSEEN = "".join(map(chr, _MARKS))
_BLANK = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())


def compose(text: str) -> str:
    """The text in NFC with ordinary blanks, so that what looks the same is the same."""
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text).translate(_BLANKS)


def tidy(text: str) -> str:
    """The text composed, without blanks and letters that cannot be seen at its ends."""
    return text.strip() if text.isascii() else compose(text).strip(_BLANK + _UNSEEN)


def without_controls(text: str) -> str:
    """The text without the control characters that no bundle may hold."""
    return _CONTROL.sub("", text)


def checked_text(text: str) -> str:
    """The text; ValueError with a sentence for what no bundle may hold: control characters and half characters."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds half a character, which is no text")
    if found := _CONTROL.search(text):
        raise ValueError(f"holds a control character (U+{ord(found[0]):04X}), as scanners and terminals send them")
    return text


def typed_text(text: str) -> str:
    """The text tidied; ValueError with a sentence for an empty one, or one with control characters."""
    plain = checked_text(tidy(text))
    if not plain:
        raise ValueError("is empty")
    return plain


def parse_labels(texts: Iterable[str]) -> tuple[str, ...]:
    """Labels, each once; one text may hold several, parted by commas. ValueError as `typed_text` raises it."""
    return tuple(dict.fromkeys(typed_text(label) for text in texts for label in text.split(",") if tidy(label)))
