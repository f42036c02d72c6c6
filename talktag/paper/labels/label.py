"""Where everything lies on one label: code, printed id and other text. It computes millimetres and never draws.

All lengths are millimetres from the label's top left, type sizes are points.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from talktag.paper.labels.layouts import (
    LARGEST_ID,
    LONGEST_MM,
    Area,
    Layout,
    bare,
    beside,
    flag,
    id_alone,
    in_circle,
    modules_for,
    under,
)
from talktag.paper.type.breaking import SPACE, break_words, widest
from talktag.paper.type.font import MM_PER_POINT
from talktag.paper.type.text import height_of

LAYOUTS = ("qr", "qr+id", "qr+id+name", "qr+text", "flag", "round", "id-code", "id")
BARE = ("qr", "id-code")  # a code and no type; the second holds the id alone, which makes the smallest code there is
ANY_SHAPE = (*BARE, "id")
WANTED_MODULE_MM = 0.5
_LARGEST_NAME = 10.0
_NAME_TO_ID = 0.82
_WIDE = 1.3  # from this ratio of width to height on, text stands beside the code rather than under it
_FOUND_LINES = 2
_ENDLESS_ID = 8.0  # points that are enough where a larger id would take more of the roll

__all__ = [
    "ANY_SHAPE",
    "BARE",
    "LAYOUTS",
    "SPACE",
    "WANTED_MODULE_MM",
    "Area",
    "Label",
    "Layout",
    "Wish",
    "cut_to_length",
    "lay_out",
]


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says: the code's text, the printed id in words, a name and a place, and lines of other text.

    `text` is for the layout "qr+text" and the back of a flag, one paragraph a line; `place` only decides the order.
    """

    payload: str
    tag: str
    name: str
    text: str = ""
    place: str = ""

    def code_text(self, layout: str) -> str:
        """What the code says."""
        return self.tag.replace(" ", "") if layout == "id-code" else self.payload


