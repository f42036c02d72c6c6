"""A description as a page to hang at a counter: who it is, a code to photograph, few words. It signs nothing.

What is too long goes on, on the next line or a second page.
"""

from __future__ import annotations

from collections.abc import Iterator

from talktag.model.sharing.description import Block, Description, FactList, Illustrations, Section, Sentence, Verbatim
from talktag.paper.codes.symbol import Symbol
from talktag.paper.pages.code_page import A4_MM, code_strip, pdf_of_strips
from talktag.paper.pages.paging import SIDE
from talktag.paper.pages.setter import SMALL, Setter, Strip
from talktag.paper.type.text import clean

_KICKER, _TITLE, _LEAD, _HEADING, _TEXT, _DIGITS = 15.0, 30.0, 12.0, 11.0, 10.0, 21.0  # points
_CODE_MM = 88.0
_SHORT = 45  # letters of what is to be read out; what is longer is there to be copied


def poster_pdf(description: Description, symbol: Symbol) -> bytes:
    """The poster as a PDF on A4; the code stands where the description has a picture of it."""
    setter = Setter(A4_MM[0] - 2 * SIDE)
    return pdf_of_strips(list(_strips(description, symbol, setter)), clean(description.name), description.language)


def _strips(description: Description, symbol: Symbol, setter: Setter) -> Iterator[Strip]:
    yield from setter.text(description.kicker, _KICKER)
    yield from setter.text(description.title, _TITLE, strong=True)
    yield from setter.text(description.subtitle, _LEAD)
    yield Strip(2.0)
    for section in description.sections:
        yield from _section(section, symbol, setter)


def _section(section: Section, symbol: Symbol, setter: Setter) -> Iterator[Strip]:
    if not isinstance(section.blocks[0], Illustrations):  # a code needs no word above it
        yield Strip(3.0)
        yield from setter.text(section.heading, _HEADING, strong=True, tied=True)
        yield Strip(0.8, tied=True)
    for block in section.blocks:
        yield from _block(block, symbol, setter)


def _block(block: Block, symbol: Symbol, setter: Setter) -> Iterator[Strip]:
    match block:
        case Illustrations():
            yield code_strip(symbol, setter.width, _CODE_MM)
        case FactList(facts):
            yield from setter.pairs((fact.label, "\n".join(fact.lines)) for fact in facts)
        case Verbatim(text):
            is_read_out = len(text) < _SHORT and text[0].isdigit()
            yield from setter.text(text, _DIGITS if is_read_out else SMALL + 1.0, strong=is_read_out, left=4.0)
            yield Strip(1.0)
        case Sentence(text, inserts):
            for each in inserts:
                text = text.replace(f"{{{each.name}}}", each.text)
            yield from setter.text(text, _TEXT)
        case _:
            raise AssertionError(block)  # no poster has it
