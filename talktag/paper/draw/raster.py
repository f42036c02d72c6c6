"""Pages as pixels: for a printer that takes dots, and for looking at. It decides no place, but snaps to whole dots.

Symbols are exact: where a module is a whole number of dots, each is that many. Type is drawn finer and then thinned.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.paper.draw.marks import Outline, Page, Stroke, SymbolMark, TextMark, trace_outline
from talktag.paper.draw.pdf_text import place_glyphs
from talktag.paper.type.font import MM_PER_POINT
from talktag.paper.type.font_file import Contour

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

_FINER = 4  # type is drawn this many times larger, and then made smaller
_CURVE_STEPS = 6
Point = tuple[float, float]


def picture(page: Page, dpi: float) -> Image.Image:
    """The page in greys; a calibration is left to the printer's driver, as dots are not to be bent."""
    from PIL import Image

    scale = dpi / 25.4
    size = (round(page.width * scale), round(page.height * scale))
    return draw_page(page, size, scale, Image.new("L", size, 255))


def draw_page(
    page: Page, size: tuple[int, int], scale: float, image: Image.Image, left: float = 0.0, top: float = 0.0
) -> Image.Image:
    """The marks on the picture at `scale` dots a millimetre, whose top left is `left`, `top` on the page."""
    from PIL import Image, ImageChops, ImageDraw

    type_of_it = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 255)
    fine = ImageDraw.Draw(type_of_it)
    for mark in page.marks:
        if isinstance(mark, TextMark):
            _letters(mark, fine, scale * _FINER, left, top)
    image = ImageChops.darker(image, type_of_it.resize(size, Image.Resampling.BOX))
    coarse = ImageDraw.Draw(image)
    for mark in page.marks:
        if isinstance(mark, SymbolMark):
            _modules(mark, coarse, scale, left, top)
        elif isinstance(mark, Stroke):
            ends = (
                (mark.x1 - left) * scale,
                (mark.y1 - top) * scale,
                (mark.x2 - left) * scale,
                (mark.y2 - top) * scale,
            )
            coarse.line(ends, fill=0, width=max(1, round(mark.width * scale)))
        elif isinstance(mark, Outline):
            corners = [((x - left) * scale, (y - top) * scale) for x, y in _border(mark)]
            coarse.polygon(corners, fill=255 if mark.is_blank else None, outline=0)
    return image


def png(image: Image.Image, dpi: float) -> bytes:
    """The picture as PNG that says how large it is; the same picture gives the same bytes."""
    sink = io.BytesIO()
    image.save(sink, "PNG", dpi=(dpi, dpi), optimize=False)
    return sink.getvalue()


def _modules(mark: SymbolMark, draw: ImageDraw.ImageDraw, scale: float, left: float, top: float) -> None:
    x, y = round((mark.x - left) * scale), round((mark.y - top) * scale)
    step = mark.module * scale
    edges = [round(place * step) for place in range(mark.symbol.size + 1)]
    for row, modules in enumerate(mark.symbol.text_rows("1", "0")):
        for column, module in enumerate(modules):
            if module == "1":
                box = (x + edges[column], y + edges[row], x + edges[column + 1] - 1, y + edges[row + 1] - 1)
                draw.rectangle(box, fill=0)


def _letters(mark: TextMark, draw: ImageDraw.ImageDraw, scale: float, left: float, top: float) -> None:
    size = mark.points * MM_PER_POINT
    x = mark.x
    for run in mark.runs:
        for at, glyph in place_glyphs(run.glyphs, x, size):
            origin = ((at + glyph.x * size - left) * scale, (mark.y - glyph.y * size - top) * scale)
            shapes = [_flat(contour, origin, size * scale) for contour in run.font.outline(glyph.number)]
            _fill(shapes, draw)
        x += size * sum(glyph.advance for glyph in run.glyphs)


def _fill(shapes: list[list[Point]], draw: ImageDraw.ImageDraw) -> None:
    """Fill a glyph: the larger contours first, those that run like the largest dark, those within them light."""
    areas = [(_area(shape), shape) for shape in shapes if len(shape) > 2]
    areas.sort(key=lambda pair: -abs(pair[0]))
    for area, shape in areas:
        draw.polygon(shape, fill=0 if (area > 0) == (areas[0][0] > 0) else 255)


def _area(shape: list[Point]) -> float:
    after = [*shape[1:], shape[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(shape, after, strict=True)) / 2


def _flat(contour: Contour, origin: Point, size: float) -> list[Point]:
    """A contour as a polygon."""
    points: list[Point] = []
    for _, values in contour:
        way = [(origin[0] + x * size, origin[1] - y * size) for x, y in zip(values[::2], values[1::2], strict=True)]
        points += way if len(way) == 1 else _curve([points[-1], *way])
    return points


def _curve(way: list[Point]) -> Iterator[Point]:
    """Points on a Bézier curve of any degree, by de Casteljau's rule."""
    for step in range(1, _CURVE_STEPS + 1):
        share = step / _CURVE_STEPS
        points = way
        while len(points) > 1:
            points = [
                (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for (x1, y1), (x2, y2) in itertools.pairwise(points)
            ]
        yield points[0]


def _border(outline: Outline) -> list[Point]:
    start, steps = trace_outline(outline)
    points = [start]
    for step in steps:
        way = list(zip(step[::2], step[1::2], strict=True))
        points += way if len(way) == 1 else _curve([points[-1], *way])
    return points
