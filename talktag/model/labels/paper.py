"""Label stock as numbers: what it measures, whether that holds up, where its cells lie. It never reads files."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.errors import AmbiguousError, InvalidError, NotFoundError

PAGES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
ROLLS = frozenset({"roll-diecut", "roll-continuous", "tape"})
SHAPES = frozenset({"rect", "round"})
CONFIDENCES = frozenset({"two-source", "reconciled", "one-source", "derived", "disputed"})
CENTRE_TOLERANCE_MM = 0.35  # between opposite margins
SMALLEST_SIDE_MM = 1.0
SMALLEST_PAGE_MM = 30.0
LARGEST_PAGE_MM = 600.0  # of a page and of a label on a roll; what is larger is a slip, or would fill the memory
LARGEST_DPI = 2400
_MOST_DOTS = 64_000_000  # of one label on a roll
_HAIR = 1e-6  # what arithmetic with decimal fractions may leave over
_OVERHANG_MM = 0.05  # how far an outer label edge may lie beyond the page
_GAP_TOLERANCE_MM = 1e-3
_SUM_TOLERANCE_MM = 1e-2
_DOTS_TOLERANCE_MM = 0.15  # between a roll's printable width and its dots
OWN = "own"  # the region of a stock that its owner measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One label stock; lengths in millimetres, field names as in a `[[stock]]` table.

    For a round label both sides are the diameter. On rolls `label_w` runs across the print head and `label_h` along
    the feed, 0 where it is cut to any length. `margin_*` lead to the first and last label edge, `pitch_*` from an
    edge to the like edge of the next label. None: no source states it.
    """

    id: str
    brand: str
    part: str
    kind: str
    region: str
    shape: str
    label_w: float
    label_h: float
    source: tuple[str, ...]
    confidence: str
    aliases: tuple[str, ...] = ()
    aliases_unverified: tuple[str, ...] = ()
    page: str | None = None
    page_w: float | None = None
    page_h: float | None = None
    cols: int | None = None
    rows: int | None = None
    per_sheet: int | None = None
    margin_left: float | None = None
    margin_top: float | None = None
    margin_right: float | None = None
    margin_bottom: float | None = None
    pitch_x: float | None = None
    pitch_y: float | None = None
    gap_x: float | None = None
    gap_y: float | None = None
    corner_r: float | None = None
    print_w: float | None = None
    print_h: float | None = None
    dpi: int | None = None
    dots_w: int | None = None
    dots_h: int | None = None
    use: str | None = None
    note: str | None = None

    @property
    def is_uncertain(self) -> bool:
        """Whether a print on plain paper should come first: sources disagree, or say so themselves."""
        return self.confidence in {"disputed", "derived"} or "calibrate" in (self.note or "")


@dataclass(frozen=True, slots=True)
class Cell:
    """One label's place on a sheet: `index`, `row` and `column` from 1, millimetres from the page's top left."""

    index: int
    row: int
    column: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


def stock_from_table(table: Mapping[str, Any]) -> Stock:
    """The stock a `[[stock]]` table describes; InvalidError for missing, unknown or wrongly typed fields."""
    fields = {field.name: field for field in dataclasses.fields(Stock)}
    bad = [f'unknown field "{name}"' for name in table if name not in fields]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in table:
            bad += [f"missing {name}"] if field.default is dataclasses.MISSING else []
            continue
        try:
            values[name] = _READERS[str(field.type)](table[name])
        except ValueError as error:
            bad.append(f"{name} is not {error}")
    if bad:
        raise InvalidError(f'the label stock "{table.get("id", "?")}" does not hold up', details=bad)
    return Stock(**values)


def problems_of(stock: Stock) -> list[str]:
    """What contradicts itself in a stock's numbers, one line each; empty when it can be printed on."""
    bad = _description_problems(stock)
    if min(stock.label_w, stock.label_h or stock.label_w) < SMALLEST_SIDE_MM:
        return [*bad, f"a label side under {SMALLEST_SIDE_MM:g} mm"]
    if stock.shape == "round" and abs(stock.label_w - stock.label_h) > _HAIR:
        bad.append("round but not circular")
    if (stock.corner_r or 0) > min(stock.label_w, stock.label_h or stock.label_w) / 2 + _HAIR:
        bad.append("corner radius too big")
    if stock.kind == "sheet":
        return bad + _sheet_problems(stock)
    return bad + _roll_problems(stock)


