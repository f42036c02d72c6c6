"""Text into a box: clean, wrap, shrink, and at last cut at a word. It never draws, and never alters a letter."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from talktag.model.values.foreign_text import escape
from talktag.paper.type.bidi import is_right_to_left
from talktag.paper.type.font import DESCENT, MM_PER_POINT, Face

SMALLEST_POINTS = 5.0
LEADING = 1.2  # from base line to base line, in multiples of the type size
LEAD_IN = 1.4  # from whatever stands above to the first base line, likewise
ELLIPSIS = "…"
_STEP = 0.5
_LONGEST = 4096  # characters: more are on no label, however large
_BREAKS = " \n"
_HAIR = 1e-9  # what arithmetic with fractions may leave over
_JOINERS = "\u200c\u200d"  # they have no look of their own, but Persian, Indic scripts and emoji change with them
_CLOSING = "、。，．・：；？！）］｝」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…"  # never first on a line


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits a box: its lines at `points`, whether some of it had to go, and which way it runs."""

    points: float
    lines: tuple[str, ...]
    is_cut: bool = False
    is_rtl: bool = False


def clean(text: str) -> str:
    """The text on one line: composed, control characters and any white space one space, invisible ones away.

    No letter keeps more than four marks: a tower of them would stand on whatever is above.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return " ".join(composed.split())
    return " ".join(escape(composed, flags=True, spell=_as_blank).split())


def clean_lines(text: str) -> str:
    """The text with each of its lines cleaned, and the empty ones left out."""
    return "\n".join(filter(None, map(clean, text.splitlines())))


@functools.lru_cache(maxsize=64)
def fit(text: str, face: Face, width_mm: float, height_mm: float, largest: float) -> Fitted:
    """The cleaned text at the largest size up to `largest` points at which it fits, cut when it does not at 5 points.

    `height_mm` is from the base line above to the lowest descender. Without room for a line, no lines.
    """
    rtl = is_right_to_left(text)
    if len(text) > _LONGEST:
        text, largest = text[:_LONGEST], 0.0
    points = largest
    tokens = _tokens(text)
    while points >= SMALLEST_POINTS:
        room = width_mm / (points * MM_PER_POINT)
        count = lines_in(height_mm, points)
        lines = wrap(tokens, face, room) if count else []
        if (lines or not text) and len(lines) <= count and all(face.width(line) <= room for line in lines):
            return Fitted(points, tuple(_even(lines, tokens, face, room)), is_rtl=rtl)
        points -= _STEP
    room = width_mm / (SMALLEST_POINTS * MM_PER_POINT)
    lines, is_cut = _cut(tokens, face, room, lines_in(height_mm, SMALLEST_POINTS))
    return Fitted(SMALLEST_POINTS, tuple(lines), is_cut or not largest, rtl)


def lines_of(text: str, face: Face, width_mm: float, points: float) -> list[str]:
    """The cleaned text at a set size on as many lines as it takes; a word that is longer than a line is broken."""
    room = width_mm / (points * MM_PER_POINT)
    return wrap([piece for token in _tokens(text) for piece in _pieces(token, face, room)], face, room)


def lines_in(height_mm: float, points: float) -> int:
    """How many lines of that size a height takes."""
    spare = height_mm / MM_PER_POINT / points - DESCENT - LEAD_IN
    return int(spare / LEADING + _HAIR) + 1 if spare > -_HAIR else 0


def height_of(lines: int, points: float) -> float:
    """Millimetres that lines of that size take, from the base line above to the lowest descender."""
    return (LEAD_IN + (lines - 1) * LEADING + DESCENT) * points * MM_PER_POINT if lines else 0.0


def wrap(tokens: list[str], face: Face, room: float) -> list[str]:
    """The tokens on as few lines as they need, `room` in multiples of the type size; a longer one stands alone.

    A token that begins with a space stands apart from the one before it, one with a line break below it, any other
    right after it.
    """
    lines: list[str] = []
    for token in tokens:
        if token.startswith("\n"):
            lines.append(token[1:])
            continue
        longer = lines[-1] + token if lines else ""
        if lines and face.width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(token.lstrip(" "))
    return lines


def _tokens(text: str) -> list[str]:
    """The text in pieces between which a line may end: at spaces and line breaks, and beside ideographs."""
    tokens: list[str] = []
    for word in re.findall(r"[ \n]?[^ \n]+", text):
        piece = ""
        for character in word:
            if piece.strip(_BREAKS) and character not in _CLOSING and (_is_wide(piece[-1]) or _is_wide(character)):
                tokens.append(piece)
                piece = ""
            piece += character
        tokens.append(piece)
    return tokens


@functools.lru_cache(maxsize=1024)
def _is_wide(character: str) -> bool:
    """Whether it is of a script written without spaces, where lines end anywhere: Han and kana, not emoji."""
    return unicodedata.east_asian_width(character) in {"W", "F"} and unicodedata.category(character)[0] in "LP"


def _even(lines: list[str], tokens: list[str], face: Face, room: float) -> list[str]:
    """The same text on as many lines but no wider than it must be, so that no last word is left alone."""
    if len(lines) < 2:
        return lines
    best, narrow, wide = lines, max(face.width(token.strip(_BREAKS)) for token in tokens), room
    for _ in range(6):
        middle = (narrow + wide) / 2
        tried = wrap(tokens, face, middle)
        if len(tried) == len(lines):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def _as_blank(character: str) -> str:
    """What parts words is a blank; what has no look is nothing. Half a character stays, to be told: no font has it."""
    category = unicodedata.category(character)
    if category == "Cs":
        return character
    return " " if category in {"Cc", "Zl", "Zp"} else ""


def _cut(tokens: list[str], face: Face, room: float, count: int) -> tuple[list[str], bool]:
    if not count:
        return [], bool(tokens)
    pieces = [piece for token in tokens for piece in _pieces(token, face, room)]
    lines = wrap(pieces, face, room)
    if len(lines) <= count:
        return lines, False
    last = lines[count - 1]
    while last and face.width(last + ELLIPSIS) > room:
        last = _shorter(last)
    return [*lines[: count - 1], last + ELLIPSIS], True


def _shorter(line: str) -> str:
    """The line without its last word, or without its last letter when it is one word."""
    shorter = line.rpartition(" ")[0].rstrip(" ,;:-–—/(")
    return shorter or line[:-1].rstrip(_JOINERS)


def _pieces(token: str, face: Face, room: float) -> list[str]:
    """A token in pieces no wider than a line."""
    if face.width(token.strip(_BREAKS)) <= room:
        return [token]
    pieces = [token[:1]]
    for character in token[1:]:
        longer = pieces[-1] + character
        # A mark is no piece of its own: it belongs to what it stands on.
        is_mark = unicodedata.category(character).startswith("M") or character in _JOINERS
        if pieces[-1].strip(_BREAKS) and not is_mark and face.width(longer.strip(_BREAKS)) > room:
            pieces.append(character)
        else:
            pieces[-1] = longer
    return pieces
