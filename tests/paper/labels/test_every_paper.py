"""Every stock with every layout that fits it: where the ink lies, by the PDF's own paths, and whether it reads.

PDFium parses and draws the pages, zxing-cpp and zbar read them; the geometry asked for is worked out here.
"""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdfium2 import raw

from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.draw.output import pdf_of
from talktag.paper.labels.label import LAYOUTS, Label
from talktag.paper.labels.papers import load_papers
from talktag.paper.labels.sheet import SheetOptions, lay_sheet
from tests.paper.layouts import fitting_layouts

PAPERS = [paper.id for paper in load_papers()]
PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXA"
POINT_MM = 25.4 / 72
DPI = 300
TOO_SMALL = {
    *("avery-5167", "avery-l7656", "avery-l4731", "avery-l4730", "onlinelabels-ol5275", "herma-4386"),
    *("brother-dk-11204", "brother-dk-11218", "brother-dk-11219", "brother-tze-3_5", "brother-tze-6", "brother-tze-9"),
    *("brother-tze-12", "dymo-99017", "dymo-11353", "thermal-30x20", "thermal-30x15", "thermal-12x40"),
}


def labels(count):
    return [
        Label(PAYLOAD + "0123456789ABCDEFGHJK"[number], "7K3M 9QXA C", "Kärcher K5", "ana+tags@example.org")
        for number in range(count)
    ]


def sampled(paper):
    """Numbers of the corner cells and one in the middle, which show every error of margin, pitch and count."""
    count, columns = paper.per_sheet, paper.cols
    return sorted({1, columns, count // 2 + 1, count - columns + 1, count})


def printed(paper, layout, *, outline=True):
    """A sheet with labels on the sampled cells and every die outlined, or a roll's label."""
    if paper.kind != "sheet":
        sheet = lay_sheet(labels(1), paper, SheetOptions(layout=layout, outline=outline))
        area = sheet.settled[0].area
        return sheet, [(0.0, 0.0, area.width, area.height)]
    cells = sampled(paper)
    used = frozenset(range(1, paper.per_sheet + 1)) - set(cells)
    return lay_sheet(labels(len(cells)), paper, SheetOptions(layout=layout, outline=outline, used=used)), None


def paths(page):
    """Box round the points of every path on a page, in millimetres from its top left: left, top, right, bottom."""
    height = page.get_height()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        across, down = zip(*points(item), strict=True)
        left, right = min(across) * POINT_MM, max(across) * POINT_MM
        yield left, (height - max(down)) * POINT_MM, right, (height - min(down)) * POINT_MM


def points(item):
    """Where the ends and handles of a path's segments are on the page, in points from its bottom left."""
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(item)):
        assert raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, number), x, y)
        yield matrix.on_point(x.value, y.value)


def is_near(box, other, tolerance=0.05):
    return all(abs(edge - wanted) <= tolerance for edge, wanted in zip(box, other, strict=True))


def check_places(paper, sheet, page, boxes):
    """Each outline is a die's, and each code lies in its own die with its quiet zone in it."""
    found = list(paths(page))
    codes, outlines = found[: sheet.labels], found[sheet.labels :]
    if paper.kind == "sheet":
        assert len(outlines) == paper.per_sheet
        assert all(is_near(outline, box) for outline, box in zip(outlines, boxes, strict=True))
        boxes = [boxes[cell - 1] for cell in sampled(paper)]
    for code, box, settled in zip(codes, boxes, sheet.settled, strict=True):
        dark = settled.code.size * settled.layout.module_mm
        assert abs(code[2] - code[0] - dark) <= 0.05
        assert abs(code[3] - code[1] - dark) <= 0.05
        quiet = 4 * settled.layout.module_mm - 0.05 - (0.5 * 25.4 / paper.dpi if paper.dpi else 0)
        margins = (code[0] - box[0], code[1] - box[1], box[2] - code[2], box[3] - code[3])
        assert min(margins) >= quiet


def cut(page, boxes):
    image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    for box in boxes:
        yield image.crop(tuple(round(edge / 25.4 * DPI) for edge in box))


