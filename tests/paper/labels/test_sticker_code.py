"""A sticker that proves its page is small enough: an address of usual length, tag and code, on labels of 20 mm."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from talktag.model.finder.sticker_code import sticker_code
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
from talktag.model.labels.payload import Addresses, payload, read_payload
from talktag.model.values.ident import make_tag, printed_tag
from talktag.paper.draw.output import pdf_of
from talktag.paper.labels.label import Label
from talktag.paper.labels.sheet import Sheet, SheetOptions, lay_sheet
from tests.kit.finder_seed import SEED

PAGE = "https://ana.example.org/t/"  # 26 characters
TAGS = [make_tag(number * 7919) for number in range(1, 7)]


def print_stickers(papers: tuple[Paper, ...], paper_id: str, layout: str | None) -> tuple[list[str], Sheet]:
    addresses = Addresses("ana+tags@example.org", finder=PAGE)
    codes = [payload(tag, addresses, code=sticker_code(SEED, tag)) for tag in TAGS]
    labels = [Label(code, printed_tag(tag), "Camera") for code, tag in zip(codes, TAGS, strict=True)]
    options = SheetOptions(layout=layout)
    return codes, lay_sheet(labels, find_paper(papers, paper_id), options, papers=papers)


@pytest.mark.parametrize(
    ("paper_id", "layout", "module"),
    [("endisch-20sq", None, 0.4), ("endisch-20sq", "qr", 0.46), ("avery-l7120", None, 0.59)],
)
def test_code_and_tag_fit_a_small_sticker_and_two_decoders_read_them(
    papers: tuple[Paper, ...],
    pages_of: Callable[..., list[Image.Image]],
    boxes_of: Callable[[str], list[tuple[float, float, float, float]]],
    cut: Callable[..., Image.Image],
    program: Callable[[str], str],
    tmp_path: Path,
    paper_id: str,
    layout: str | None,
    module: float,
) -> None:
    codes, sheet = print_stickers(papers, paper_id, layout)
    assert {len(code) for code in codes} == {len(PAGE) + 1 + 9 + 16}
    assert sheet.module_mm >= module
    assert sheet.error_correction in {"M", "Q", "H"}
    (page,) = pages_of(pdf_of(sheet))
    for number, (tag, code, box) in enumerate(zip(TAGS, codes, boxes_of(paper_id), strict=False)):
        cell = cut(page, box)
        (found,) = zxingcpp.read_barcodes(cell)
        assert (found.text, found.ec_level) == (code, sheet.error_correction)
        assert read_payload(found.text) == tag
        cell.save(tmp_path / f"cell-{number}.png")
    files = sorted(map(str, tmp_path.glob("cell-*.png")))
    command = [program("zbarimg"), "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", *files]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == codes