def page_size(stock: Stock) -> tuple[float, float] | None:
    """Width and height of the page; an owner may have a page without a name. None where it cannot be told."""
    if stock.page is None and stock.region == OWN and stock.page_w and stock.page_h:
        return stock.page_w, stock.page_h
    return PAGES.get(stock.page or "")


def duplicate_ids(stocks: Iterable[Stock]) -> list[str]:
    """Ids that more than one stock has, each once, in order."""
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for stock in stocks:
        if stock.id in seen:
            doubled[stock.id] = None
        seen.add(stock.id)
    return list(doubled)


def cells(stock: Stock) -> tuple[Cell, ...]:
    """The places of a sheet's labels, row by row from the top left; InvalidError for anything but a sheet."""
    if stock.kind != "sheet":
        raise InvalidError(f'"{stock.id}" is a roll or tape, which has no rows and columns')
    wanted = (stock.cols, stock.rows, stock.margin_left, stock.margin_top, stock.pitch_x, stock.pitch_y)
    cols, rows, left, top, pitch_x, pitch_y = (_must_say(stock, value) for value in wanted)
    return tuple(
        Cell(
            index=row * int(cols) + column + 1,
            row=row + 1,
            column=column + 1,
            x_mm=left + column * pitch_x,
            y_mm=top + row * pitch_y,
            width_mm=stock.label_w,
            height_mm=stock.label_h,
        )
        for row in range(int(rows))
        for column in range(int(cols))
    )


