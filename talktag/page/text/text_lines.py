"""Plain text in lines of 72 columns: wrapping, two columns, headings. It knows columns of letters, and no words.

An address stays whole, because only then it can be copied.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from talktag.model.values.foreign_text import escape

WIDTH = 72  # columns
MARGIN = "  "
_LABEL_MOST = 24  # columns of a label, beyond which its value goes below it
_ADDRESSES = ("https://", "http://")


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines that begin with `first`, and from the second on with `rest`; no line where it is blank."""
    lines: list[str] = []
    begin, line = first, ""
    follow = first if rest is None else rest
    for word in text.split():
        for piece in _pieces(word, WIDTH - cells(follow)):
            longer = f"{line} {piece}" if line else piece
            if line and cells(begin + longer) > WIDTH:
                lines.append(begin + line)
                begin, line = follow, piece
            else:
                line = longer
    return [*lines, begin + line] if line else lines


def underline(text: str, rule: str) -> list[str]:
    """A heading with a line of `rule` below it, as long as it."""
    lines = wrap(text)
    return [*lines, rule * max(map(cells, lines), default=0)]


def lay_pairs(pairs: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Labels and the lines of their values in two columns; a long label has its value below it."""
    spelled = [(f"{escape(label)}:", [escape(line) for line in values]) for label, values in pairs]
    width = max((cells(label) for label, _ in spelled if cells(label) <= _LABEL_MOST), default=0)
    rest = f"{MARGIN}{' ' * width}  "
    lines = []
    for label, values in spelled:
        if cells(label) > width:
            lines += wrap(label, MARGIN)
            first = rest
        else:
            first = f"{MARGIN}{label}{' ' * (width - cells(label))}  "
        for value in values:
            lines += wrap(value, first, rest)
            first = rest
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word, in pieces that fit into a line."""
    if cells(word) <= width or word.startswith(_ADDRESSES):
        yield word
        return
    piece, used = "", 0
    for letter in word:
        more = _cell(letter)
        if used + more > width:
            yield piece
            piece, used = "", 0
        piece += letter
        used += more
    yield piece


def cells(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cell(letter) for letter in text)


def _cell(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
