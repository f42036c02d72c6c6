"""A print-out as PDF: labels and values in two columns, pictures two abreast, on as many pages as it takes.

It cuts nothing off: what is too long goes on, on the next line or the next page. The same values give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from talktag.model.sharing.print_out import Picture, PrintOut, Thing
from talktag.paper.draw.marks import Mark, Page, PictureMark, Stroke, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.type.bidi import is_right_to_left
from talktag.paper.type.font import MM_PER_POINT, Face, bold, regular
from talktag.paper.type.text import clean, lines_of

A4_MM = (210.0, 297.0)
_SIDE, _TOP, _BOTTOM = 20.0, 20.0, 22.0  # margins
_LABELS = 44.0  # the column of labels
_LINE = 1.4  # from base line to base line, in multiples of the type size
_BODY, _SMALL, _NAME, _TITLE = 10.0, 8.0, 13.0, 18.0  # points
_GAP = 4.0
_AGAIN = 8.0  # millimetres that saying a name again takes at most
_SHORT = 90.0  # millimetres of facts that are not parted
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


class Laid(NamedTuple):
    """The PDF, of how many pages it is, and the characters no font has, which stand on it as their numbers."""

    pdf: bytes
    pages: int
    lacking: tuple[str, ...]


def print_pdf(out: PrintOut, size: tuple[float, float] = A4_MM) -> Laid:
    """The print-out on pages of that size in millimetres."""
    setter = _Setter(size[0] - 2 * _SIDE)
    pages = _paged(_strips(out, setter), size[1] - _TOP - _BOTTOM, setter.again)
    sink = io.BytesIO()
    title = out.title if len(out.things) > 1 else out.things[0].name
    writer = PdfWriter(sink, clean(title), out.language)
    for number, strips in enumerate(pages, 1):
        page = _page(strips, size, setter.footer(out.headings.page.format(number=number, count=len(pages)), size[1]))
        writer.add(page)
    writer.finish()
    return Laid(sink.getvalue(), len(pages), tuple(setter.lacking))


def _strips(out: PrintOut, setter: _Setter) -> Iterator[Strip]:
    yield from setter.text(out.title, _TITLE, strong=True)
    yield Strip(3.0)
    yield from setter.pairs(out.about)
    for number, thing in enumerate(out.things, 1):
        name = f"{number}. {thing.name}" if len(out.things) > 1 else thing.name
        yield from setter.opening(name)
        yield from (strip._replace(within=name) for strip in _thing(thing, out, setter))
    if out.totals:
        yield from setter.opening(out.headings.total)
        for total in out.totals:
            yield from setter.text(total, _BODY, strong=True)
        yield from setter.text(out.unpriced, _BODY)


def _thing(thing: Thing, out: PrintOut, setter: _Setter) -> Iterator[Strip]:
    words = out.headings
    facts = list(setter.pairs(thing.facts))
    is_short = sum(strip.height for strip in facts) < _SHORT
    yield from (strip._replace(tied=is_short or strip.tied) for strip in facts[:-1])
    yield from facts[-1:]
    if thing.history:
        yield from setter.heading(words.history)
        for item in thing.history:
            rest = [each for each in (item.text, " · ".join(item.rest)) if each]
            yield from setter.pairs([(item.date, "\n".join((item.title, *rest)))])
    if thing.pictures:
        yield from setter.heading(words.pictures)
        yield from setter.pictures(thing.pictures)
    if thing.listed:
        yield from setter.heading(words.attached)
        yield from setter.text(words.listed, _SMALL)
        for file in thing.listed:
            yield from setter.pairs([(file.name, f"{file.kind} · {file.size}")], tied=True)
            yield from setter.text(f"SHA-256 {file.sha256}", _SMALL, left=_LABELS)


class _Setter:
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

    def again(self, name: str) -> list[Strip]:
        """The name of what goes on from the page before, on one line."""
        return [*list(self.text(f"{name} …", _SMALL))[:1], Strip(2.0)]

    def heading(self, text: str) -> Iterator[Strip]:
        """A small heading within a product."""
        yield Strip(2.5)
        yield from self.text(text, _BODY, strong=True, tied=True)

    def text(
        self, text: str, points: float, *, strong: bool = False, left: float = 0.0, tied: bool = False
    ) -> Iterator[Strip]:
        """A text across the column from `left` on, a strip a line."""
        for marks in self._lines(text, points, left, self.width - left, strong=strong):
            yield Strip(points * _LINE * MM_PER_POINT, marks, tied=tied)

    def pairs(self, pairs: Iterable[tuple[str, str]], *, tied: bool = False) -> Iterator[Strip]:
        """Labels on the left and values on the right; either goes on, on as many lines as it takes."""
        height = _BODY * _LINE * MM_PER_POINT
        for label, value in pairs:
            labels = self._lines(label, _BODY, 0, _LABELS - _GAP)
            values = self._lines(value, _BODY, _LABELS, self.width - _LABELS)
            count = max(len(labels), len(values))
            for place in range(count):
                marks = [mark for side in (labels, values) if place < len(side) for mark in side[place]]
                yield Strip(height, tuple(marks), tied=tied or place < len(labels) - 1)
            yield Strip(0.8, tied=tied)

    def pictures(self, pictures: tuple[Picture, ...]) -> Iterator[Strip]:
        """Pictures in rows of two, each above its name; a single one is larger."""
        half = (self.width - _GAP) / 2
        wide, high = _ALONE_MM if len(pictures) == 1 else (half, _BESIDE_MM[1])
        for start in range(0, len(pictures), 2):
            set_here = [
                _fitted(picture, place * (half + _GAP), wide, high)
                for place, picture in enumerate(pictures[start : start + 2])
            ]
            below = max(each.height for each in set_here)
            names = [
                replace(mark, y=mark.y + below)
                for picture, mark_of in zip(pictures[start : start + 2], set_here, strict=True)
                for line in self._lines(picture.name, _SMALL, mark_of.x, half)[:1]
                for mark in line
            ]
            yield Strip(below + 6.0, tuple(names), tuple(set_here))

    def footer(self, text: str, height: float) -> tuple[TextMark, ...]:
        """The number of the page, at its right below."""
        run = regular().runs(clean(text))
        width = sum(glyph.advance for each in run for glyph in each.glyphs) * _SMALL * MM_PER_POINT
        return (TextMark(run, _SMALL, _SIDE + self.width - width, height - 12.0),)

    def _lines(
        self, text: str, points: float, left: float, width: float, *, strong: bool = False
    ) -> list[tuple[TextMark, ...]]:
        """The lines of a text, each as marks; every paragraph runs, and is aligned, as its first letter does."""
        face = bold() if strong else regular()
        lines: list[tuple[TextMark, ...]] = []
        for paragraph in text.splitlines():
            shown = self._shown(clean(paragraph), face)
            rtl = is_right_to_left(shown)
            for line in lines_of(shown, face, width, points):
                indent = width - face.width(line) * points * MM_PER_POINT if rtl else 0.0
                runs = face.runs(line, rtl)
                lines.append((TextMark(runs, points, left + indent, points * MM_PER_POINT * 1.05),))
        return lines

    def _shown(self, text: str, face: Face) -> str:
        """The text with the numbers of those characters that no font has, so that nobody overlooks them."""
        for character in face.missing(text):
            self.lacking[character] = None
            text = text.replace(character, f"[U+{ord(character[0]):04X}]")
        return text


def _fitted(picture: Picture, left: float, width: float, height: float) -> PictureMark:
    scale = min(width / picture.width, height / picture.height)
    return PictureMark(
        *(picture.jpeg, (picture.width, picture.height), left, 0.0, picture.width * scale, picture.height * scale)
    )


def _paged(strips: Iterable[Strip], room: float, again: Callable[[str], list[Strip]]) -> list[list[Strip]]:
    """The strips on pages: those that are tied together on one, unless they are more than a page holds.

    `again` makes what is said above the first strip of a page that lies within something.
    """
    pages: list[list[Strip]] = [[]]
    used = 0.0
    for group in _groups(strips):
        height = sum(strip.height for strip in group)
        for number, strip in enumerate(group):
            wanted = height if number == 0 and height <= room - _AGAIN else strip.height
            if pages[-1] and used + wanted > room:
                pages.append([])
                used = 0.0
            if not (pages[-1] or strip.marks or strip.pictures):
                continue  # no page begins with a gap
            more = [*again(strip.within), strip] if strip.within and not pages[-1] else [strip]
            pages[-1] += more
            used += sum(each.height for each in more)
    return pages


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.tied:
            yield group
            group = []
    if group:
        yield group


def _page(strips: Iterable[Strip], size: tuple[float, float], footer: tuple[TextMark, ...]) -> Page:
    marks: list[Mark] = []
    pictures: list[PictureMark] = []
    top = _TOP
    for strip in strips:
        marks += (_moved(mark, top) for mark in strip.marks)
        pictures += (replace(each, x=each.x + _SIDE, y=each.y + top) for each in strip.pictures)
        top += strip.height
    return Page(*size, [*marks, *footer], pictures=pictures)


def _moved(mark: Mark, down: float) -> Mark:
    if isinstance(mark, Stroke):
        return replace(mark, x1=mark.x1 + _SIDE, x2=mark.x2 + _SIDE, y1=mark.y1 + down, y2=mark.y2 + down)
    if isinstance(mark, TextMark):
        return replace(mark, x=mark.x + _SIDE, y=mark.y + down)
    raise AssertionError(mark)
