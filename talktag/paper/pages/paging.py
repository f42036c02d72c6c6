"""Strips put on pages, from the top of each down. It sets no text but the number of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from talktag.paper.draw.marks import Mark, Page, PictureMark, Stroke, SymbolMark, TextMark
from talktag.paper.pages.setter import SMALL, Strip
from talktag.paper.type.font import MM_PER_POINT, regular
from talktag.paper.type.text import clean

SIDE, TOP, BOTTOM = 20.0, 20.0, 22.0  # millimetres of margins
_AGAIN = 8.0  # millimetres that saying a name again takes at most


def break_into_pages(strips: Iterable[Strip], room: float, again: Callable[[str], list[Strip]]) -> list[list[Strip]]:
    """The strips on pages: those that are tied together on one, unless they are more than a page holds.

    `again` makes what is said above the first strip of a page that lies within something.
    """
    pages: list[list[Strip]] = [[]]
    used = 0.0
    for group in _tied_groups(strips):
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


def _tied_groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.tied:
            yield group
            group = []
    if group:
        yield group


def lay_page(strips: Iterable[Strip], size: tuple[float, float], footer: tuple[TextMark, ...]) -> Page:
    """A page of that size with strips that lie below each other."""
    marks: list[Mark] = []
    pictures: list[PictureMark] = []
    top = TOP
    for strip in strips:
        marks += (_move_down(mark, top) for mark in strip.marks)
        pictures += (replace(each, x=each.x + SIDE, y=each.y + top) for each in strip.pictures)
        top += strip.height
    return Page(*size, [*marks, *footer], pictures=pictures)


def _move_down(mark: Mark, down: float) -> Mark:
    if isinstance(mark, Stroke):
        return replace(mark, x1=mark.x1 + SIDE, x2=mark.x2 + SIDE, y1=mark.y1 + down, y2=mark.y2 + down)
    if isinstance(mark, TextMark | SymbolMark):
        return replace(mark, x=mark.x + SIDE, y=mark.y + down)
    raise AssertionError(mark)


def lay_footer(text: str, size: tuple[float, float]) -> tuple[TextMark, ...]:
    """The number of a page of that size, at its right below."""
    run = regular().runs(clean(text))
    width = sum(glyph.advance for each in run for glyph in each.glyphs) * SMALL * MM_PER_POINT
    return (TextMark(run, SMALL, size[0] - SIDE - width, size[1] - 12.0),)