@pytest.mark.parametrize("paper_id", PAPERS)
def test_ink_lies_where_the_paper_says_and_every_code_reads(
    papers: tuple[Paper, ...],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    program: Callable[[str], str],
    tmp_path: Path,
    paper_id: str,
) -> None:
    paper = find_paper(papers, paper_id)
    layouts = fitting_layouts(labels(1), paper)
    assert (set(layouts) <= {"id", "id-code"}) == (paper_id in TOO_SMALL)
    expected = []
    for layout in layouts:
        if layout == "id":
            continue
        sheet, boxes = printed(paper, layout)
        boxes = boxes or boxes_of(paper_id)
        page = pypdfium2.PdfDocument(pdf_of(sheet))[0]
        check_places(paper, sheet, page, boxes)
        wanted = [boxes[cell - 1] for cell in sampled(paper)] if paper.kind == "sheet" else boxes
        for number, (cell, label) in enumerate(zip(cut(page, wanted), labels(sheet.labels), strict=True)):
            (code,) = zxingcpp.read_barcodes(cell)
            text = label.code_text(layout)
            assert (code.text, code.ec_level) == (text, sheet.settled[number].code.error_correction)
            cell.save(tmp_path / f"{len(expected):03d}.png")
            expected.append(text)
    if expected:
        assert read_by_zbar(program("zbarimg"), tmp_path) == expected


@pytest.mark.parametrize("paper_id", PAPERS)
def test_an_id_alone_stands_whole_within_its_label(
    papers: tuple[Paper, ...], boxes_of: Callable[[str], list[tuple[float, float, float, float]]], paper_id: str
) -> None:
    paper = find_paper(papers, paper_id)
    if "id" not in fitting_layouts(labels(1), paper):
        assert min(filter(None, (paper.label_w, paper.label_h))) < 6
        return
    sheet, boxes = printed(paper, "id", outline=False)
    page = pypdfium2.PdfDocument(pdf_of(sheet))[0]
    assert page.get_textpage().get_text_bounded().split()[:3] == ["7K3M", "9QXA", "C"]
    cells = [boxes_of(paper_id)[cell - 1] for cell in sampled(paper)] if paper.kind == "sheet" else boxes
    edge = round(1.2 / 25.4 * DPI) if paper.kind == "sheet" else 1  # type keeps 1.5 mm from what a die may be off
    for cell in cut(page, cells):
        dark = cell.point(lambda value: 255 if value < 128 else 0)
        inner = dark.crop((edge, edge, dark.width - edge, dark.height - edge))
        rim = inner.getbbox()
        assert rim
        assert rim[0] > 0
        assert rim[1] > 0
        assert rim[2] < inner.width
        assert rim[3] < inner.height


@pytest.mark.parametrize("paper_id", [paper for paper in PAPERS if find_paper(load_papers(), paper).label_w >= 10])
def test_every_label_of_ten_millimetres_takes_the_id_alone_as_type_or_as_a_code(
    papers: tuple[Paper, ...], paper_id: str
) -> None:
    paper = find_paper(papers, paper_id)
    matrix = fitting_layouts(labels(1), paper, "datamatrix")
    assert "id" in matrix
    assert "id-code" in matrix or paper.shape == "round"


def read_by_zbar(zbarimg, folder):
    files = sorted(str(path) for path in folder.glob("*.png"))
    command = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *files]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def test_every_layout_fits_some_paper_and_every_paper_some_layout_or_none_by_name() -> None:
    found = {layout for paper in load_papers() for layout in fitting_layouts(labels(1), paper)}
    assert found == set(LAYOUTS)


def test_a_calibrated_page_is_moved_stretched_and_turned_against_the_printer(papers: tuple[Paper, ...]) -> None:
    from talktag.model.labels.calibration import Calibration

    paper = find_paper(papers, "avery-l7120")
    calibration = Calibration(1.5, -0.8, 0.98, 1.01, 0.4)
    plain, moved = (
        next(iter(paths(pypdfium2.PdfDocument(pdf_of(lay_sheet(labels(1), paper, options)))[0])))
        for options in (SheetOptions(), SheetOptions(calibration=calibration))
    )
    middle = [(plain[0] + plain[2]) / 2, (plain[1] + plain[3]) / 2]
    landed = calibration.landing((moved[0] + moved[2]) / 2, (moved[1] + moved[3]) / 2)
    assert landed == pytest.approx(middle, abs=0.02)
