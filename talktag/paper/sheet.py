"""Sheets of labels as PDF bytes: which label on which cell, and what a person should know of it. It writes no file."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from talktag.errors import InvalidError, UsageError
from talktag.model.stock import Cell, Stock, cells, problems_of
from talktag.paper.font import CAPITAL, MM_PER_POINT, Face, bold, regular
from talktag.paper.ink import Paper
from talktag.paper.label import WANTED_MODULE_MM, Label, Layout, lay_out
from talktag.paper.symbol import LEVELS, Design, design_symbol, symbol_of
from talktag.paper.text import LEAD_IN, LEADING, Fitted, clean, fit, height_of

_LONGEST_ID = 40
_FLOORS = ("Q", "M")  # error correction asked first, and what is taken when the label is too small for that
_DISTANCE_PER_MODULE = 350  # a phone camera needs about four of its pixels for a module

_Words = Mapping[int, tuple[float, ...]]  # by number of words in an id: the widest of each, in type sizes


@dataclass(frozen=True, slots=True)
class Sheet:
    """Printed pages. `module_mm` is the smallest module, `error_correction` the weakest level on them."""

    pdf: bytes
    pages: int
    labels: int
    module_mm: float
    error_correction: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """One label with everything decided but its modules."""

    label: Label
    design: Design
    layout: Layout
    tag: tuple[str, ...]
    name: Fitted


def print_sheet(labels: Sequence[Label], stock: Stock, *, start: int = 1, stocks: Sequence[Stock]) -> Sheet:
    """Print the labels on sheets of `stock`, in order, the first on cell `start` (from 1) of the first sheet.

    UsageError without labels or for a start that is not on the sheet. InvalidError for a stock that is no rectangular
    sheet or does not hold up, for an id that cannot be printed, and for a label too small, naming the smallest of
    `stocks` that is large enough.
    """
    places = _places(labels, stock, start)
    words = _widest_words(labels)
    paper = Paper(stock.page_w or 0, stock.page_h or 0, f"talktag labels on {stock.id}")
    modules: set[float] = set()
    levels: list[str] = []
    notices: list[str] = []
    for number, label in enumerate(labels, start - 1):
        settled = _settle(label, stock, words)
        if settled is None:
            raise _too_small(labels, stock, stocks, words)
        if number % len(places) == 0 and number >= start:
            paper.turn()
        _draw(paper, places[number % len(places)], settled)
        modules.add(settled.layout.module_mm)
        levels.append(settled.design.error_correction)
        notices += _name_notices(settled)
    paper.turn()
    return Sheet(
        pdf=paper.finished(),
        pages=math.ceil((start - 1 + len(labels)) / len(places)),
        labels=len(labels),
        module_mm=min(modules),
        error_correction=min(levels, key=LEVELS.index),
        notices=(*_sheet_notices(stock, min(modules), levels), *notices),
    )


def reads_up_to_cm(module_mm: float) -> int:
    """How far away, in whole centimetres, a phone camera should still read a code of such modules (by simulation)."""
    return int(module_mm * _DISTANCE_PER_MODULE / 10 + 1e-9)


def _places(labels: Sequence[Label], stock: Stock, start: int) -> tuple[Cell, ...]:
    if not labels:
        raise UsageError("there is no label to print")
    if not _is_printable(stock):
        what = "is round" if stock.shape == "round" else "is a roll or tape"
        raise InvalidError(
            f'"{stock.id}" {what}, and talktag prints on sheets of rectangular labels', hints=["talktag stock list"]
        )
    problems = problems_of(stock)
    if problems:
        raise InvalidError(f'the label stock "{stock.id}" does not hold up', details=problems)
    places = cells(stock)
    if not 1 <= start <= len(places):
        raise UsageError(f'a sheet of "{stock.id}" has cells 1 to {len(places)}, not {start}', hints=["--start 1"])
    return places


def _is_printable(stock: Stock) -> bool:
    return stock.kind == "sheet" and stock.shape == "rect"


def _settle(label: Label, stock: Stock, words: _Words) -> _Settled | None:
    """Code, places and type for one label; None when it does not fit."""
    tag = clean(label.tag).split()
    for floor in _FLOORS:
        design = design_symbol(label.payload, floor)
        layout = _layout(stock.label_w, stock.label_h, design.size, words[len(tag)])
        if layout:
            return _Settled(label, design, layout, tuple(_in_lines(tag, layout)), _fitted_name(label, layout))
    return None


_layout = functools.lru_cache(maxsize=512)(lay_out)


def _in_lines(tag: Sequence[str], layout: Layout) -> Iterator[str]:
    start = 0
    for count in layout.words_in_lines:
        yield " ".join(tag[start : start + count])
        start += count


def _fitted_name(label: Label, layout: Layout) -> Fitted:
    name = clean(label.name)
    if regular().missing(name):
        name = ""
    return fit(name, regular(), layout.text_width, layout.name_height, layout.name_points)


def _widest_words(labels: Sequence[Label]) -> _Words:
    """One measure for the ids of all labels, so that they look alike; InvalidError for an id that cannot be printed."""
    widest: dict[int, tuple[float, ...]] = {}
    for label in labels:
        words = clean(label.tag).split()
        if not words or len(label.tag) > _LONGEST_ID:
            raise InvalidError(f"a label needs a printed id of 1 to {_LONGEST_ID} characters")
        missing = bold().missing("".join(words))
        if missing:
            raise InvalidError(f"the font has no {_code_points(missing)}, which a printed id uses")
        widths = tuple(bold().width(word) for word in words)
        known = widest.get(len(words), widths)
        widest[len(words)] = tuple(map(max, widths, known))
    return widest


def _draw(paper: Paper, cell: Cell, settled: _Settled) -> None:
    layout = settled.layout
    symbol = symbol_of(settled.design)
    paper.draw_symbol(symbol, cell.x_mm + layout.code_x, cell.y_mm + layout.code_y, layout.module_mm)
    for line, face, points, base in _lines(settled):
        spare = layout.text_width - face.width(line) * points * MM_PER_POINT if layout.is_centred else 0.0
        paper.draw_line(line, face, points, cell.x_mm + layout.text_x + spare / 2, cell.y_mm + base)


def _lines(settled: _Settled) -> Iterator[tuple[str, Face, float, float]]:
    """Each line of id and name with its face, its size, and its base line in mm below the label's upper edge."""
    layout, name = settled.layout, settled.name
    id_size, name_size = layout.id_points * MM_PER_POINT, name.points * MM_PER_POINT
    top = layout.text_y
    if not layout.is_centred:
        used = layout.id_height + height_of(len(name.lines), name.points)
        top += max(0.0, layout.text_height - used) / 2
    for number, line in enumerate(settled.tag):
        yield line, bold(), layout.id_points, top + (CAPITAL + number * LEADING) * id_size
    for number, line in enumerate(name.lines):
        yield line, regular(), name.points, top + layout.id_height + (LEAD_IN + number * LEADING) * name_size


