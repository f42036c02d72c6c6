"""Pages of a PDF: a symbol as one filled path, lines of text, black on white. It decides no place and no size.

Lengths are millimetres from the page's top left; PDF itself counts points from the bottom left.
"""

from __future__ import annotations

import io
import re

from talktag.paper.font import MM_PER_POINT, Face, regular
from talktag.paper.symbol import Symbol


class Paper:
    """A PDF in the making. The same calls give the same bytes: no clock, no host, no path is in it."""

    def __init__(self, width_mm: float, height_mm: float, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._height = height_mm
        self._file = io.BytesIO()
        size = (width_mm / MM_PER_POINT, height_mm / MM_PER_POINT)
        # A canvas starts every page in a font of its own choice, not embedded, unless told otherwise.
        first = regular().name
        self._canvas = Canvas(
            self._file,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=first,  # type: ignore[arg-type]  # the stubs take it for a number
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setCreator("talktag")
        # Asks viewers not to shrink the page to the printer's margins, which would move every label.
        self._canvas.setViewerPreference("PrintScaling", "None")

    def draw_symbol(self, symbol: Symbol, x: float, y: float, module: float) -> None:
        """Fill a symbol whose dark square starts at x, y. One path: rectangles of their own leave hairlines."""
        from reportlab.pdfgen.canvas import FILL_NON_ZERO  # type: ignore[attr-defined]  # the stubs leave it out
        from reportlab.pdfgen.pathobject import PDFPathObject

        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x / MM_PER_POINT, (self._height - y - symbol.size * module) / MM_PER_POINT)
        canvas.scale(module / MM_PER_POINT, module / MM_PER_POINT)
        # The path's operators as text: asking for each rectangle takes longer than the symbol itself did.
        canvas.drawPath(PDFPathObject(code=_rectangles(symbol)), stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        canvas.restoreState()

    def draw_line(self, text: str, face: Face, points: float, x: float, y: float) -> None:
        """Write one line whose base line starts at x, y; a character the face lacks is the caller's mistake."""
        self._canvas.setFont(face.name, points)
        self._canvas.drawString(x / MM_PER_POINT, (self._height - y) / MM_PER_POINT, text)

    def turn(self) -> None:
        """End the page and go on to a new one."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The whole PDF, after the last page was turned."""
        self._canvas.save()
        return self._file.getvalue()


def _rectangles(symbol: Symbol) -> list[str]:
    """PDF operators for each stretch of dark modules, one unit a module, from the symbol's bottom left."""
    rows = ("".join("#" if dark else " " for dark in modules) for modules in symbol.modules)
    return [
        f"{stretch.start()} {symbol.size - 1 - number} {len(stretch[0])} 1 re"
        for number, row in enumerate(rows)
        for stretch in re.finditer("#+", row)
    ]
