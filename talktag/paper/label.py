"""Where everything lies on one label: code, printed id and name. It computes millimetres and never draws.

All lengths are millimetres from the label's top left, type sizes are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from talktag.paper.font import CAPITAL, MM_PER_POINT
from talktag.paper.text import LEADING, height_of

QUIET_ZONE = 4  # modules of white on each side of the code, by ISO/IEC 18004
WANTED_MODULE_MM = 0.5
SMALLEST_MODULE_MM = 0.4
INSET_MM = 1.5  # what a die or a printer may be off: no ink nearer to the label's edge
_LARGEST_ID = 14.0
_LARGEST_NAME = 10.0
_NAME_TO_ID = 0.82
_WIDE = 1.3  # from this ratio of width to height on, text stands beside the code rather than under it
_SPACE = 0.35  # between the words of an id, in multiples of its type size
_DOT_MM = 25.4 / 600
# Whole printer dots at 600 dpi, so that every module prints equally large; only the last is for the floor itself.
_MODULES_MM = (*(dots * _DOT_MM for dots in range(24, 9, -1)), 9.5 * _DOT_MM)


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says: the code's text, the printed id in words, and a name, which may be empty."""

    payload: str
    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The places on a label. `code_*` is the dark square's corner; `words_in_lines` is how the id is broken."""

    module_mm: float
    code_x: float
    code_y: float
    text_x: float
    text_y: float
    text_width: float
    text_height: float
    is_centred: bool
    id_points: float
    words_in_lines: tuple[int, ...]
    name_points: float

    @property
    def id_height(self) -> float:
        """From the top of the id's capitals to its lowest base line."""
        return _id_height(len(self.words_in_lines), self.id_points)

    @property
    def name_height(self) -> float:
        """What is left for the name below the id's base line."""
        return self.text_height - self.id_height


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a layout must reach: a module of this size, and an id of so few lines, and type no smaller than this."""

    module_mm: float
    id_points: float
    id_lines: int
    name_points: float
    name_lines: int


# Tried in turn: large type as long as the code stays large, then a wanted code, then a code that just reads.
_DEMANDS = (
    _Demand(0.67, 9.0, 1, 7.5, 2),
    _Demand(WANTED_MODULE_MM, 7.0, 1, 6.0, 2),
    _Demand(WANTED_MODULE_MM, 7.0, 2, 6.0, 2),
    _Demand(WANTED_MODULE_MM, 6.0, 3, 5.0, 2),
    _Demand(WANTED_MODULE_MM, 5.0, 3, 5.0, 1),
    _Demand(SMALLEST_MODULE_MM, 5.0, 3, 5.0, 1),
    _Demand(SMALLEST_MODULE_MM, 5.0, 9, 5.0, 0),
)


def lay_out(width: float, height: float, size: int, words: Sequence[float]) -> Layout | None:
    """Places for a code of `size` modules and an id whose words are so wide, in multiples of their type size.

    The largest module the label takes under the best demand it meets; None when it meets none.
    """
    arrangements = (_beside, _under) if width >= _WIDE * height else (_under, _beside)
    largest = min(width, height) / (size + 2 * QUIET_ZONE)
    modules = [module for module in _MODULES_MM if module <= largest]
    tried = [[place(width, height, size, module) for module in modules] for place in arrangements]
    for demand in _DEMANDS:
        found = [_largest(layouts, words, demand) for layouts in tried]
        fitting = [layout for layout in found if layout]
        if fitting:
            return _grown(max(fitting, key=lambda layout: layout.module_mm), height, size, words, demand)
    return None


def _largest(layouts: Sequence[Layout], words: Sequence[float], demand: _Demand) -> Layout | None:
    """The first of the layouts, which come with falling modules, that meets the demand."""
    for layout in layouts:
        if layout.module_mm < demand.module_mm:
            return None
        met = _with_id(layout, words, demand)
        if met:
            return met
    return None


def _beside(width: float, height: float, size: int, module: float) -> Layout:
    """The code at the left, halfway up, the text to its right."""
    margin = (height - size * module) / 2
    left = min(margin, QUIET_ZONE * module + INSET_MM)
    text_x = left + (size + QUIET_ZONE) * module
    box = (text_x, INSET_MM, width - INSET_MM - text_x, height - 2 * INSET_MM)
    return Layout(module, left, margin, *box, False, 0.0, (), 0.0)


def _under(width: float, height: float, size: int, module: float) -> Layout:
    """The code at the top, halfway across, the text below it."""
    top = QUIET_ZONE * module
    text_y = top + (size + QUIET_ZONE) * module
    box = (INSET_MM, text_y, width - 2 * INSET_MM, height - INSET_MM - text_y)
    return Layout(module, (width - size * module) / 2, top, *box, True, 0.0, (), 0.0)


def _with_id(layout: Layout, words: Sequence[float], demand: _Demand) -> Layout | None:
    """The layout with its id in the demanded size, None when id or name do not get their room."""
    lines = _broken(words, layout.text_width / (demand.id_points * MM_PER_POINT))
    needed = _id_height(len(lines), demand.id_points) + height_of(demand.name_lines, demand.name_points)
    if not 0 < len(lines) <= demand.id_lines or needed > layout.text_height:
        return None
    return replace(layout, id_points=demand.id_points, words_in_lines=lines, name_points=demand.name_points)


def _grown(layout: Layout, height: float, size: int, words: Sequence[float], demand: _Demand) -> Layout:
    """The layout with larger type where there is room, and the whole of it halfway between top and bottom."""
    best = layout
    points = demand.id_points
    while points < _LARGEST_ID:
        points += 0.5
        name_points = min(_LARGEST_NAME, max(demand.name_points, round(points * _NAME_TO_ID * 2) / 2))
        larger = _with_id(layout, words, replace(demand, id_points=points, name_points=name_points))
        if not larger or len(larger.words_in_lines) > len(layout.words_in_lines):
            break
        # Centred under the code, an id wider than the code looks lost.
        if layout.is_centred and _id_width(words, larger) > size * layout.module_mm:
            break
        best = larger
    if not best.is_centred:
        return best
    text = best.id_height + height_of(demand.name_lines, best.name_points)
    spare = max(0.0, height - (size + QUIET_ZONE) * best.module_mm - text) / 2
    down = max(0.0, min(spare - best.code_y, best.text_height - text))
    return replace(best, code_y=best.code_y + down, text_y=best.text_y + down, text_height=best.text_height - down)


def _id_width(words: Sequence[float], layout: Layout) -> float:
    return _widest(words, layout.words_in_lines) * layout.id_points * MM_PER_POINT


def _id_height(lines: int, points: float) -> float:
    return ((lines - 1) * LEADING + CAPITAL) * points * MM_PER_POINT


def _line_width(words: Sequence[float]) -> float:
    return sum(words) + _SPACE * (len(words) - 1)


def _broken(words: Sequence[float], room: float) -> tuple[int, ...]:
    """How many words stand on each line, as few lines as possible and evenly; empty when a word is too wide."""
    lines = _filled(words, room)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            narrower = min(room, _line_width(words[start:end]) + 1e-9)
            even = _filled(words, narrower)
            if even and len(even) == len(lines) and _widest(words, even) < _widest(words, lines):
                lines = even
    return lines


def _filled(words: Sequence[float], room: float) -> tuple[int, ...]:
    counts: list[int] = []
    used = 0.0
    for word in words:
        if word > room:
            return ()
        if counts and used + _SPACE + word <= room:
            counts[-1] += 1
            used += _SPACE + word
        else:
            counts.append(1)
            used = word
    return tuple(counts)


def _widest(words: Sequence[float], counts: Sequence[int]) -> float:
    widest, start = 0.0, 0
    for count in counts:
        widest = max(widest, _line_width(words[start : start + count]))
        start += count
    return widest