def _too_small(labels: Sequence[Label], stock: Stock, stocks: Sequence[Stock], words: _Words) -> InvalidError:
    message = f'a label of "{stock.id}" ({stock.label_w:g} x {stock.label_h:g} mm) is too small for the code and its id'
    # Whoever has paper and printer for one page size is not helped by a stock of the other.
    usable = [other for other in stocks if _is_printable(other) and not problems_of(other)]
    for other in sorted(usable, key=lambda other: (other.page != stock.page, other.label_w * other.label_h, other.id)):
        if all(_settle(label, other, words) for label in labels):
            return InvalidError(message, hints=[f"--stock {other.id}"])
    return InvalidError(message, hints=["use a shorter address in the code"])


def _sheet_notices(stock: Stock, module_mm: float, levels: Sequence[str]) -> Iterator[str]:
    if stock.confidence == "disputed":
        yield f'sources disagree on where "{stock.id}" has its labels: calibrate first, with a print on plain paper'
    lowered = sum(LEVELS.index(level) < LEVELS.index(_FLOORS[0]) for level in levels)
    if lowered:
        yield f"error correction is M instead of Q on {lowered} of {len(levels)} labels, so that the code fits"
    if module_mm < WANTED_MODULE_MM:
        far = reads_up_to_cm(module_mm)
        yield f"modules are {module_mm:.2f} mm, under the wanted {WANTED_MODULE_MM} mm: read from up to about {far} cm"


def _name_notices(settled: _Settled) -> Iterator[str]:
    tag = " ".join(settled.tag)
    missing = regular().missing(clean(settled.label.name))
    if missing:
        yield f'"{tag}": the name is left off, the font has no {_code_points(missing)}'
    elif settled.name.is_cut and settled.name.lines:
        yield f'"{tag}": the name is cut to "{" ".join(settled.name.lines)}"'
    elif settled.name.is_cut:
        yield f'"{tag}": the name is left off, the label has no room for it'


def _code_points(characters: Sequence[str]) -> str:
    """Characters a terminal may not show either, as U+0000; a few stand for all."""
    shown = [f"U+{ord(character):04X}" for character in characters[:4]]
    return ", ".join(shown) + (" and others" if len(characters) > len(shown) else "")
