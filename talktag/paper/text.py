"""Text into a box: clean, wrap, shrink, and at last cut at a word. It never draws, and never alters a letter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from talktag.paper.font import DESCENT, MM_PER_POINT, Face

SMALLEST_POINTS = 5.0
LEADING = 1.2  # from base line to base line, in multiples of the type size
LEAD_IN = 1.4  # from whatever stands above to the first base line, likewise
ELLIPSIS = "…"
_STEP = 0.5
_HAIR = 1e-9  # what arithmetic with fractions may leave over


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits a box: its lines at `points`, and whether some of it had to go."""

    points: float
    lines: tuple[str, ...]
    is_cut: bool = False


def clean(text: str) -> str:
    """The text on one line: composed, control characters and any white space one space, invisible ones away."""
    kept = (_visible(character) for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def fit(text: str, face: Face, width_mm: float, height_mm: float, largest: float) -> Fitted:
    """The text at the largest size up to `largest` points at which it fits the box, cut when it does not at 5 points.

    `height_mm` is from the base line above to the lowest descender. Without room for a line, no lines.
    """
    points = largest
    while points >= SMALLEST_POINTS:
        room = width_mm / (points * MM_PER_POINT)
        count = lines_in(height_mm, points)
        lines = wrap(text.split(), face, room)
        if len(lines) <= count and all(face.width(line) <= room for line in lines):
            return Fitted(points, tuple(_even(lines, face, room)))
        points -= _STEP
    room = width_mm / (SMALLEST_POINTS * MM_PER_POINT)
    return _cut(text, face, room, lines_in(height_mm, SMALLEST_POINTS))


def lines_in(height_mm: float, points: float) -> int:
    """How many lines of that size a height takes."""
    spare = height_mm / MM_PER_POINT / points - DESCENT - LEAD_IN
    return int(spare / LEADING + _HAIR) + 1 if spare > -_HAIR else 0


def height_of(lines: int, points: float) -> float:
    """Millimetres that lines of that size take, from the base line above to the lowest descender."""
    return (LEAD_IN + (lines - 1) * LEADING + DESCENT) * points * MM_PER_POINT if lines else 0.0


def wrap(words: list[str], face: Face, room: float) -> list[str]:
    """The words on as few lines as they need, `room` in multiples of the type size; a longer word stands alone."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and face.width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _even(lines: list[str], face: Face, room: float) -> list[str]:
    """The same text on as many lines but no wider than it must be, so that no last word is left alone."""
    words = " ".join(lines).split()
    best, narrow, wide = lines, max((face.width(word) for word in words), default=0.0), room
    for _ in range(6 if len(lines) > 1 else 0):
        middle = (narrow + wide) / 2
        tried = wrap(words, face, middle)
        if len(tried) == len(lines):
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else character


def _cut(text: str, face: Face, room: float, count: int) -> Fitted:
    if not count:
        return Fitted(SMALLEST_POINTS, (), is_cut=bool(text))
    pieces = [piece for word in text.split() for piece in _pieces(word, face, room)]
    lines = wrap(pieces, face, room)
    if len(lines) <= count:
        return Fitted(SMALLEST_POINTS, tuple(lines))
    last = lines[count - 1]
    while last and face.width(last + ELLIPSIS) > room:
        last = _shorter(last)
    return Fitted(SMALLEST_POINTS, (*lines[: count - 1], last + ELLIPSIS), is_cut=True)


def _shorter(line: str) -> str:
    """The line without its last word, or without its last letter when it is one word."""
    shorter = line.rpartition(" ")[0].rstrip(" ,;:-–—/(")
    return shorter or line[:-1]


def _pieces(word: str, face: Face, room: float) -> list[str]:
    """A word in pieces no wider than a line."""
    pieces = [""]
    for character in word:
        longer = pieces[-1] + character
        if pieces[-1] and face.width(longer) > room:
            pieces.append(character)
        else:
            pieces[-1] = longer
    return pieces
