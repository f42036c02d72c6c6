"""Printed pages, read back by two decoders that share no code with the encoder."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.codes.symbol import make_symbol
from talktag.paper.draw.marks import Page, SymbolMark
from talktag.paper.draw.output import pdf_of
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.labels.label import Label
from talktag.paper.labels.sheet import SheetOptions, lay_sheet

FULL_SHEETS = ["avery-l7120", "avery-5160", "avery-l4732", "endisch-20sq", "avery-l7163"]
PIXEL_MM = 25.4 / 300


def print_sheet(labels, paper, *, papers, **options):
    """A laid-out sheet with its PDF."""
    sheet = lay_sheet(labels, paper, SheetOptions(**options), papers=papers)
    fields = ("labels", "pages", "module_mm", "error_correction", "notices")
    return SimpleNamespace(pdf=pdf_of(sheet), **{name: getattr(sheet, name) for name in fields})


def code_alone(module, corner, payload="mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"):
    """A page of 40 mm with one code on it, as PDF."""
    sink = io.BytesIO()
    writer = PdfWriter(sink, "test")
    page = Page(40, 40, [SymbolMark(make_symbol(payload), *corner, module)])
    writer.add(page)
    writer.finish()
    return sink.getvalue()


def read(image):
    return [found.text for found in zxingcpp.read_barcodes(image)]


def ink_box(image):
    """The box around everything dark."""
    return image.point(lambda grey: 255 if grey < 128 else 0).getbbox()


@pytest.mark.parametrize("paper_id", FULL_SHEETS)
def test_every_label_of_a_full_sheet_reads_in_its_own_cell(
    papers: tuple[Paper, ...],
    make_labels: Callable[[int], list[Label]],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
    program: Callable[[str], str],
    tmp_path: Path,
    paper_id: str,
) -> None:
    boxes = boxes_of(paper_id)
    labels = make_labels(len(boxes))
    printed = print_sheet(labels, find_paper(papers, paper_id), papers=papers)
    (page,) = pages_of(printed.pdf)
    for number, (label, box) in enumerate(zip(labels, boxes, strict=True)):
        cell = cut(page, box)
        (code,) = zxingcpp.read_barcodes(cell)
        assert (code.text, code.ec_level) == (label.payload, printed.error_correction)
        left, top, right, bottom = ink_box(cell)
        assert min(left, top, cell.width - right, cell.height - bottom) >= 1.5 / PIXEL_MM - 2
        cell.save(tmp_path / f"cell-{number:03d}.png")
    assert read_by_zbar(program("zbarimg"), tmp_path) == [label.payload for label in labels]


def read_by_zbar(zbarimg, folder):
    files = sorted(str(path) for path in folder.glob("cell-*.png"))
    command = [zbarimg, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *files]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.parametrize("paper_id", FULL_SHEETS)
def test_four_modules_around_every_code_are_white(
    papers: tuple[Paper, ...],
    make_labels: Callable[[int], list[Label]],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
    paper_id: str,
) -> None:
    boxes = boxes_of(paper_id)
    printed = print_sheet(make_labels(len(boxes)), find_paper(papers, paper_id), papers=papers)
    (page,) = pages_of(printed.pdf)
    for box in boxes:
        cell = cut(page, box)
        (code,) = zxingcpp.read_barcodes(cell)
        corner, far = code.position.top_left, code.position.bottom_right
        quiet = 4 * printed.module_mm / PIXEL_MM - 2
        around = (corner.x - quiet, corner.y - quiet, far.x + quiet, far.y + quiet)
        assert min(around) >= 0
        ink = ink_box(cell.crop(tuple(round(edge) for edge in around)))
        assert min(ink[:2]) >= quiet - 2


def one_symbol(pages_of, module):
    """A page with one code of that module, as a camera a little out of focus sees it."""
    return pages_of(code_alone(module, (5, 5)))[0].filter(ImageFilter.GaussianBlur(1.4))


def test_under_blur_a_module_of_the_floor_reads_and_one_of_half_of_it_does_not(
    pages_of: Callable[..., list[Image.Image]],
) -> None:
    assert len(read(one_symbol(pages_of, 0.4))) == 1
    assert read(one_symbol(pages_of, 0.2)) == []


def test_under_blur_every_label_of_the_smallest_paper_still_reads(
    papers: tuple[Paper, ...],
    make_labels: Callable[[int], list[Label]],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
) -> None:
    boxes = boxes_of("avery-l4732")
    labels = make_labels(len(boxes))
    (page,) = pages_of(print_sheet(labels, find_paper(papers, "avery-l4732"), papers=papers).pdf)
    blurred = page.filter(ImageFilter.GaussianBlur(1.4))
    assert [read(cut(blurred, box)) for box in boxes] == [[label.payload] for label in labels]


@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_a_finder_square_has_no_hairlines(program: Callable[[str], str], tmp_path: Path, dpi) -> None:
    (tmp_path / "code.pdf").write_bytes(code_alone(0.45, (5.03, 5.07), "TT-7K3M9QXAC"))
    # cairo smooths the edges of each path on its own: rectangles drawn one by one leave seams there.
    command = [program("pdftocairo"), "-r", str(dpi), "-gray", "-png", "-singlefile", "code.pdf", "code"]
    subprocess.run(command, cwd=tmp_path, check=True)
    inner = (5.03 + 2.3 * 0.45, 5.07 + 2.3 * 0.45, 5.03 + 4.7 * 0.45, 5.07 + 4.7 * 0.45)
    solid = Image.open(tmp_path / "code.png").crop(tuple(round(edge / 25.4 * dpi) for edge in inner))
    assert solid.getextrema() == (0, 0)


def test_several_sheets_and_a_start_in_the_middle(
    papers: tuple[Paper, ...],
    make_labels: Callable[[int], list[Label]],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
) -> None:
    boxes, labels = boxes_of("avery-l7120"), make_labels(60)
    printed = print_sheet(labels, find_paper(papers, "avery-l7120"), start=18, papers=papers)
    pages = pages_of(printed.pdf)
    assert (printed.pages, printed.labels, len(pages)) == (3, 60, 3)
    cells = [read(cut(page, box)) for page in pages for box in boxes]
    blank = [[]]
    assert cells == blank * 17 + [[label.payload] for label in labels] + blank * (105 - 77)


def test_a_code_too_long_for_q_on_a_small_label_takes_m_and_says_so(
    papers: tuple[Paper, ...],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
) -> None:
    payload = "mailto:ana.maria.ruiz+tags@example.org?subject=TT-7K3M9QXAC"
    paper = find_paper(papers, "avery-l4732")
    printed = print_sheet([Label(payload, "7K3M 9QXA C", "Thing")], paper, papers=papers)
    (code,) = zxingcpp.read_barcodes(cut(pages_of(printed.pdf)[0], boxes_of("avery-l4732")[0]))
    assert (code.text, code.ec_level, printed.error_correction) == (payload, "M", "M")
    assert "error correction is M instead of Q on 1 of 1 labels, so that the code fits" in printed.notices
    larger = print_sheet([Label(payload, "7K3M 9QXA C", "Thing")], find_paper(papers, "avery-l7120"), papers=papers)
    assert larger.error_correction == "Q"


def test_the_reported_module_is_the_printed_one(
    papers: tuple[Paper, ...],
    make_labels: Callable[[int], list[Label]],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
) -> None:
    for paper_id in FULL_SHEETS:
        printed = print_sheet(make_labels(1), find_paper(papers, paper_id), papers=papers)
        cell: Image.Image = cut(pages_of(printed.pdf)[0], boxes_of(paper_id)[0])
        (code,) = zxingcpp.read_barcodes(cell)
        side = (code.position.top_right.x - code.position.top_left.x) * PIXEL_MM
        assert side == pytest.approx(33 * printed.module_mm, abs=0.25)
