"""A font inside a PDF: the glyphs used and nothing else of it, their widths, and which letters they stand for.

A Type 0 font as in ISO 32000-1, 9.7, whose codes are the glyphs' numbers in the font file. It never writes a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from talktag.paper.font_file import FontFile

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
    " /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor {} 0 R /DW 0 /W [{}]"
)
_DESCRIPTOR = (
    "/Type /FontDescriptor /FontName /{} /Flags 4 /FontBBox [-1000 -500 3000 1500] /ItalicAngle 0 /Ascent 1069"
    " /Descent -293 /CapHeight 714 /StemV {} /FontFile2 {} 0 R"
)
_MOST_IN_A_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Used:
    """A font, and of each glyph of it that is used the letters it stands for."""

    font: FontFile
    letters: dict[int, str]


def font_objects(used: Used, first: int) -> Iterator[tuple[str, bytes | None]]:
    """The objects from number `first` on, each its dictionary's text, or its entries and a stream's bytes."""
    font, numbers = used.font, sorted({0, *used.letters})
    # A subset's name begins with six letters of its own.
    digest = hashlib.sha256(repr(numbers).encode()).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + f"+{font.name}"
    widths = " ".join(f"{number} [{font.advance(number) * 1000:.0f}]" for number in numbers)
    yield f"<< {_TYPE0.format(name, first + 1, first + 2)} >>", None
    yield f"<< {_DESCENDANT.format(name, first + 3, widths)} >>", None
    yield "", _cmap(used.letters).encode("ascii")
    yield f"<< {_DESCRIPTOR.format(name, 165 if 'Bold' in font.name else 80, first + 4)} >>", None
    data = font.subset(numbers)
    yield f"/Length1 {len(data)}", data


def _cmap(letters: dict[int, str]) -> str:
    """The table by which a reader finds text in the glyphs, for searching and copying."""
    lines = [f"<{number:04x}> <{_units(text)}>" for number, text in sorted(letters.items()) if text]
    blocks = [lines[start : start + _MOST_IN_A_BLOCK] for start in range(0, len(lines), _MOST_IN_A_BLOCK)]
    return _CMAP.format("\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks))


def _units(text: str) -> str:
    return text.encode("utf-16-be").hex()
