"""What is on a page: symbols, lines of text, strokes, outlines. Values only; they know neither PDF nor pixels.

Lengths are millimetres from the page's top left, black on white.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from talktag.model.labels.calibration import Calibration
from talktag.paper.codes.symbol import Symbol
from talktag.paper.type.font import Run

HAIRLINE_MM = 0.1


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """A symbol whose dark square starts at x, y."""

    symbol: Symbol
    x: float
    y: float
    module: float


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of type whose base line starts at x, y."""

    runs: tuple[Run, ...]
    points: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = HAIRLINE_MM


@dataclass(frozen=True, slots=True)
class Outline:
    """A hairline round a box with rounded corners; a circle where the radius is half of both sides.

    One that `is_blank` covers what was drawn before.
    """

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A JPEG in RGB of so many pixels, set upright into a box."""

    jpeg: bytes
    pixels: tuple[int, int]
    x: float
    y: float
    width: float
    height: float


Mark = SymbolMark | TextMark | Stroke | Outline


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in mm and what is on it; `calibration` is what the printer does, and is made up for.

    `pictures` are for print-outs, which are only ever written as PDF: nothing else draws them.
    """

    width: float
    height: float
    marks: Sequence[Mark]
    calibration: Calibration = field(default_factory=Calibration)
    pictures: Sequence[PictureMark] = ()


def trace_outline(outline: Outline) -> tuple[tuple[float, float], list[tuple[float, ...]]]:
    """An outline as a start and then lines (x, y) and cubic curves (x1, y1, x2, y2, x, y), clockwise."""
    x, y, right, below = outline.x, outline.y, outline.x + outline.width, outline.y + outline.height
    radius = min(outline.radius, outline.width / 2, outline.height / 2)
    pull = radius * 0.4477  # of a curve's handle from the corner: what makes a quarter of a circle of it
    return (x + radius, y), [
        (right - radius, y),
        (right - pull, y, right, y + pull, right, y + radius),
        (right, below - radius),
        (right, below - pull, right - pull, below, right - radius, below),
        (x + radius, below),
        (x + pull, below, x, below - pull, x, below - radius),
        (x, y + radius),
        (x, y + pull, x + pull, y, x + radius, y),
    ]
