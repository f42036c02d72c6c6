"""Text read in a picture: pieces with their place, put into rows and reading order. It knows no language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

MOST_LINES = 600  # of one picture; a receipt of an arm's length has a third
MOST_LETTERS = 200  # of one line


class Box(NamedTuple):
    """Where a piece of text stands, upright: pixels or points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall it is, as tall as its letters."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


class TextLine(NamedTuple):
    """A piece of text as it was read, how sure the reader was of it (0 to 1), and where it stands."""

    text: str
    score: float
    box: Box


def plain_text(text: str) -> str:
    """Text composed (NFC), every run of blanks one blank, without control and format characters; cut when long."""
    composed = unicodedata.normalize("NFC", text[: 4 * MOST_LETTERS].replace("№", "No"))
    shown = (" " if each.isspace() else each for each in composed)
    return " ".join("".join(each for each in shown if unicodedata.category(each)[0] != "C").split())[:MOST_LETTERS]


def plain_lines(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
    """The lines that have text, made plain, no more than a picture can sensibly hold, scores within 0 to 1."""
    plain = (each._replace(text=plain_text(each.text), score=_within_one(each.score)) for each in lines)
    return tuple(islice((each for each in plain if each.text), MOST_LINES))


def _within_one(score: float) -> float:
    return min(1.0, max(0.0, score)) if score == score else 0.0  # noqa: PLR0124 - what is not a number is no trust


def rows_of(lines: Iterable[TextLine]) -> tuple[tuple[TextLine, ...], ...]:
    """The lines as rows from the top, each from left to right: what stands side by side is one row."""
    rows: list[list[TextLine]] = []
    for line in sorted(plain_lines(lines), key=lambda each: (each.box.middle, each.box.left)):
        if rows and _is_beside(rows[-1][-1].box, line.box) and _is_beside(rows[-1][0].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(tuple(sorted(row, key=lambda each: each.box.left)) for row in rows)


def _is_beside(one: Box, other: Box) -> bool:
    """Whether two boxes overlap by more than half of the lower one's height, and so stand on one line."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.height, other.height) > 0


def row_text(row: Sequence[TextLine]) -> str:
    """A row as one text, its pieces parted by two blanks."""
    return "  ".join(each.text for each in row)


def row_score(row: Sequence[TextLine]) -> float:
    """How sure the reader was of the least sure piece of a row."""
    return min((each.score for each in row), default=0.0)
