"""The ways to put a code and a box of text on a label: beside, under, alone, on a flag, in a circle. Pure geometry.

All lengths are millimetres from the label's top left. A code's place is that of its dark square, around which its
quiet zone lies on the label; text keeps off the edge by the label's inset.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talktag.paper.type.breaking import break_words
from talktag.paper.type.font import CAPITAL, DESCENT, MM_PER_POINT
from talktag.paper.type.text import LEAD_IN, LEADING, SMALLEST_POINTS

SMALLEST_MODULE_MM = 0.4
INSET_MM = 1.5  # what a die or a printer may be off: no text nearer to the label's edge
_LARGEST_MODULE_MM = 1.016
_FEWEST_DOTS = 3  # under this many printer dots a module, decoders fail
_DOT_MM = 25.4 / 600
# Whole printer dots at 600 dpi, so that every module prints equally large; only the last is for the floor itself.
_MODULES_MM = (*(dots * _DOT_MM for dots in range(24, 9, -1)), 9.5 * _DOT_MM)
_TEXT_STEP_MM = 0.5
LARGEST_ID = 14.0  # points
LONGEST_MM = 150  # of a label cut from a roll


@dataclass(frozen=True, slots=True)
class Area:
    """One label as it is read: its sides, the inset for text, the rim no printer reaches, and a thermal printer's dot.

    A round label has its diameter as both sides. A side of 0 is cut to any length. `dot_mm` is 0 where
    any place will do.
    """

    width: float
    height: float
    inset_x: float = INSET_MM
    inset_y: float = INSET_MM
    rim_x: float = 0.0
    rim_y: float = 0.0
    dot_mm: float = 0.0
    is_round: bool = False

    @property
    def shorter(self) -> float:
        """The shorter side, of those that are not cut to length."""
        return min(side for side in (self.width, self.height) if side)

    def snap(self, length: float) -> float:
        """The nearest length of whole dots."""
        return round(length / self.dot_mm) * self.dot_mm if self.dot_mm else length


@dataclass(frozen=True, slots=True)
class Layout:
    """The places on a label. `code_*` is the dark square's corner; `words_in_lines` is how the id is broken."""

    module_mm: float
    code_x: float
    code_y: float
    text_x: float = 0.0
    text_y: float = 0.0
    text_width: float = 0.0
    text_height: float = 0.0
    is_centred: bool = False
    id_points: float = 0.0
    words_in_lines: tuple[int, ...] = ()
    name_points: float = 0.0
    found_in_lines: tuple[int, ...] = ()
    rank: int = 0

    @property
    def found_height(self) -> float:
        """From the top of the line "FOUND?" to its lowest base line."""
        lines = len(self.found_in_lines)
        return ((lines - 1) * LEADING + CAPITAL) * self.name_points * MM_PER_POINT if lines else 0.0

    @property
    def id_bottom(self) -> float:
        """From the top of the text to the id's lowest base line, or to that of what stands above it."""
        lines, size = len(self.words_in_lines), self.id_points * MM_PER_POINT
        if not lines:
            return self.found_height
        first = self.found_height + LEAD_IN * size if self.found_in_lines else CAPITAL * size
        return first + (lines - 1) * LEADING * size

    @property
    def name_height(self) -> float:
        """What is left for other text below the id's base line."""
        return self.text_height - self.id_bottom


@functools.cache
def modules_for(area: Area) -> tuple[float, ...]:
    """The sizes a module may have, the largest first: whole dots, never below the floor."""
    if not area.dot_mm:
        return _MODULES_MM
    most = int(_LARGEST_MODULE_MM / area.dot_mm + 1e-9)
    sizes = (dots * area.dot_mm for dots in range(most, _FEWEST_DOTS - 1, -1))
    return tuple(size for size in sizes if size >= SMALLEST_MODULE_MM)


def bare(area: Area, size: int, quiet: int, module: float) -> Layout | None:
    """The code alone, in the middle; None where it or its quiet zone does not fit."""
    dark, white = size * module, (size + 2 * quiet) * module
    width, height = area.width or white, area.height or white
    x, y = (width - dark) / 2, (height - dark) / 2
    if area.is_round:
        reach = min(area.width / 2, area.width / 2 - area.rim_x + quiet * module)
        if white / 2 * math.sqrt(2) > reach + 1e-9 or dark / 2 * math.sqrt(2) > area.width / 2 - area.rim_x + 1e-9:
            return None
    elif min(x - area.rim_x, y - area.rim_y) < -1e-9 or min(width, height) < white - 1e-9:
        return None
    return Layout(module, *_on_dots(area, x, y))


