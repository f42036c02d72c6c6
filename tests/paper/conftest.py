"""Fixtures for paper: made-up labels, pages as pixels, cells cut out of them. The geometry here is not talktag's."""

from __future__ import annotations

import random
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from talktag.model.labels.paper import Paper
from talktag.paper.labels.label import Label
from talktag.paper.labels.papers import load_papers

DPI = 300
Box = tuple[float, float, float, float]

NAMES = (
    "Sony Alpha 7 IV",
    "Bosch GSR 18V-60 cordless drill",
    "Kärcher K5 Premium",
    "De’Longhi Magnifica Évo “S”",
    "Canon EF 70-200mm f/2.8L IS III USM",
    "",
)


@pytest.fixture(scope="session")
def papers() -> tuple[Paper, ...]:
    return load_papers()


@pytest.fixture(scope="session")
def tables() -> dict[str, dict[str, Any]]:
    """The stock file as a stranger reads it: plain tables by id."""
    path = Path(__file__).parents[2] / "talktag" / "data" / "label-stocks.toml"
    return {table["id"]: table for table in tomllib.loads(path.read_text(encoding="utf-8"))["stock"]}


@pytest.fixture(scope="session")
def make_labels() -> Callable[[int], list[Label]]:
    """So many labels, no two alike, the same on every call."""

    def make(count: int) -> list[Label]:
        chance = random.Random(count)
        labels = []
        for number in range(count):
            tag = "".join(chance.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(9))
            payload = f"mailto:ana+tags@example.org?subject=TT-{tag}"
            labels.append(Label(payload, f"{tag[:4]} {tag[4:8]} {tag[8:]}", NAMES[number % len(NAMES)]))
        return labels

    return make


@pytest.fixture
def pages_of(program: Callable[[str], str], tmp_path: Path) -> Callable[[bytes], list[Image.Image]]:
    """The pages of a PDF as grey pictures, by poppler."""

    def rasterise(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        command = [program("pdftoppm"), "-r", str(dpi), "-gray", "sheet.pdf", f"page-{dpi}"]
        subprocess.run(command, cwd=tmp_path, check=True)
        return [Image.open(path) for path in sorted(tmp_path.glob(f"page-{dpi}-*.pgm"))]

    return rasterise


@pytest.fixture(scope="session")
def boxes_of(tables: dict[str, dict[str, Any]]) -> Callable[[str], list[Box]]:
    """Left, top, right and bottom of each cell in millimetres, row by row, from the margins on both sides."""

    def boxes(paper_id: str) -> list[Box]:
        table = tables[paper_id]
        across = list(_edges(table, "w", table["cols"], table["margin_left"], table["margin_right"]))
        down = list(_edges(table, "h", table["rows"], table["margin_top"], table["margin_bottom"]))
        return [(left, top, right, bottom) for top, bottom in down for left, right in across]

    return boxes


def _edges(table: dict[str, Any], side: str, count: int, low: float, high: float) -> Iterator[tuple[float, float]]:
    """Both edges of each cell along one side, spread evenly between the margins: without using pitch or gap."""
    label, page = table[f"label_{side}"], table[f"page_{side}"]
    for number in range(count):
        start = low + (page - low - high - label) * number / max(1, count - 1)
        yield start, start + label


@pytest.fixture(scope="session")
def cut() -> Callable[..., Image.Image]:
    """A box in millimetres cut out of a page."""

    def cut_out(page: Image.Image, box: Box, dpi: int = DPI) -> Image.Image:
        left, top, right, bottom = (round(edge / 25.4 * dpi) for edge in box)
        return page.crop((left, top, right, bottom))

    return cut_out
