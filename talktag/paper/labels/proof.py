"""Whether the codes of a finished PDF read: every one as printed, some as a camera sees them. It never prints.

The page is drawn by PDFium, which is not required of users, and read by zxing-cpp; neither had a part in making it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag.paper.labels.camera import MODEL, photographs
from talktag.paper.labels.sheet import Sheet

if TYPE_CHECKING:
    from PIL import Image

RESOLUTIONS = (300, 600)
DISTANCES_MM = (120, 150, 200)
TRIALS = 24
ENOUGH = 0.95  # of the trials at the first distance
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Expected:
    """A code that must be found: on which page, from 0, in which box (left, top, right, bottom in mm), how fine."""

    page: int
    box: tuple[float, float, float, float]
    payload: str
    module_mm: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read. `unread` are codes that failed as printed, as lines of text.

    `reads` are for each of DISTANCES_MM how many of TRIALS were read of the worst code tried; `tried` how many codes.
    """

    codes: int
    unread: tuple[str, ...]
    tried: int
    reads: tuple[int, ...]
    decoder: str
    model: int = MODEL

    @property
    def holds(self) -> bool:
        """Whether every code read as printed, and those tried read often enough at the first distance."""
        return not self.unread and self.reads[0] >= ENOUGH * TRIALS

    def line(self) -> str:
        """The result in words, with what it is not."""
        read = " / ".join(map(str, self.reads))
        far = " / ".join(f"{distance // 10}" for distance in DISTANCES_MM)
        return f"{read} of {TRIALS} at {far} cm in simulation ({self.decoder}, model {self.model}); not a phone test"


def expected_of(sheet: Sheet) -> tuple[Expected, ...]:
    """The codes of a laid-out sheet, label by label."""
    found = []
    for number, settled in enumerate(sheet.settled):
        area = settled.area
        page, x, y = number, 0.0, 0.0
        if sheet.places:
            place = sheet.places[number]
            page, x, y = place.sheet, place.cell.x_mm, place.cell.y_mm
        box = (x, y, x + area.width, y + area.height)
        text = settled.label.code_text(sheet.style.kind)
        found.append(Expected(page, box, text, settled.layout.module_mm))
    return tuple(found)


def prove(
    pdf: bytes, expected: Sequence[Expected], *, tries: int = 3, progress: Callable[[int, int], None] | None = None
) -> Proof:
    """Read every code from the PDF's pages, and the finest and others, `tries` in all, as a camera sees them.

    A cell holds its code and no other.
    """
    decoder = _decoder()
    unread: list[str] = []
    chosen = _codes_to_photograph(expected, tries)
    worst = [TRIALS] * len(DISTANCES_MM)
    for done, (dpi, code, cell) in enumerate(_cells(pdf, expected), 1):
        texts = _texts(cell)
        if texts != [code.payload]:
            left, top = code.box[:2]
            unread.append(f"page {code.page + 1}, label at {left:.1f} x {top:.1f} mm: not read at {dpi} dpi")
        if dpi == RESOLUTIONS[-1] and code in chosen:
            reads = [_reads(cell, dpi, code, distance) for distance in DISTANCES_MM]
            worst = list(map(min, worst, reads))
        if progress:
            progress(done, len(expected) * len(RESOLUTIONS))
    return Proof(len(expected), tuple(unread), len(chosen), tuple(worst), decoder)


def _decoder() -> str:
    from importlib import metadata

    return f"zxing-cpp {metadata.version('zxing-cpp')}"


def _codes_to_photograph(expected: Sequence[Expected], tries: int) -> set[Expected]:
    """The code with the finest modules, and others spread over the print."""
    finest = sorted(expected, key=lambda code: code.module_mm)[:1]
    step = max(1, len(expected) // max(1, tries - 1))
    return set([*finest, *(code for code in expected[::step] if code not in finest)][:tries])


def _cells(pdf: bytes, expected: Sequence[Expected]) -> Iterator[tuple[int, Expected, Image.Image]]:
    """Each code's cell, cut out of its page; one page at a time is in memory."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            wanted = [code for code in expected if code.page == number]
            for dpi in RESOLUTIONS if wanted else ():
                page = document[number].render(scale=dpi / _POINTS_PER_INCH, grayscale=True).to_pil()
                for code in wanted:
                    yield dpi, code, page.crop(tuple(round(edge / 25.4 * dpi) for edge in code.box))
    finally:
        document.close()


def _reads(cell: Image.Image, dpi: int, code: Expected, distance_mm: float) -> int:
    trials = photographs(cell, dpi, code.module_mm, distance_mm, range(TRIALS))
    return sum(code.payload in _texts(image) for image in trials)


def _texts(image: Image.Image) -> list[str]:
    import zxingcpp

    return [found.text for found in zxingcpp.read_barcodes(image)]