def find_stock(stocks: Sequence[Stock], name: str) -> Stock:
    """The one stock of that id, part number or alias, in any case, with spaces or hyphens between.

    A name that is only similar is never taken: NotFoundError lists the near ids in its hints. AmbiguousError when
    several stocks go by the name; an id wins over a part number, and that over an alias.
    """
    wanted = _fold_name(name)
    for names_of in (_ids, _parts, _aliases):
        found = [stock for stock in stocks if wanted in names_of(stock)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = [stock.id for stock in found]
            raise AmbiguousError(f'"{name}" is more than one label stock', details=ids, hints=[f"--stock {ids[0]}"])
    near = [f"--stock {stock.id}" for stock in _near(stocks, wanted)]
    raise NotFoundError(f'there is no label stock "{name}"', hints=[*near, "talktag stock list"])


def _description_problems(stock: Stock) -> list[str]:
    checks = (
        (stock.confidence not in CONFIDENCES, "unknown confidence"),
        (not stock.source, "no source"),
        (stock.confidence == "two-source" and len(stock.source) == 1, "two-source with one source"),
        (stock.shape not in SHAPES, "unknown shape"),
        (stock.kind != "sheet" and stock.kind not in ROLLS, "unknown kind"),
    )
    return [problem for is_so, problem in checks if is_so]


def _sheet_problems(stock: Stock) -> list[str]:
    page = page_size(stock)
    if page is None:
        return ["unknown page"]
    if not all(SMALLEST_PAGE_MM <= side <= LARGEST_PAGE_MM for side in page):
        return [f"a page's sides are {SMALLEST_PAGE_MM:g} to {LARGEST_PAGE_MM:g} mm long"]
    across = (stock.pitch_x, stock.cols, stock.margin_left, stock.margin_right, stock.gap_x)
    down = (stock.pitch_y, stock.rows, stock.margin_top, stock.margin_bottom, stock.gap_y)
    if None in {*across, *down, stock.per_sheet}:
        return ["a sheet without all of cols, rows, per_sheet, margins, pitches and gaps"]
    bad = []
    if (stock.page_w, stock.page_h) != page:
        bad.append("page size")
    if stock.per_sheet != (stock.cols or 0) * (stock.rows or 0):
        bad.append("count")
    bad += _axis_problems("x", stock.label_w, page[0], across) + _axis_problems("y", stock.label_h, page[1], down)
    # Makers centre their labels, so a source that does not is taken for wrong; what an owner measured is believed.
    return bad if stock.region == OWN else [*bad, *_centre_problems(stock)]


def _centre_problems(stock: Stock) -> list[str]:
    sides = (("x", stock.margin_left, stock.margin_right), ("y", stock.margin_top, stock.margin_bottom))
    return [
        f"{axis}: not centred ({low:.2f} / {high:.2f})"
        for axis, low, high in ((axis, low or 0.0, high or 0.0) for axis, low, high in sides)
        if abs(low - high) > CENTRE_TOLERANCE_MM
    ]


def _axis_problems(axis: str, label: float, page: float, numbers: tuple[float | None, ...]) -> list[str]:
    pitch, count, low, high, gap = (number or 0.0 for number in numbers)
    checks = (
        (count < 1, "no labels"),
        (pitch - label < -_HAIR, f"labels overlap by {label - pitch:.3f}"),
        (abs(pitch - label - gap) > _GAP_TOLERANCE_MM, "gap"),
        (min(low, high) < -_OVERHANG_MM, "off the page"),
        (abs(low + (count - 1) * pitch + label + high - page) > _SUM_TOLERANCE_MM, "does not add up to the page"),
    )
    return [f"{axis}: {problem}" for is_so, problem in checks if is_so]


def _roll_problems(stock: Stock) -> list[str]:
    bad = []
    width, height = stock.label_w, stock.label_h or stock.label_w
    if max(width, height) > LARGEST_PAGE_MM:
        bad.append(f"a label side over {LARGEST_PAGE_MM:g} mm")
    dots = max(width * height * ((stock.dpi or 0) / 25.4) ** 2, (stock.dots_w or 0) * (stock.dots_h or 0))
    if (stock.dpi or 0) > LARGEST_DPI or max(dots, stock.dots_w or 0, stock.dots_h or 0) > _MOST_DOTS:
        bad.append("more dots than any printer has")
    if (stock.print_w or 0) > stock.label_w + _HAIR or (stock.print_h or 0) > stock.label_h + _HAIR:
        bad.append("printable area larger than label")
    if stock.dots_w and stock.print_w:
        if not stock.dpi:
            bad.append("dots without dpi")
        elif abs(stock.dots_w * 25.4 / stock.dpi - stock.print_w) > _DOTS_TOLERANCE_MM:
            bad.append("dots and printable width disagree")
    return bad


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text")
    return value


def _number(value: Any) -> float:
    # TOML knows inf and nan, and a comparison with nan finds no fault in anything.
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("a number")
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("a whole number")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of texts")
    return tuple(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "str | None": _text,
    "float": _number,
    "float | None": _number,
    "int | None": _count,
    "tuple[str, ...]": _texts,
}


def _must_say(stock: Stock, value: float | None) -> float:
    if value is None:
        raise InvalidError(f'the label stock "{stock.id}" does not say where its labels are')
    return value


def _fold_name(name: str) -> str:
    """A name as it is compared: without case, bracketed remarks, or the kind of separator."""
    return re.sub(r"[\s_-]+", " ", re.sub(r"\([^)]*\)", "", name)).strip().casefold()


def _ids(stock: Stock) -> set[str]:
    return {_fold_name(stock.id)}


def _parts(stock: Stock) -> set[str]:
    return {_fold_name(stock.part), _fold_name(f"{stock.brand} {stock.part}")}


def _aliases(stock: Stock) -> set[str]:
    return {_fold_name(alias) for alias in stock.aliases}


def _near(stocks: Sequence[Stock], wanted: str) -> list[Stock]:
    """Up to five stocks whose names resemble `wanted`, the nearest first; names nobody has checked count, too."""
    from talktag.model.values.near import near_words

    named: dict[str, list[Stock]] = {}
    for stock in sorted(stocks, key=lambda stock: stock.id):
        for name in (*_ids(stock), *_parts(stock), *_aliases(stock), *map(_fold_name, stock.aliases_unverified)):
            named.setdefault(name, []).append(stock)
    near = {stock.id: stock for name in near_words(wanted, named, 20) for stock in named[name]}
    return list(near.values())[:5]
