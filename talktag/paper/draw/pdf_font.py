"""A font inside a PDF: the glyphs used and nothing else of it, their widths, and which letters they stand for.

A Type 0 font as in ISO 32000-1, 9.7, each code of which stands for exactly one letter. Where glyphs stand for letters
together, the first letter's code draws them all and the others draw nothing: so readers find the letters in their
order, whatever they know of ligatures, of marks that move, and of marked text. It never writes a file.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from talktag.paper.type.font_composite import Component, Composite, with_composites
from talktag.paper.type.font_file import FontFile, Glyph

_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{}
endcmap CMapName currentdict /CMap defineresource pop end end
"""
_TYPE0 = "/Type /Font /Subtype /Type0 /BaseFont /{} /Encoding /Identity-H /DescendantFonts [{} 0 R] /ToUnicode {} 0 R"
_DESCENDANT = (
    "/Type /Font /Subtype /CIDFontType2 /BaseFont /{} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    " /Supplement 0 >> /CIDToGIDMap {} 0 R /FontDescriptor {} 0 R /DW 0 /W [1 [{}]]"
)
_DESCRIPTOR = (
    "/Type /FontDescriptor /FontName /{} /Flags 4 /FontBBox [-1000 -500 3000 1500] /ItalicAngle 0 /Ascent 1069"
    " /Descent -293 /CapHeight 714 /StemV {} /FontFile2 {} 0 R"
)
_MOST_IN_A_BLOCK = 100


class Letter(NamedTuple):
    """A letter, what is drawn for it, and how far the next one is in thousandths of the type size."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: int

    @property
    def is_one_glyph(self) -> bool:
        """Whether a glyph of the font is it already."""
        return len(self.glyphs) == 1 and not (self.glyphs[0].x or self.glyphs[0].y)


def letters(text: str, glyphs: Sequence[Glyph]) -> Iterator[Letter]:
    """The letters of `text`, for which `glyphs` stand together; the first one is drawn as all of them.

    The others have a thousandth of the type size each: what has no width at all some readers leave out.
    """
    others = text[1:]
    advance = round(sum(glyph.advance for glyph in glyphs) * 1000)
    yield Letter(text[:1], tuple(glyphs), max(0, advance - len(others)))
    for letter in others:
        yield Letter(letter, (), 1)


@dataclass(frozen=True, slots=True)
class Used:
    """A font, and each letter as it is drawn with its code, which counts from 1."""

    font: FontFile
    codes: dict[Letter, int] = field(default_factory=dict)

    def code(self, letter: Letter) -> int:
        """The code of a letter, a new one where it was not met before."""
        return self.codes.setdefault(letter, len(self.codes) + 1)


def font_objects(used: Used, first: int) -> Iterator[tuple[str, bytes | None]]:
    """The objects from number `first` on, each its dictionary's text, or its entries and a stream's bytes."""
    drawn = list(used.codes)
    data, numbers = _file(used.font, drawn)
    # A subset's name begins with six letters of its own.
    digest = hashlib.sha256(repr(drawn).encode()).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + f"+{used.font.name}"
    widths = " ".join(str(letter.advance) for letter in drawn)
    yield f"<< {_TYPE0.format(name, first + 1, first + 2)} >>", None
    yield f"<< {_DESCENDANT.format(name, first + 5, first + 3, widths)} >>", None
    yield "", _cmap(drawn).encode("ascii")
    yield f"<< {_DESCRIPTOR.format(name, 165 if 'Bold' in used.font.name else 80, first + 4)} >>", None
    yield f"/Length1 {len(data)}", data
    yield "", struct.pack(f">{len(numbers) + 1}H", 0, *numbers)


def _file(font: FontFile, drawn: Sequence[Letter]) -> tuple[bytes, list[int]]:
    """A font file with a glyph for each letter, and their numbers in it."""
    em = font.face.upem
    composites = [_composite(letter, em) for letter in drawn if not letter.is_one_glyph]
    needed = {0, *(glyph.number for letter in drawn for glyph in letter.glyphs)}
    data, number = with_composites(font.subset(sorted(needed)), composites)
    numbers = []
    for letter in drawn:
        numbers.append(letter.glyphs[0].number if letter.is_one_glyph else number)
        number += not letter.is_one_glyph
    return data, numbers


def _composite(letter: Letter, em: int) -> Composite:
    parts, x = [], 0.0
    for glyph in letter.glyphs:
        parts.append(Component(glyph.number, round((x + glyph.x) * em), round(glyph.y * em)))
        x += glyph.advance
    return Composite(tuple(parts), round(letter.advance * em / 1000))


def _cmap(drawn: Sequence[Letter]) -> str:
    """The table by which a reader finds text in the glyphs, for searching and copying."""
    lines = [f"<{code:04x}> <{_units(letter.text)}>" for code, letter in enumerate(drawn, 1)]
    blocks = [lines[start : start + _MOST_IN_A_BLOCK] for start in range(0, len(lines), _MOST_IN_A_BLOCK)]
    return _CMAP.format("\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks))


def _units(text: str) -> str:
    return text.encode("utf-16-be").hex()
