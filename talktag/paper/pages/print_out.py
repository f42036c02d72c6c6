"""A description as PDF: labels and values in two columns, pictures two abreast, on as many pages as it takes.

It cuts nothing off: what is too long goes on, on the next line or the next page. The same values give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from talktag.model.sharing.description import (
    Block,
    Description,
    FactList,
    FileList,
    FormFields,
    Happenings,
    Illustrations,
    PointList,
    Section,
    Sentence,
    Subheading,
    Sums,
)
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.pages.paging import BOTTOM, SIDE, TOP, break_into_pages, lay_footer, lay_page
from talktag.paper.pages.setter import BODY, LABELS, SMALL, TITLE, Setter, Strip
from talktag.paper.type.text import clean

A4_MM = (210.0, 297.0)
_BETWEEN, _APART, _TO_SIGN = 2.0, 5.0, 14.0  # millimetres below a paragraph, above a part, and to sign in
_SHORT = 90.0  # millimetres of facts that are not parted


class Laid(NamedTuple):
    """The PDF, of how many pages it is, and the characters no font has, which stand on it as their numbers."""

    pdf: bytes
    pages: int
    lacking: tuple[str, ...]


def print_pdf(description: Description, size: tuple[float, float] = A4_MM) -> Laid:
    """The description on pages of that size in millimetres."""
    setter = Setter(size[0] - 2 * SIDE)
    pages = break_into_pages(strips_of(description, setter), size[1] - TOP - BOTTOM, setter.again)
    sink = io.BytesIO()
    writer = PdfWriter(sink, clean(description.name), description.language)
    for number, strips in enumerate(pages, 1):
        footer = lay_footer(description.page.format(number=number, count=len(pages)), size)
        writer.add(lay_page(strips, size, footer))
    writer.finish()
    return Laid(sink.getvalue(), len(pages), tuple(setter.lacking))


def strips_of(description: Description, setter: Setter) -> Iterator[Strip]:
    """The description set strip by strip."""
    yield from setter.text(description.title, TITLE, strong=True)
    yield Strip(3.0)
    for section in description.sections:
        if section.role == "about" or not section.heading:
            yield from _plain(section, setter)
            continue
        name = f"{section.number}. {section.heading}" if section.number else section.heading
        yield from setter.part(name) if section.role == "part" else setter.opening(name)
        strips = _blocks(section, setter)
        if section.role == "form":  # which is filled in by hand, and best on one page
            yield from (strip._replace(tied=True) for strip in strips)
            yield Strip(0.0)
            continue
        yield from (strip._replace(within=name) for strip in strips) if section.role == "product" else strips


def _plain(section: Section, setter: Setter) -> Iterator[Strip]:
    """A section without a heading: who writes to whom, the words of a letter, or its end with room to sign it."""
    if section.role != "about":
        yield Strip(_APART)
    for number, block in enumerate(section.blocks):
        strips = list(_block(block, setter))
        if section.role == "closing":
            yield from (strip._replace(tied=True) for strip in strips)
            yield from (Strip(_TO_SIGN, tied=True),) if number == 0 else (Strip(0.0),)
        else:
            yield from strips


def _blocks(section: Section, setter: Setter) -> Iterator[Strip]:
    """The blocks of a section; the facts that it begins with stay together where they are few."""
    for number, block in enumerate(section.blocks):
        strips = list(_block(block, setter))
        if number == 0 and isinstance(block, FactList) and sum(strip.height for strip in strips) < _SHORT:
            strips[:-1] = [strip._replace(tied=True) for strip in strips[:-1]]
        yield from strips


def _block(block: Block, setter: Setter) -> Iterator[Strip]:
    match block:
        case FactList(facts):
            yield from setter.pairs((fact.label, "\n".join(fact.lines)) for fact in facts)
        case Subheading(text):
            yield from setter.heading(text)
        case Happenings(items):
            for item in items:
                rest = [each for each in (item.text, " · ".join(item.rest)) if each]
                yield from setter.pairs([(item.date, "\n".join((item.title, *rest)))])
        case Illustrations(pictures):
            yield from setter.pictures(pictures)
        case FileList(note, _, files):
            yield from setter.text(note.text, SMALL)
            for file in files:
                yield from setter.pairs([(file.name, f"{file.kind} · {file.size}")], tied=True)
                yield from setter.text(f"SHA-256 {file.sha256}", SMALL, left=LABELS)
        case Sums(sums, lacking):
            for each in sums:
                yield from setter.text(each, BODY, strong=True)
            yield from setter.text(lacking, BODY)
        case _:
            yield from _words(block, setter)


def _words(block: Block, setter: Setter) -> Iterator[Strip]:
    """What only letters have: sentences, points, fields to fill in."""
    match block:
        case Sentence():
            yield from setter.text(block.filled, BODY)
            yield Strip(_BETWEEN)
        case PointList(points):
            for point in points:
                yield from setter.point(" · ".join((point.main, *point.rest)))
        case FormFields(fields):
            yield from setter.form(fields)
        case _:
            raise AssertionError(block)  # no print-out and no letter has it
