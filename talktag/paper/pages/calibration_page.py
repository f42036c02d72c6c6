"""The test print that shows what a printer does: rulers at four dies, every outline, bars of 100 mm. No labels on it.

Print it on plain paper, hold it with a label sheet against the light, and read at each ruler how far right of and below
its zero the label's corner lies; `talktag.model.labels.calibration.solve` makes a calibration of the four readings.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from talktag.model.labels.calibration import Calibration
from talktag.model.labels.paper import Cell, Paper, cells
from talktag.model.labels.sheet_cells import check_sheet
from talktag.paper.draw.drawing import die
from talktag.paper.draw.marks import Mark, Outline, Page, Stroke, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.type.font import MM_PER_POINT, bold, regular

CORNERS = ("A", "B", "C", "D")  # top left, top right, bottom left, bottom right
BAR_MM = 100.0
_REACH_MM = 5  # of a ruler to both sides
_EDGE_MM = 6.0  # nearer to the paper's edge many printers print nothing
_APART_MM = 50.0
_BOX_MM = (130.0, 20.0)
_LINES = (
    "Print at actual size (100 %) on plain paper. The bars must measure 100 mm.",
    "Hold this with a label sheet against the light. At A, B, C and D read how many",
    "millimetres right of and below the zero the label's corner lies (left and above: minus).",
)


def ruler_points(paper: Paper) -> tuple[tuple[float, float], ...]:
    """Where the zeros of the rulers A to D are, in mm from the page's top left: corners of the four outermost dies.

    InvalidError for a roll or tape, which has no page.
    """
    check_sheet(paper)
    places = cells(paper)
    first, last = places[0], places[-1]
    left, right = _ends((first.x_mm, first.width_mm), (last.x_mm, last.width_mm), paper.page_w or 0.0)
    top, bottom = _ends((first.y_mm, first.height_mm), (last.y_mm, last.height_mm), paper.page_h or 0.0)
    return (left, top), (right, top), (left, bottom), (right, bottom)


def calibration_pdf(paper: Paper, calibration: Calibration | None = None) -> bytes:
    """The test print as a PDF, uncalibrated, or with a calibration to see that it holds; InvalidError for a roll."""
    marks = [*_rulers(paper), *(die(paper, cell) for cell in cells(paper)), *_numbers(cells(paper)), *_bars(paper)]
    marks += _words(paper)
    page = Page(paper.page_w or 0.0, paper.page_h or 0.0, marks, calibration or Calibration())
    sink = io.BytesIO()
    writer = PdfWriter(sink, f"talktag calibration for {paper.id}")
    writer.add(page)
    writer.finish()
    return sink.getvalue()


def _ends(first: tuple[float, float], last: tuple[float, float], page: float) -> tuple[float, float]:
    """The outer edges of the outermost dies; the inner ones where those are too near to the paper's edge."""
    outer = (first[0], last[0] + last[1])
    inner = (first[0] + first[1], last[0])
    is_near = outer[0] < _EDGE_MM or page - outer[1] < _EDGE_MM
    return inner if is_near and inner[1] - inner[0] >= _APART_MM else outer


def _rulers(paper: Paper) -> Iterator[Mark]:
    for name, (x, y) in zip(CORNERS, ruler_points(paper), strict=True):
        yield Stroke(x - _REACH_MM, y, x + _REACH_MM, y)
        yield Stroke(x, y - _REACH_MM, x, y + _REACH_MM)
        for step in range(-2 * _REACH_MM, 2 * _REACH_MM + 1):
            at = step / 2
            tick = 1.4 if step % 10 == 0 else 0.9 if step % 2 == 0 else 0.5
            yield Stroke(x + at, y - tick / 2, x + at, y + tick / 2)
            yield Stroke(x - tick / 2, y + at, x + tick / 2, y + at)
        inward = -1 if x > (paper.page_w or 0) / 2 else 1
        down = -1 if y > (paper.page_h or 0) / 2 else 1
        yield _centre(name, 14, x + inward * 4, y + down * 4 + 2)


def _numbers(places: tuple[Cell, ...]) -> Iterator[Mark]:
    """Each die's number, as --start counts them."""
    for cell in places:
        yield _centre(str(cell.index), 6, cell.x_mm + cell.width_mm / 2, cell.y_mm + cell.height_mm / 2 + 0.8)


def _bars(paper: Paper) -> Iterator[Mark]:
    left, top = ((paper.page_w or 0) - BAR_MM) / 2, ((paper.page_h or 0) - BAR_MM) / 2
    below = top + BAR_MM
    if min(left, top) < _EDGE_MM:
        return  # a small page has rulers only
    for at in (0.0, BAR_MM):
        yield Stroke(left + at, below - 2, left + at, below + 2, 0.2)
        yield Stroke(left - 2, top + at, left + 2, top + at, 0.2)
    yield Stroke(left, below, left + BAR_MM, below, 0.4)
    yield Stroke(left, top, left, below, 0.4)
    yield _centre("100 mm", 8, left + BAR_MM / 2, below - 1)
    yield _centre("100 mm", 8, left + 8, top + 10)


def _words(paper: Paper) -> Iterator[Mark]:
    middle, top = (paper.page_w or 0) / 2, (paper.page_h or 0) / 2 - _BOX_MM[1] / 2
    if middle < _BOX_MM[0] / 2:
        return
    yield Outline(middle - _BOX_MM[0] / 2, top, *_BOX_MM, 2.0, is_blank=True)
    for number, line in enumerate((f"talktag calibration for {paper.id}", *_LINES), 1):
        yield _centre(line, 8, middle, top + 1 + number * 4, is_strong=number == 1)


def _centre(text: str, points: float, x: float, base: float, *, is_strong: bool = True) -> TextMark:
    face = bold() if is_strong else regular()
    width = face.width(text) * points * MM_PER_POINT
    return TextMark(face.runs(text), points, x - width / 2, base)
