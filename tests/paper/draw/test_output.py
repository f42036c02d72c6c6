"""The formats beside PDF: pictures, drawings, dots for a print head, codes in the terminal."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.paper.codes.matrix import design_matrix
from talktag.paper.codes.symbol import make_symbol
from talktag.paper.codes.terminal import terminal_lines
from talktag.paper.draw.output import FORMATS, dots_pages, pages_as, png_pages, svg_pages
from talktag.paper.labels.label import Label
from talktag.paper.labels.sheet import SheetOptions, lay_sheet

PAYLOAD = "mailto:ana+tags@example.org?subject=TT-7K3M9QXAC"
ROLLS = ["brother-dk-11209", "brother-dk-11221", "brother-dk-22210", "brother-tze-24", "thermal-50x30", "dymo-99012"]


def laid_out(papers, paper_id, name="Kärcher カメラ", count=1, **options):
    return lay_sheet(
        [Label(PAYLOAD, "7K3M 9QXA C", name)] * count, find_paper(papers, paper_id), SheetOptions(**options)
    )


def opened(data):
    return Image.open(io.BytesIO(data))


def read(image):
    return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def is_dark(image):
    return image.convert("L").point(lambda grey: 255 if grey < 128 else 0)


@pytest.mark.parametrize("paper_id", ROLLS)
def test_dots_are_exactly_the_print_heads_and_a_module_is_whole_dots(papers: tuple[Paper, ...], paper_id: str) -> None:
    paper = find_paper(papers, paper_id)
    sheet = laid_out(papers, paper_id, layout="qr")
    image = opened(next(dots_pages(sheet)))
    assert image.mode == "1"
    if paper.dots_w:
        assert image.width == paper.dots_w
    if paper.dots_h:
        assert image.height == paper.dots_h
    left, top, right, below = is_dark(image).getbbox()
    dots = sheet.module_mm * paper.dpi / 25.4
    assert dots == pytest.approx(round(dots))
    size = sheet.settled[0].code.size
    assert (right - left, below - top) == (size * round(dots),) * 2
    # Each module is one colour through and through.
    code = image.crop((left, top, right, below))
    small = code.resize((size, size), Image.Resampling.NEAREST)
    assert code.tobytes() == small.resize(code.size, Image.Resampling.NEAREST).tobytes()
    framed = Image.new("L", (image.width + 80, image.height + 80), 255)
    framed.paste(image.convert("L"), (40, 40))
    assert read(framed) == [PAYLOAD]


def test_dots_are_fed_the_way_the_roll_is(papers: tuple[Paper, ...]) -> None:
    along, across = (opened(next(dots_pages(laid_out(papers, name)))) for name in ("dymo-99012", "brother-dk-11209"))
    assert along.height > along.width
    assert across.height < across.width
    upright = along.transpose(Image.Transpose.ROTATE_270)
    left, _, right, _ = is_dark(upright).getbbox()
    code = is_dark(upright.crop((left, 0, (left + right) // 2, upright.height)))
    assert read(code.point(lambda grey: 255 - grey)) == [PAYLOAD]


def test_dots_need_a_roll_whose_printer_is_known(papers: tuple[Paper, ...]) -> None:
    with pytest.raises(InvalidError):
        next(dots_pages(laid_out(papers, "avery-l7120")))


@pytest.mark.parametrize("paper_id", ["avery-l7120", "brother-dk-11209", "avery-22807"])
def test_a_picture_has_the_size_of_the_paper_and_reads(papers: tuple[Paper, ...], paper_id: str) -> None:
    image = opened(next(png_pages(laid_out(papers, paper_id))))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert read(image) == [PAYLOAD]


@pytest.mark.parametrize("paper_id", ["avery-l7120", "brother-dk-11209"])
def test_a_drawing_holds_the_code_as_one_path_and_the_text_as_outlines(
    papers: tuple[Paper, ...], paper_id: str
) -> None:
    sheet = laid_out(papers, paper_id, name='<b> & " カメラ')
    root = ET.fromstring(next(svg_pages(sheet)))  # noqa: S314 - made here
    paths = [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")]
    symbol = make_symbol(PAYLOAD)
    dark = {(x, y) for y, row in enumerate(symbol.modules) for x, module in enumerate(row) if module}
    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", paths[0]):
        drawn |= {(int(x) + step, int(y)) for step in range(int(width))}
    assert drawn == dark
    assert len(paths) >= 3
    assert root.get("width") == f"{210 if paper_id == 'avery-l7120' else 62}mm"


def test_every_format_gives_the_same_bytes_each_time_and_a_file_a_page(papers: tuple[Paper, ...]) -> None:
    for paper_id, names in (("avery-l7120", FORMATS[:3]), ("brother-dk-11209", FORMATS)):
        sheet = laid_out(papers, paper_id, count=2)
        for name in names:
            first, again = list(pages_as(sheet, name)), list(pages_as(sheet, name))
            assert first == again
            assert len(first) == (1 if name == "pdf" else sheet.pages)


def shown(lines, light, dark):
    """What a phone sees of the blocks: two modules a character, `light` for a space's colour."""
    halves = {" ": (light, light), "▀": (dark, light), "▄": (light, dark), "█": (dark, dark)}
    rows = []
    for line in lines:
        pairs = [halves[character] for character in line]
        rows += [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    image = Image.new("L", (len(rows[0]), len(rows)))
    image.putdata([value for row in rows for value in row])
    return image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("background", "light", "dark"),
    [("light", 255, 0), ("dark", 0, 255), ("any", 255, 0)],
    ids=str,
)
def test_a_code_in_the_terminal_reads_on_either_background_with_its_quiet_zone(background, light, dark) -> None:
    symbol = make_symbol(PAYLOAD)
    lines = terminal_lines(symbol, background)
    if background == "any":
        assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m") for line in lines)
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert {len(line) for line in lines} == {symbol.size + 8}
    image = shown(lines, light, dark)
    assert read(image) == [PAYLOAD]
    assert image.crop((0, 0, image.width, 16)).getextrema() == (255, 255)
    assert image.crop((0, 0, 16, image.height)).getextrema() == (255, 255)


def test_a_background_there_is_not_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        terminal_lines(make_symbol("x"), "green")


def test_a_data_matrix_is_module_for_module_what_another_decoder_read() -> None:
    # Read as "123456" by libdmtx 0.7.5.
    assert design_matrix("123456").text_rows("#", ".") == (
        "#.#.#.#.#.",
        "##..#.##.#",
        "##.....#..",
        "##...###.#",
        "##....#...",
        "#.....####",
        "###.##....",
        "####.##..#",
        "#..###.#..",
        "##########",
    )


def test_a_data_matrix_label_is_smaller_reads_and_says_whom_it_is_for(papers: tuple[Paper, ...]) -> None:
    sheet = lay_sheet(
        [Label("TT-7K3M9QXAC", "7K3M 9QXA C", "")],
        find_paper(papers, "avery-l4731"),
        SheetOptions(symbol="datamatrix", layout="qr"),
    )
    image = opened(next(png_pages(sheet, 600)))
    (found,) = zxingcpp.read_barcodes(image)
    assert (found.text, found.format) == ("TT-7K3M9QXAC", zxingcpp.BarcodeFormat.DataMatrix)
    assert any("your own scanner" in notice for notice in sheet.notices)


@pytest.mark.parametrize("payload", ["", "ä", "x" * 1600])
def test_a_data_matrix_of_what_it_cannot_hold_is_refused(payload) -> None:
    with pytest.raises(InvalidError):
        design_matrix(payload)
