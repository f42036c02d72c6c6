"""Type in every format against PDFium's drawing of the embedded fonts, which is the one people print."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from talktag.paper.draw.marks import Page, TextMark
from talktag.paper.draw.pdf import PdfWriter
from talktag.paper.draw.raster import picture
from talktag.paper.draw.svg import svg
from talktag.paper.type.font import Run, regular
from talktag.paper.type.font_file import FontFile

DPI = 600
ALIKE, SAME = 0.08, 0.02  # of the ink: what two ways to draw edges differ by, and what one way does
TEXTS = ("Kärcher @ §8 ®", "كاميرا (5D)", "カメラ 回", "कैमरा", "📷👩\u200d🔧", "กล้อง", "☂ ∑")


def page_of(text, *, is_own=True):
    runs = regular().runs(text)
    if not is_own:
        runs = tuple(Run(FontFile(run.font.path, is_own=False), run.glyphs) for run in runs)
    return Page(60, 12, [TextMark(runs, 16, 3, 8)])


def by_pdfium(page):
    sink = io.BytesIO()
    writer = PdfWriter(sink, "test")
    writer.add(page)
    writer.finish()
    return pypdfium2.PdfDocument(sink.getvalue())[0].render(scale=DPI / 72, grayscale=True).to_pil()


def difference(one, other):
    """How much darker or lighter the pictures are from one another, as a share of what is dark in the first."""
    size = (min(one.width, other.width), min(one.height, other.height))
    one, other = one.convert("L").crop((0, 0, *size)), other.convert("L").crop((0, 0, *size))
    ink = 255 - ImageStat.Stat(one).mean[0]
    assert ink > 1
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / ink


@pytest.mark.parametrize("text", TEXTS)
def test_pixels_show_the_type_of_the_pdf(text) -> None:
    page = page_of(text)
    assert difference(by_pdfium(page), picture(page, DPI)) < ALIKE


@pytest.mark.parametrize("text", TEXTS)
def test_a_font_that_is_not_ours_to_embed_is_drawn_as_outlines_that_look_the_same(text) -> None:
    assert difference(by_pdfium(page_of(text)), by_pdfium(page_of(text, is_own=False))) < SAME


def test_the_comparison_sees_a_missing_mark_and_a_letter_that_does_not_join() -> None:
    with_mark, without = by_pdfium(page_of("กล้อง")), by_pdfium(page_of("กลอง"))
    assert difference(with_mark, without) > 3 * SAME
    joined, apart = by_pdfium(page_of("كاميرا")), by_pdfium(page_of("ك ا م ي ر ا"))
    assert difference(joined, apart) > 3 * ALIKE


def test_a_drawings_outlines_are_the_fonts() -> None:
    page = page_of("Hl")  # straight lines only
    root = ET.fromstring(svg(page, "test"))  # noqa: S314 - made here
    (path,) = [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    finer = 4 * DPI / 25.4
    image = Image.new("L", (round(60 * finer), round(12 * finer)), 255)
    for contour in path.split("Z")[:-1]:
        numbers = [float(number) * finer for number in re.findall(r"[-0-9.]+", contour)]
        ImageDraw.Draw(image).polygon(list(zip(numbers[::2], numbers[1::2], strict=True)), fill=0)
    assert difference(by_pdfium(page), image.reduce(4)) < ALIKE


def test_every_font_that_ships_opens_and_has_outlines() -> None:
    folder = Path(__file__).parents[3] / "talktag" / "data" / "fonts"
    for path in folder.glob("*.ttf"):
        font = FontFile(path)
        some = next(
            code for code in font.face.unicodes if code > 0x20 and font.outline(font.font.get_nominal_glyph(code))
        )
        assert font.subset([font.font.get_nominal_glyph(some)])