def beside(area: Area, size: int, quiet: int, module: float) -> Layout:
    """The code at the left, halfway up, the text to its right."""
    margin = (area.height - size * module) / 2
    left = max(quiet * module, min(margin, quiet * module + area.inset_x), area.rim_x)
    x, y = _on_dots(area, left, margin)
    text_x = x + (size + quiet) * module
    box = (text_x, area.inset_y, area.width - area.inset_x - text_x, area.height - 2 * area.inset_y)
    # Where the rim is wider than the quiet zone, a code this large would reach into it.
    return Layout(module, x, y, *(box if margin >= area.rim_y - 1e-9 else _NO_BOX))


def under(area: Area, size: int, quiet: int, module: float) -> Layout:
    """The code at the top, halfway across, the text below it."""
    side = (area.width - size * module) / 2
    x, y = _on_dots(area, side, max(quiet * module, area.rim_y))
    text_y = y + (size + quiet) * module
    box = (area.inset_x, text_y, area.width - 2 * area.inset_x, area.height - area.inset_y - text_y)
    return Layout(module, x, y, *(box if side >= area.rim_x - 1e-9 else _NO_BOX), is_centred=True)


_NO_BOX = (0.0, 0.0, 0.0, 0.0)


def flag(area: Area, size: int, quiet: int, module: float, cable_mm: float) -> Layout | None:
    """The code on the left half, the text on the right one, and between them what goes round the cable."""
    half = (area.width - math.pi * cable_mm) / 2
    margin_x, margin_y = (half - size * module) / 2, (area.height - size * module) / 2
    if margin_x < max(quiet * module, area.rim_x) - 1e-9 or margin_y < max(quiet * module, area.rim_y) - 1e-9:
        return None
    x, y = _on_dots(area, margin_x, margin_y)
    text_x = area.width - half + area.inset_x
    return Layout(
        module,
        x,
        y,
        text_x=text_x,
        text_y=area.inset_y,
        text_width=half - 2 * area.inset_x,
        text_height=area.height - 2 * area.inset_y,
    )


def in_circle(area: Area, size: int, quiet: int, module: float) -> Iterator[Layout]:
    """The code above, text in a box below it, both within the circle; a layout for each height of the text."""
    radius, white = area.width / 2, (size + 2 * quiet) * module
    inner = radius - area.inset_x
    if white / 2 >= radius or size * module / 2 * math.sqrt(2) > radius - area.rim_x:
        return
    corner = radius - math.sqrt(radius * radius - white * white / 4)
    for steps in range(int((area.height - corner - white) / _TEXT_STEP_MM), 0, -1):
        height = steps * _TEXT_STEP_MM
        top = max(corner, radius - (white + height) / 2)
        below = top + white + height - radius  # from the middle to the text's lower edge
        if top + white > 2 * radius - corner or below >= inner:
            continue
        width = 2 * math.sqrt(inner * inner - below * below)
        x, y = _on_dots(area, radius - size * module / 2, top + quiet * module)
        if y >= area.rim_y - 1e-9:
            yield Layout(
                module,
                x,
                y,
                text_x=radius - width / 2,
                text_y=top + white,
                text_width=width,
                text_height=height,
                is_centred=True,
            )


def id_alone(words: Sequence[float], area: Area) -> Layout | None:
    """The id in the middle, as large as it goes."""
    points = LARGEST_ID
    while points >= SMALLEST_POINTS:
        for count in range(1, len(words) + 1):
            met = Layout(0.0, 0.0, 0.0, id_points=points, words_in_lines=(1,) * count, is_centred=True)
            needed = met.id_bottom + DESCENT * points * MM_PER_POINT  # the tail of a Q
            width, height = _room_in_the_middle(area, needed)
            lines = break_words(words, width / (points * MM_PER_POINT))
            if len(lines) == count and needed <= height:
                left, top = ((area.width or width) - width) / 2, ((area.height or height) - needed) / 2
                placed = replace(met, words_in_lines=lines, text_x=left, text_y=top)
                return replace(placed, text_width=width, text_height=needed)
        points -= 0.5
    return None


def _room_in_the_middle(area: Area, height: float) -> tuple[float, float]:
    """How wide a text of that height may be in the middle of a label, and how high it may be at most."""
    if area.is_round:
        radius = area.width / 2 - area.inset_x
        return 2 * math.sqrt(max(0.0, radius * radius - height * height / 4)), 2 * radius
    sides = ((area.width, area.inset_x), (area.height, area.inset_y))
    across, down = (side - 2 * inset if side else float(LONGEST_MM) for side, inset in sides)
    return across, down


def _on_dots(area: Area, x: float, y: float) -> tuple[float, float]:
    """A place on the printer's dots, which are counted from where it can print."""
    return area.rim_x + area.snap(x - area.rim_x), area.rim_y + area.snap(y - area.rim_y)
