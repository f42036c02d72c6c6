"""Text folded for comparison: case, accents and width do not count. Knows no language and never sorts."""

from __future__ import annotations

# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms: `Ångström` gives `angstrom`.

    Case folding and NFKD as in Unicode 3.13 and UAX #15, less the combining marks. Folding twice changes nothing, and
    what folds from a part of a text is a part of what folds from the whole, so folded texts may be searched.
    """
    if text.isascii():
        return text.lower()
    # Taking a sign apart can leave capitals, as the one for megahertz does, so it is done a second time.
    return _bare(_bare(text))


def _bare(text: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_LETTERS)
