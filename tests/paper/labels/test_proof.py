"""Reading a finished PDF back, and the negative control: a check that passes everything would be none."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable

import pytest

from talktag.errors import InvalidError
from talktag.model.labels.calibration import solve
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.codes.symbol import make_symbol
from talktag.paper.draw.marks import Page, SymbolMark
from talktag.paper.draw.output import pdf_of
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.draw.raster import picture
from talktag.paper.labels.camera import photographs, pixels_per_mm
from talktag.paper.labels.label import Label
from talktag.paper.labels.proof import DISTANCES_MM, TRIALS, Expected, expected_of, prove
from talktag.paper.labels.sheet import lay_sheet
from talktag.paper.pages.calibration_page import calibration_pdf, ruler_points

PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"


def a_code(module):
    """A page that is one code with its quiet zone, and what must be found on it."""
    symbol = make_symbol(PAYLOAD)
    side = (symbol.size + 8) * module
    page = Page(side, side, [SymbolMark(symbol, 4 * module, 4 * module, module)])
    sink = io.BytesIO()
    writer = PdfWriter(sink, "test")
    writer.add(page)
    writer.finish()
    return page, sink.getvalue(), [Expected(0, (0, 0, side, side), PAYLOAD, module)]


def test_codes_of_half_a_millimetre_hold_and_of_a_fifth_do_not() -> None:
    _, pdf, expected = a_code(0.5)
    proof = prove(pdf, expected)
    assert proof.holds
    assert proof.reads[0] == TRIALS
    _, pdf, expected = a_code(0.2)
    proof = prove(pdf, expected)
    assert not proof.holds
    assert proof.reads[0] == 0


def test_a_sheet_is_proved_in_words_that_say_what_it_is_not(
    papers: tuple[Paper, ...], make_labels: Callable[[int], list[Label]]
) -> None:
    told = []
    sheet = lay_sheet(make_labels(3), find_paper(papers, "avery-l4732"))
    proof = prove(pdf_of(sheet), expected_of(sheet), tries=1, progress=lambda done, count: told.append((done, count)))
    assert proof.holds
    assert (proof.codes, proof.tried, proof.unread) == (3, 1, ())
    assert "of 24 at 12 / 15 / 20 cm in simulation (zxing-cpp " in proof.line()
    assert proof.line().endswith("not a phone test")
    assert told[-1] == (6, 6)


def test_a_wrong_or_missing_code_is_told_with_its_place(
    papers: tuple[Paper, ...], make_labels: Callable[[int], list[Label]]
) -> None:
    sheet = lay_sheet(make_labels(2), find_paper(papers, "avery-l7120"))
    right, wrong = expected_of(sheet)
    expected = [dataclasses.replace(wrong, payload="another"), dataclasses.replace(right, box=(100, 200, 135, 235))]
    proof = prove(pdf_of(sheet), expected, tries=0)
    assert not proof.holds
    assert len(proof.unread) == 4
    assert proof.unread[0].startswith("page 1, label at ")


def test_the_same_seed_gives_the_same_picture_and_farther_means_smaller() -> None:
    image = picture(a_code(0.5)[0], 600)
    one, again, other = photographs(image, 600, 0.5, 120, (1, 1, 2))
    assert one.tobytes() == again.tobytes()
    assert one.tobytes() != other.tobytes()
    (farther,) = photographs(image, 600, 0.5, 200, (1,))
    assert farther.width < one.width
    # The rule of thumb: about four pixels a module at 350 modules' distance.
    assert pixels_per_mm(0.4 * 350) * 0.4 == pytest.approx(4.2, abs=0.1)
    assert DISTANCES_MM[0] == 120


def test_the_rulers_of_every_sheet_determine_a_calibration(papers: tuple[Paper, ...]) -> None:
    for paper in papers:
        if paper.kind != "sheet":
            with pytest.raises(InvalidError):
                calibration_pdf(paper)
            continue
        points = ruler_points(paper)
        solved = solve(points, [(-0.5, 0.25)] * 4)
        assert solved.calibration.offset_x == pytest.approx(0.5)
        assert solved.calibration.offset_y == pytest.approx(-0.25)
        assert all(0 <= x <= paper.page_w and 0 <= y <= paper.page_h for x, y in points)


def test_the_bars_of_the_test_print_are_100_mm_and_nothing_but_them_is_as_thick(papers: tuple[Paper, ...]) -> None:
    import pypdfium2
    from pypdfium2 import raw

    page = pypdfium2.PdfDocument(calibration_pdf(find_paper(papers, "avery-l7120")))[0]
    bars = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        bars.append(max(right - left, top - bottom) / 72 * 25.4)
    assert sum(abs(length - 100) < 1 for length in bars) == 2
    text = page.get_textpage().get_text_range()
    assert "actual size" in text
    assert all(str(number) in text for number in range(1, 36))
