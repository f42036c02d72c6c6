"""Text and pictures set in a column, strip by strip from its top down. It knows no pages, and cuts nothing off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from talktag.content import content_of
from talktag.model.sharing.description import FormField, Illustration
from talktag.paper.draw.marks import Mark, PictureMark, Stroke, TextMark
from talktag.paper.type.bidi import is_right_to_left
from talktag.paper.type.font import MM_PER_POINT, Face, bold, regular
from talktag.paper.type.text import clean, lines_of

BODY, SMALL, TITLE = 10.0, 8.0, 18.0  # points
LABELS = 44.0  # millimetres of the column of labels
_LINE = 1.4  # from base line to base line, in multiples of the type size
_NAME, _PART = 13.0, 11.0
_GAP = 4.0
_HANG = 4.0
_RULE, _DOWN = 8.0, 5.0  # millimetres of a line to write on, and how far down in it the line is
_ALONE_MM, _BESIDE_MM = (120.0, 85.0), (None, 65.0)  # the largest a picture is set: one, and two abreast


class Strip(NamedTuple):
    """A piece of the page that is not parted: its height, and marks as if its top were at 0.

    One that is `tied` stands on the same page as what follows. Above one that begins a page `within` is said again.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    pictures: tuple[PictureMark, ...] = ()
    tied: bool = False
    within: str = ""


class Setter:
    """Sets text and pictures in a column that is `width` millimetres wide; notes the characters it had no glyph for."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.lacking: dict[str, None] = {}

    def opening(self, name: str) -> Iterator[Strip]:
        """A line across, and a name below it."""
        yield Strip(6.0)
        yield Strip(4.0, (Stroke(0, 1.0, self.width, 1.0),), tied=True)
        yield from self.text(name, _NAME, strong=True, tied=True)
        yield Strip(1.0, tied=True)

    def part(self, name: str) -> Iterator[Strip]:
        """A name above a part of a letter, apart from what is before it."""
        yield Strip(4.0)
        yield from self.text(name, _PART, strong=True, tied=True)
        yield Strip(1.0, tied=True)

    def again(self, name: str) -> list[Strip]:
        """The name of what goes on from the page before, on one line."""
        return [*list(self.text(f"{name} …", SMALL))[:1], Strip(2.0)]

    def heading(self, text: str) -> Iterator[Strip]:
        """A small heading within a product."""
        yield Strip(2.5)
        yield from self.text(text, BODY, strong=True, tied=True)

    def text(
        self, text: str, points: float, *, strong: bool = False, left: float = 0.0, tied: bool = False
    ) -> Iterator[Strip]:
        """A text across the column from `left` on, a strip a line."""
        for marks in self._lines(text, points, left, self.width - left, strong=strong):
            yield Strip(points * _LINE * MM_PER_POINT, marks, tied=tied)

    def pairs(self, pairs: Iterable[tuple[str, str]], *, tied: bool = False) -> Iterator[Strip]:
        """Labels on the left and values on the right; either goes on, on as many lines as it takes."""
        height = BODY * _LINE * MM_PER_POINT
        for label, value in pairs:
            labels = self._lines(label, BODY, 0, LABELS - _GAP)
            values = self._lines(value, BODY, LABELS, self.width - LABELS)
            count = max(len(labels), len(values))
            for place in range(count):
                marks = [mark for side in (labels, values) if place < len(side) for mark in side[place]]
                yield Strip(height, tuple(marks), tied=tied or place < len(labels) - 1)
            yield Strip(0.8, tied=tied)

    def point(self, text: str) -> Iterator[Strip]:
        """A point of a list, behind a dash; its further lines stand below the first word."""
        height = BODY * _LINE * MM_PER_POINT
        dash = self._lines("–", BODY, 0, _HANG)[0]
        for number, line in enumerate(self._lines(text, BODY, _HANG, self.width - _HANG)):
            yield Strip(height, (*(() if number else dash), *line))
        yield Strip(0.8)

    def form(self, fields: Iterable[FormField]) -> Iterator[Strip]:
        """Labels on the left, and on the right what is known, else lines to write on."""
        for field in fields:
            if field.lines:
                yield from self.pairs([(field.label, "\n".join(field.lines))])
                continue
            pitch = BODY * _LINE * MM_PER_POINT
            labels = [
                replace(mark, y=mark.y + place * pitch)
                for place, line in enumerate(self._lines(field.label, BODY, 0, LABELS - _GAP))
                for mark in line
            ]
            rules = (Stroke(LABELS, y, self.width, y) for y in (place * _RULE + _DOWN for place in range(field.blank)))
            below = max((mark.y for mark in labels), default=0.0) + _GAP / 2
            yield Strip(max(below, field.blank * _RULE) + 1.0, (*labels, *rules))

    def pictures(self, pictures: tuple[Illustration, ...]) -> Iterator[Strip]:
        """Pictures in rows of two, each above its name; a single one is larger."""
        half = (self.width - _GAP) / 2
        wide, high = _ALONE_MM if len(pictures) == 1 else (half, _BESIDE_MM[1])
        for start in range(0, len(pictures), 2):
            set_here = [
                _fit(picture, place * (half + _GAP), (wide, high))
                for place, picture in enumerate(pictures[start : start + 2])
            ]
            below = max(each.height for each in set_here)
            names = [
                replace(mark, y=mark.y + below)
                for picture, mark_of in zip(pictures[start : start + 2], set_here, strict=True)
                for line in self._lines(picture.name, SMALL, mark_of.x, half)[:1]
                for mark in line
            ]
            yield Strip(below + 6.0, tuple(names), tuple(set_here))

    def _lines(
        self, text: str, points: float, left: float, width: float, *, strong: bool = False
    ) -> list[tuple[TextMark, ...]]:
        """The lines of a text, each as marks; every paragraph runs, and is aligned, as its first letter does."""
        face = bold() if strong else regular()
        lines: list[tuple[TextMark, ...]] = []
        for paragraph in text.splitlines():
            shown = self._spell_lacking(clean(paragraph), face)
            rtl = is_right_to_left(shown)
            for line in lines_of(shown, face, width, points):
                indent = width - face.width(line) * points * MM_PER_POINT if rtl else 0.0
                runs = face.runs(line, rtl)
                lines.append((TextMark(runs, points, left + indent, points * MM_PER_POINT * 1.05),))
        return lines

    def _spell_lacking(self, text: str, face: Face) -> str:
        """The text with the numbers of those characters that no font has, so that nobody overlooks them."""
        for character in face.missing(text):
            self.lacking[character] = None
            text = text.replace(character, f"[U+{ord(character[0]):04X}]")
        return text


def _fit(picture: Illustration, left: float, room: tuple[float, float]) -> PictureMark:
    """The picture as large as it can be in a room (width, height)."""
    width, height = picture.size
    scale = min(room[0] / width, room[1] / height)
    data = content_of(picture.data).whole()
    return PictureMark(data, picture.size, x=left, y=0.0, width=width * scale, height=height * scale)