@dataclass(frozen=True, slots=True)
class Wish:
    """What a layout is asked for: code size and quiet zone in modules, and how much text there is.

    `words` and `found` are how wide the words of the id and of the line "FOUND?" are, in multiples of their type size;
    `paragraphs` counts the lines of other text; `cable_mm` is how thick the cable is that a flag goes round.
    """

    kind: str
    size: int
    words: tuple[float, ...] = ()
    found: tuple[float, ...] = ()
    paragraphs: int = 2
    quiet: int = 4
    cable_mm: float = 5.0


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a layout must reach: a module of this size, an id of so few lines, type no smaller, room for other text."""

    module_mm: float
    id_points: float
    id_lines: int
    name_points: float
    name_lines: int
    has_found: bool = False


# Tried in turn: large type as long as the code stays large, then a wanted code, then a code that just reads.
_DEMANDS = (
    _Demand(0.67, 9.0, 1, 7.5, 2),
    _Demand(WANTED_MODULE_MM, 7.0, 1, 6.0, 2),
    _Demand(WANTED_MODULE_MM, 7.0, 2, 6.0, 2),
    _Demand(WANTED_MODULE_MM, 6.0, 3, 5.0, 2),
    _Demand(WANTED_MODULE_MM, 5.0, 3, 5.0, 1),
    _Demand(0.0, 5.0, 3, 5.0, 1),
    _Demand(0.0, 5.0, 9, 5.0, 0),
)


@functools.lru_cache(maxsize=2048)
def lay_out(wish: Wish, area: Area) -> Layout | None:
    """The places for what is wished on a label of that area; None where it does not fit.

    The largest module the label takes under the best demand it meets. "round" is for round labels, and they take
    nothing else but what ANY_SHAPE names.
    """
    if area.is_round != (wish.kind == "round") and wish.kind not in ANY_SHAPE:
        return None
    if wish.kind == "id":
        return id_alone(wish.words, area)
    modules = [module for module in modules_for(area) if module * (wish.size + 2 * wish.quiet) <= area.shorter + 1e-9]
    if wish.kind in BARE:
        return next(filter(None, (bare(area, wish.size, wish.quiet, module) for module in modules)), None)
    tried = [list(layouts) for layouts in _arrangements(wish, area, modules)]
    for rank, demand in enumerate(_demands(wish)):
        fitting = [layout for layout in (_largest(layouts, wish, demand) for layouts in tried) if layout]
        if fitting:
            best = max(fitting, key=lambda layout: layout.module_mm)
            return replace(_with_larger_type(best, area, wish, demand), rank=rank)
    return None


@functools.lru_cache(maxsize=512)
def cut_to_length(wish: Wish, area: Area) -> tuple[Layout, Area] | None:
    """A layout as good as any on an endless roll, on the shortest label that has it, and that label.

    The area's width is what is cut, where it is 0; otherwise its height.
    """
    side = "height" if area.width else "width"
    longest = replace(area, **{side: float(LONGEST_MM)})  # type: ignore[arg-type]
    goal = lay_out(wish, longest)
    if goal is None:
        return None
    large = (min(goal.module_mm, _DEMANDS[0].module_mm), -len(goal.words_in_lines), min(goal.id_points, _ENDLESS_ID))
    for length in range(int(wish.size * goal.module_mm) or 1, LONGEST_MM):
        shorter = replace(area, **{side: float(length)})  # type: ignore[arg-type]
        layout = lay_out(wish, shorter)
        if layout and layout.rank <= goal.rank and _as_good(layout, large):
            return layout, shorter
    return goal, longest


def _as_good(layout: Layout, large: tuple[float, int, float]) -> bool:
    values = (layout.module_mm, -len(layout.words_in_lines), layout.id_points)
    return all(value >= wanted for value, wanted in zip(values, large, strict=True))


def _arrangements(wish: Wish, area: Area, modules: Sequence[float]) -> Iterator[Iterator[Layout]]:
    """The ways to put code and text, each with falling modules."""
    size, quiet = wish.size, wish.quiet
    if wish.kind == "round":
        yield (layout for module in modules for layout in in_circle(area, size, quiet, module))
    elif wish.kind == "flag":
        yield filter(None, (flag(area, size, quiet, module, wish.cable_mm) for module in modules))
    else:
        for place in (beside, under) if area.width >= _WIDE * area.height else (under, beside):
            yield (place(area, size, quiet, module) for module in modules)


def _demands(wish: Wish) -> Iterator[_Demand]:
    """What to ask of the layout in turn: with the line "FOUND?" as long as there is any way, then without."""
    for has_found in (True, False) if wish.found else (False,):
        for demand in _DEMANDS:
            lines = demand.name_lines
            if wish.kind == "qr+id":
                lines = 0
            elif wish.kind == "qr+text":
                # The text is what this layout is for, so its first line at least is never given up.
                lines = min(1, wish.paragraphs) if lines < 2 else wish.paragraphs
            yield replace(demand, name_lines=lines, has_found=has_found)


def _largest(layouts: Sequence[Layout], wish: Wish, demand: _Demand) -> Layout | None:
    """The first of the layouts, which come with falling modules, that meets the demand."""
    for layout in layouts:
        if layout.module_mm < demand.module_mm:
            return None
        met = _with_text(layout, wish, demand)
        if met:
            return met
    return None


def _with_text(layout: Layout, wish: Wish, demand: _Demand) -> Layout | None:
    """The layout with its text in the demanded sizes, None when some of it does not get its room."""
    lines = break_words(wish.words, layout.text_width / (demand.id_points * MM_PER_POINT))
    found: tuple[int, ...] = ()
    if demand.has_found:
        found = break_words(wish.found, layout.text_width / (demand.name_points * MM_PER_POINT))
        if not 0 < len(found) <= _FOUND_LINES:
            return None
    if wish.words and not 0 < len(lines) <= demand.id_lines:
        return None
    met = replace(
        layout,
        id_points=demand.id_points,
        words_in_lines=lines,
        name_points=demand.name_points,
        found_in_lines=found,
    )
    needed = met.id_bottom + height_of(demand.name_lines, demand.name_points)
    return met if needed <= layout.text_height + 1e-9 else None


def _with_larger_type(layout: Layout, area: Area, wish: Wish, demand: _Demand) -> Layout:
    """The layout with larger type where there is room, and the whole of it halfway between top and bottom."""
    best = layout
    points = demand.id_points
    while points < LARGEST_ID:
        points += 0.5
        name_points = min(_LARGEST_NAME, max(demand.name_points, round(points * _NAME_TO_ID * 2) / 2))
        larger = _with_text(layout, wish, replace(demand, id_points=points, name_points=name_points))
        if not larger or len(larger.words_in_lines) > len(layout.words_in_lines):
            break
        # Centred under the code, an id wider than the code looks lost.
        if layout.is_centred and _id_width(wish.words, larger) > wish.size * layout.module_mm:
            break
        best = larger
    if not best.is_centred or area.is_round:
        return best
    text = best.id_bottom + height_of(demand.name_lines, best.name_points)
    spare = max(0.0, area.height - (wish.size + wish.quiet) * best.module_mm - text) / 2
    down = area.snap(max(0.0, min(spare - best.code_y, best.text_height - text)))
    return replace(best, code_y=best.code_y + down, text_y=best.text_y + down, text_height=best.text_height - down)


def _id_width(words: Sequence[float], layout: Layout) -> float:
    return widest(words, layout.words_in_lines) * layout.id_points * MM_PER_POINT
