"""Pages as SVG: a symbol is one path, type is outlines, so no font is needed to show it. It decides no place.

One unit is a millimetre. The same page gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from talktag.paper.draw.marks import Mark, Outline, Page, Stroke, SymbolMark, TextMark, trace_outline
from talktag.paper.draw.pdf_text import number, numbers, place_glyphs
from talktag.paper.type.font import MM_PER_POINT

_DARK = re.compile("1+")


def svg(page: Page, title: str) -> str:
    """The page as a document of its own."""
    a, b, c, d, e, f = page.calibration.correction()
    size = f'width="{number(page.width)}mm" height="{number(page.height)}mm"'
    box = f'viewBox="0 0 {numbers(page.width, page.height)}"'
    frame = " ".join(f"{value:.8f}" for value in (a, b, c, d, e, f))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<g transform="matrix({frame})">',
        *(line for mark in page.marks for line in _elements_of(mark)),
        "</g>",
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _elements_of(mark: Mark) -> Iterator[str]:
    if isinstance(mark, SymbolMark):
        place = f"translate({numbers(mark.x, mark.y)}) scale({mark.module:.7f})"
        yield f'<path transform="{place}" shape-rendering="crispEdges" d="{_modules(mark)}"/>'
    elif isinstance(mark, TextMark):
        path = _letters(mark)
        if path:
            yield f'<path d="{path}"/>'
    elif isinstance(mark, Stroke):
        d = f"M{numbers(mark.x1, mark.y1)}L{numbers(mark.x2, mark.y2)}"
        yield f'<path d="{d}" stroke="#000" stroke-width="{number(mark.width)}"/>'
    else:
        fill = "#fff" if mark.is_blank else "none"
        yield f'<path d="{_border(mark)}" fill="{fill}" stroke="#000" stroke-width="0.1"/>'


def _modules(mark: SymbolMark) -> str:
    return "".join(
        f"M{stretch.start()} {row}h{len(stretch[0])}v1h-{len(stretch[0])}z"
        for row, modules in enumerate(mark.symbol.text_rows("1", "0"))
        for stretch in _DARK.finditer(modules)
    )


def _letters(mark: TextMark) -> str:
    size = mark.points * MM_PER_POINT
    x = mark.x
    steps = []
    for run in mark.runs:
        for at, glyph in place_glyphs(run.glyphs, x, size):
            left, base = at + glyph.x * size, mark.y - glyph.y * size
            for contour in run.font.outline(glyph.number):
                for kind, points in contour:
                    pairs = zip(points[::2], points[1::2], strict=True)
                    steps.append(kind + " ".join(numbers(left + px * size, base - py * size) for px, py in pairs))
                steps.append("Z")
        x += size * sum(glyph.advance for glyph in run.glyphs)
    return "".join(steps)


def _border(outline: Outline) -> str:
    start, steps = trace_outline(outline)
    drawn = ("LC"[len(step) > 2] + numbers(*step) for step in steps)
    return f"M{numbers(*start)}{''.join(drawn)}Z"
