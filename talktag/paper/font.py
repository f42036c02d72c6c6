"""The two embedded typefaces: how wide a text runs and which characters they lack. It never substitutes a character.

Bitstream Vera as reportlab ships it, free to embed. reportlab drops a character without a glyph and says nothing, so
every text is asked about here first.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

MM_PER_POINT = 25.4 / 72
# In multiples of the type size, for both faces: height of a capital, depth below the base line.
CAPITAL = 0.73
DESCENT = 0.24


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface under its name in the PDF; `widths` by code point, in multiples of the type size."""

    name: str
    widths: dict[int, float]

    def width(self, text: str) -> float:
        """How wide the text runs, in multiples of the type size; KeyError for a character the face lacks."""
        return sum(self.widths[ord(character)] for character in text)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` without a glyph, each once, in order."""
        return tuple(dict.fromkeys(character for character in text if ord(character) not in self.widths))


@functools.cache
def regular() -> Face:
    """Bitstream Vera Sans, for names."""
    return _face("talktag-regular", "Vera.ttf")


@functools.cache
def bold() -> Face:
    """Bitstream Vera Sans Bold, for printed ids."""
    return _face("talktag-bold", "VeraBd.ttf")


def _face(name: str, file_name: str) -> Face:
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # By its full path: a bare name is first looked for in the current folder.
    font = TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / file_name))
    pdfmetrics.registerFont(font)
    face = font.face
    widths = {code: face.charWidths[code] / 1000 for code in face.charToGlyph if 0x20 <= code < 0xFFFF}
    return Face(name, widths)
