"""Label paper as numbers: what it measures, whether that holds up, where its cells lie. It never reads files."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import InvalidError

PAGES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
OWN = "own"  # the region of a paper that its owner measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One label paper; lengths in millimetres, field names as in a `[[stock]]` table.

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


def paper_from_table(table: Mapping[str, Any]) -> Paper:
    """The paper a `[[stock]]` table describes; InvalidError for missing, unknown or wrongly typed fields."""
    fields = {field.name: field for field in dataclasses.fields(Paper)}
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
        raise InvalidError(f'the label paper "{table.get("id", "?")}" does not hold up', details=bad)
    return Paper(**values)


def page_size(paper: Paper) -> tuple[float, float] | None:
    """Width and height of the page; an owner may have a page without a name. None where it cannot be told."""
    if paper.page is None and paper.region == OWN and paper.page_w and paper.page_h:
        return paper.page_w, paper.page_h
    return PAGES.get(paper.page or "")


def duplicate_ids(papers: Iterable[Paper]) -> list[str]:
    """Ids that more than one paper has, each once, in order."""
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for paper in papers:
        if paper.id in seen:
            doubled[paper.id] = None
        seen.add(paper.id)
    return list(doubled)


def cells(paper: Paper) -> tuple[Cell, ...]:
    """The places of a sheet's labels, row by row from the top left; InvalidError for anything but a sheet."""
    if paper.kind != "sheet":
        raise InvalidError(f'"{paper.id}" is a roll or tape, which has no rows and columns')
    wanted = (paper.cols, paper.rows, paper.margin_left, paper.margin_top, paper.pitch_x, paper.pitch_y)
    cols, rows, left, top, pitch_x, pitch_y = (_must_say(paper, value) for value in wanted)
    return tuple(
        Cell(
            index=row * int(cols) + column + 1,
            row=row + 1,
            column=column + 1,
            x_mm=left + column * pitch_x,
            y_mm=top + row * pitch_y,
            width_mm=paper.label_w,
            height_mm=paper.label_h,
        )
        for row in range(int(rows))
        for column in range(int(cols))
    )


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


def _must_say(paper: Paper, value: float | None) -> float:
    if value is None:
        raise InvalidError(f'the label paper "{paper.id}" does not say where its labels are')
    return value
