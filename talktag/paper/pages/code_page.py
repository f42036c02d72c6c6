"""One code with words below it, as a picture or a page: to be printed, or shown on a screen. It knows no meaning of it.

Modules are whole dots of a print at 300 dpi, as cameras and print heads both want.
"""

from __future__ import annotations

import io

from talktag.paper.codes.symbol import Symbol
from talktag.paper.draw.marks import Mark, Page, SymbolMark, TextMark
from talktag.paper.draw.output import PNG_DPI
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.draw.raster import picture, png
from talktag.paper.draw.svg import svg
from talktag.paper.pages.setter import Setter, Strip
from talktag.paper.type.font import MM_PER_POINT, regular
from talktag.paper.type.text import clean, fit

DOTS = 8  # of a module, where the code is to be a picture of its own
A4_MM = (210.0, 297.0)
_SIDE, _TOP, _CAPTION_MM = 20.0, 20.0, 8.0
_CAPTION, _TEXT = 14.0, 11.0  # points


def code_png(symbol: Symbol, caption: str = "") -> bytes:
    """The code as a picture with its quiet zone, and the caption below it."""
    return png(picture(_small_page(symbol, caption), PNG_DPI), PNG_DPI)


def code_svg(symbol: Symbol, caption: str = "") -> bytes:
    """The same as SVG."""
    return svg(_small_page(symbol, caption), caption or "code").encode()


def code_pdf(symbol: Symbol, title: str, text: str = "", language: str = "en") -> bytes:
    """The code on A4, as large as the page is wide, below a title, above a text; nothing of it is cut."""
    setter = Setter(A4_MM[0] - 2 * _SIDE)
    strips = [*setter.text(title, _CAPTION, strong=True), Strip(6.0), code_strip(symbol, setter.width), Strip(6.0)]
    strips += setter.text(text, _TEXT)
    return pdf_of_strips(strips, clean(title), language)


def code_strip(symbol: Symbol, width: float, most: float = 170.0) -> Strip:
    """The code in the middle of a column, not wider than `most` with its quiet zone."""
    modules = symbol.size + 2 * symbol.quiet
    side = min(width, most)
    module = side / modules
    left = (width - side) / 2 + symbol.quiet * module
    return Strip(side, (SymbolMark(symbol, left, symbol.quiet * module, module),))


def pdf_of_strips(strips: list[Strip], title: str, language: str) -> bytes:
    """Strips on as many A4 pages as they take."""
    from talktag.paper.pages.paging import BOTTOM, TOP, break_into_pages, lay_page

    sink = io.BytesIO()
    writer = PdfWriter(sink, title, language)
    for page in break_into_pages(strips, A4_MM[1] - TOP - BOTTOM, lambda _name: []):
        writer.add(lay_page(page, A4_MM, ()))
    writer.finish()
    return sink.getvalue()


def _small_page(symbol: Symbol, caption: str) -> Page:
    module = DOTS * 25.4 / PNG_DPI
    quiet = symbol.quiet * module
    side = symbol.size * module + 2 * quiet
    marks: list[Mark] = [SymbolMark(symbol, quiet, quiet, module)]
    if caption:
        face = regular()
        fitted = fit(clean(caption), face, side - 2 * quiet, _CAPTION_MM, _CAPTION)
        for number, line in enumerate(fitted.lines):
            spare = side - face.width(line) * fitted.points * MM_PER_POINT
            y = side + (1 + 1.2 * number) * fitted.points * MM_PER_POINT
            marks.append(TextMark(face.runs(line, fitted.is_rtl), fitted.points, spare / 2, y))
    return Page(side, side + (_CAPTION_MM if caption else 0.0), marks)
