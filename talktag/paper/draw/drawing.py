"""What is drawn of a laid-out sheet: the marks of each label, page after page. It knows no file format."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from talktag.model.labels.paper import Cell, Paper, cells
from talktag.model.labels.sheet_cells import SheetPlace
from talktag.paper.codes.symbol import Symbol, symbol_of
from talktag.paper.draw.marks import Mark, Outline, Page, Stroke, SymbolMark, TextMark
from talktag.paper.labels.settled import Settled, Style
from talktag.paper.labels.sheet import Sheet
from talktag.paper.type.font import CAPITAL, MM_PER_POINT, Face
from talktag.paper.type.text import LEAD_IN, LEADING, height_of

_CUT_MM = 4.0
_CUT_GAP_MM = 0.5


def pages(sheet: Sheet) -> Iterator[Page]:
    """The pages one after the other; each is drawn only when it is asked for."""
    if not sheet.places:
        for settled in sheet.settled:
            outline = [roll_outline(sheet.paper, settled)] if sheet.options.outline else []
            marks = [*label_marks(settled, sheet.style, 0.0, 0.0), *outline]
            yield Page(settled.area.width, settled.area.height, marks, sheet.options.calibration)
        return
    both = zip(sheet.places, sheet.settled, strict=True)
    for _, group in itertools.groupby(both, key=lambda pair: pair[0].sheet):
        yield _page(sheet, list(group))


def label_marks(settled: Settled, style: Style, x: float, y: float) -> Iterator[Mark]:
    """Code and text of a label whose top left is at x, y."""
    layout = settled.layout
    if layout.module_mm:
        symbol = settled.code if isinstance(settled.code, Symbol) else symbol_of(settled.code)
        yield SymbolMark(symbol, x + layout.code_x, y + layout.code_y, layout.module_mm)
    for line, face, points, base in _lines(settled, style):
        rtl = settled.text.is_rtl if face is style.regular else None
        spare = layout.text_width - face.width(line) * points * MM_PER_POINT if layout.is_centred else 0.0
        yield TextMark(face.runs(line, rtl), points, x + layout.text_x + spare / 2, y + base)


def die(paper: Paper, cell: Cell) -> Outline:
    """The outline of a label's die."""
    radius = cell.width_mm / 2 if paper.shape == "round" else paper.corner_r or 0.0
    return Outline(cell.x_mm, cell.y_mm, cell.width_mm, cell.height_mm, radius)


def roll_outline(paper: Paper, settled: Settled) -> Outline:
    """The outline of a roll's label, which is the page."""
    radius = settled.area.width / 2 if settled.area.is_round else paper.corner_r or 0.0
    return Outline(0.0, 0.0, settled.area.width, settled.area.height, radius)


def cut_marks(paper: Paper) -> Iterator[Stroke]:
    """Short lines in the margins, in line with every cut."""
    places = cells(paper)
    width, height = paper.page_w or 0.0, paper.page_h or 0.0
    left, right = min(cell.x_mm for cell in places), max(cell.x_mm + cell.width_mm for cell in places)
    top, below = min(cell.y_mm for cell in places), max(cell.y_mm + cell.height_mm for cell in places)
    for x in sorted({edge for cell in places for edge in (cell.x_mm, cell.x_mm + cell.width_mm)}):
        yield Stroke(x, max(0.0, top - _CUT_GAP_MM - _CUT_MM), x, top - _CUT_GAP_MM)
        yield Stroke(x, below + _CUT_GAP_MM, x, min(height, below + _CUT_GAP_MM + _CUT_MM))
    for y in sorted({edge for cell in places for edge in (cell.y_mm, cell.y_mm + cell.height_mm)}):
        yield Stroke(max(0.0, left - _CUT_GAP_MM - _CUT_MM), y, left - _CUT_GAP_MM, y)
        yield Stroke(right + _CUT_GAP_MM, y, min(width, right + _CUT_GAP_MM + _CUT_MM), y)


def _page(sheet: Sheet, group: list[tuple[SheetPlace, Settled]]) -> Page:
    marks: list[Mark] = []
    for at, settled in group:
        marks += label_marks(settled, sheet.style, at.cell.x_mm, at.cell.y_mm)
    if sheet.options.outline:
        marks += (die(sheet.paper, cell) for cell in cells(sheet.paper))
    if sheet.options.cut_marks:
        marks += cut_marks(sheet.paper)
    return Page(sheet.paper.page_w or 0.0, sheet.paper.page_h or 0.0, marks, sheet.options.calibration)


def _lines(settled: Settled, style: Style) -> Iterator[tuple[str, Face, float, float]]:
    """Each line of type with its face, its size, and its base line in mm below the label's upper edge."""
    layout, text = settled.layout, settled.text
    base = layout.text_y
    if not layout.is_centred:
        used = layout.id_bottom + height_of(len(text.lines), text.points)
        base += max(0.0, layout.text_height - used) / 2
    blocks = (
        (settled.found, style.bold, layout.name_points),
        (settled.tag, style.bold, layout.id_points),
        (text.lines, style.regular, text.points),
    )
    lead = CAPITAL
    for lines, face, points in blocks:
        for number, line in enumerate(lines):
            base += (LEADING if number else lead) * points * MM_PER_POINT
            yield line, face, points, base
            lead = LEAD_IN
