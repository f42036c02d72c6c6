"""Foreign text made fit to be shown, whatever shows it: it can steer, hide and cover nothing. It drops no letter.

The page that checks bundles has the same in data/checker/foreign.js; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable

MOST_MARKS = 4  # on one letter: as many as any living script piles up; hundreds would cover the lines around them
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_UNKNOWN = {"Co", "Cn"}
_PILED = {"Mn", "Me"}
_JOINERS = {"\u200c", "\u200d"}  # ordinary spelling in Persian and Hindi, and inside one emoji
_BLACK_FLAG, _FLAG_LETTERS = "\U0001f3f4", {*map(chr, range(0xE0030, 0xE003A)), *map(chr, range(0xE0061, 0xE007B))}
_FLAG_END = "\U000e007f"


def spell_out(letter: str) -> str:
    r"""A letter as an escape: `\x1b`, `\u202e`, `\U000e0041`."""
    code = ord(letter)
    forms = {1: f"\\x{code:02x}", 2: f"\\u{code:04x}", 3: f"\\U{code:08x}"}
    return forms[(code.bit_length() + 7) // 8 or 1]


def escape(
    text: str,
    *,
    lines: bool = False,
    joiners: bool = True,
    unknown: bool = True,
    flags: bool = False,
    spell: Callable[[str], str] = spell_out,
) -> str:
    """`text` with whatever would be obeyed, hidden or piled up as `spell` puts it; everything else stays as it is.

    With `lines`, line feeds and tabs stay. `joiners` and `unknown` letters, private ones or of a later Unicode than
    this Python's, stay but at a terminal, which cannot tell their width; a page is the same whichever Python makes it.
    `flags` of parts of a country, whose letters are hidden ones, stay on paper; bundles hold no such letters anywhere.
    `spell` is another on labels, which have no room for escapes.
    """
    if text.isascii() and text.isprintable():  # such as a whole picture in base64
        return text
    import unicodedata

    parts: list[str] = []
    marks = 0
    is_flag = False
    for letter in text:
        category = unicodedata.category(letter)
        is_joiner = letter in _JOINERS
        if category in _PILED:
            marks += 1
        elif category != "Mc" and not is_joiner:  # neither begins a letter on which more could be piled
            marks = 0
        is_flag = flags and (letter == _BLACK_FLAG or (is_flag and (letter in _FLAG_LETTERS or letter == _FLAG_END)))
        if is_joiner:
            stays = joiners
        elif category in _UNSEEN:
            stays = is_flag or (lines and letter in "\n\t")
        else:
            stays = (unknown or category not in _UNKNOWN) and (category not in _PILED or marks <= MOST_MARKS)
        parts.append(letter if stays else spell(letter))
        is_flag = is_flag and letter != _FLAG_END
    return "".join(parts)


def quote(text: str, limit: int = 60) -> str:
    """`text` in double quotes for a message: escaped, and cut with an ellipsis after `limit` characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return f'"{escape(cut)}"'
