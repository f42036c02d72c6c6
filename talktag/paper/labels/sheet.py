"""Sheets and rolls of labels: which label on which place, and what a person should know of it. It writes no file.

Everything is decided, and refused, before anything is drawn: `lay_sheet` first, then the formats of `paper.output`.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from talktag.errors import InvalidError, UsageError
from talktag.model.labels.calibration import Calibration, check_calibration
from talktag.model.labels.own_paper import check_paper
from talktag.model.labels.paper import Paper
from talktag.model.labels.sheet_cells import SheetPlace, cells_before, fill_cells, last_used, on_roll
from talktag.paper.codes.symbol import LEVELS
from talktag.paper.labels.fitting import too_small
from talktag.paper.labels.label import ANY_SHAPE, LAYOUTS, WANTED_MODULE_MM, Label
from talktag.paper.labels.paper_area import face_of
from talktag.paper.labels.settled import (
    FLOORS,
    SYMBOLS,
    Measures,
    Settled,
    Style,
    foreign_fonts,
    measure_labels,
    notices,
    settle,
)

ORDERS = ("given", "name", "place")
_DISTANCE_PER_MODULE = 350  # a phone camera needs about four of its pixels for a module
_MOST_COPIES = 1000


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How labels are printed; every value is checked by `lay_sheet`.

    `layout` is one of LAYOUTS, or None for the one with most on it; `symbol` "qr" or "datamatrix"; `start` a cell's
    number or (row, column); `used` cells are skipped on the first sheet; `fill` is "rows" or "columns"; `order` is one
    of ORDERS; `found` a line such as "FOUND? / GEFUNDEN?"; `outline` draws each die, for a test print, `cut_marks` the
    cuts for uncut paper; `calibration` is what the printer does wrong; `font_folders` hold fonts for what talktag's
    own lack.
    """

    layout: str | None = None
    symbol: str = "qr"
    start: int | tuple[int, int] = 1
    used: frozenset[int] = frozenset()
    fill: str = "rows"
    copies: int = 1
    order: str = "given"
    found: str = ""
    cable_mm: float = 5.0
    outline: bool = False
    cut_marks: bool = False
    calibration: Calibration = field(default_factory=Calibration)
    font_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Labels with their places. `module_mm` is the smallest module, `error_correction` the weakest level on them.

    `used` are the cells in use on the last sheet once this is printed, for a memory of it; empty for a roll.
    `places` is empty for a roll, where every label is a page.
    """

    paper: Paper
    options: SheetOptions
    style: Style
    settled: tuple[Settled, ...]
    places: tuple[SheetPlace, ...]
    pages: int
    module_mm: float
    error_correction: str
    used: tuple[int, ...]
    notices: tuple[str, ...]

    @property
    def labels(self) -> int:
        """How many labels are printed, copies included."""
        return len(self.settled)


def lay_sheet(
    labels: Sequence[Label], paper: Paper, options: SheetOptions | None = None, *, papers: Sequence[Paper] = ()
) -> Sheet:
    """Decide everything about the labels on sheets, or on a roll, of `paper`; nothing is drawn yet.

    UsageError without labels, for options that are none, and for a start that is not on the sheet. InvalidError for a
    paper that does not hold up, a layout that is not for its shape, an id that cannot be printed, and a label too
    small, naming the smallest of `papers` that is large enough and the layouts that this one takes.
    """
    options = options or SheetOptions()
    _check(labels, options)
    check_paper(paper)
    style = _style(paper, options)
    ordered = [label for label in _in_order(labels, options.order) for _ in range(options.copies)]
    measures = measure_labels(ordered, style)
    settled = tuple(_settle_all(ordered, paper, style, measures, papers))
    places = tuple(itertools.islice(_places(paper, options), len(settled)))
    module = min(each.layout.module_mm for each in settled)
    levels = [each.code.error_correction for each in settled]
    return Sheet(
        paper=paper,
        options=options,
        style=style,
        settled=settled,
        places=places,
        pages=places[-1].sheet + 1 if places else len(settled),
        module_mm=module,
        error_correction=min(levels, key=_strength),
        used=last_used(places, options.used | cells_before(paper, options.start, options.fill)) if places else (),
        notices=(*_sheet_notices(paper, options, module, levels), *_label_notices(settled, style)),
    )


def reads_up_to_cm(module_mm: float) -> int:
    """How far away, in whole centimetres, a phone camera should still read a code of such modules (by simulation)."""
    return int(module_mm * _DISTANCE_PER_MODULE / 10 + 1e-9)


def _check(labels: Sequence[Label], options: SheetOptions) -> None:
    if not labels:
        raise UsageError("there is no label to print")
    choices: tuple[tuple[str, object, Collection[object]], ...] = (
        ("layout", options.layout or LAYOUTS[0], LAYOUTS),
        ("symbol", options.symbol, SYMBOLS),
        ("order", options.order, ORDERS),
    )
    for what, value, known in choices:
        if value not in known:
            raise UsageError(f'there is no {what} "{value}"', hints=[f"one of: {', '.join(map(str, known))}"])
    if not 1 <= options.copies <= _MOST_COPIES:
        raise UsageError(f"copies are 1 to {_MOST_COPIES}, not {options.copies}")
    if not 0 < options.cable_mm <= 50:
        raise UsageError(f"a cable is up to 50 mm thick, not {options.cable_mm:g}")
    check_calibration(options.calibration)


def _style(paper: Paper, options: SheetOptions) -> Style:
    kind = options.layout or ("round" if paper.shape == "round" else "qr+id+name")
    return Style(kind, options.symbol, options.found, options.cable_mm, options.font_folders)


def _in_order(labels: Sequence[Label], order: str) -> Sequence[Label]:
    if order == "name":
        return sorted(labels, key=lambda label: (label.name.casefold(), label.tag))
    if order == "place":
        return sorted(labels, key=lambda label: (label.place.casefold(), label.name.casefold(), label.tag))
    return labels


def _places(paper: Paper, options: SheetOptions) -> Iterator[SheetPlace]:
    if paper.kind != "sheet":
        on_roll(paper, options.start, options.used)
        return iter(())
    return fill_cells(paper, options.start, options.used, options.fill)


def _settle_all(
    labels: Sequence[Label], paper: Paper, style: Style, measures: Measures, papers: Sequence[Paper]
) -> Iterator[Settled]:
    area = face_of(paper).area
    if area.is_round != (style.kind == "round") and style.kind not in ANY_SHAPE:
        shape = "round" if area.is_round else "rectangular"
        takes = "--layout round" if area.is_round else "--layout qr+id+name"
        raise InvalidError(f'the layout "{style.kind}" is not for {shape} labels', hints=[takes, "--layout qr"])
    for label in labels:
        found = settle(label, area, style, measures)
        if found is None:
            raise too_small(labels, paper, style, papers)
        yield found


def _sheet_notices(paper: Paper, options: SheetOptions, module_mm: float, levels: Sequence[str]) -> Iterator[str]:
    if paper.is_uncertain and options.calibration == Calibration():
        why = "sources disagree on" if paper.confidence == "disputed" else "it is uncertain"
        yield f'{why} where "{paper.id}" has its labels: calibrate first, with a print on plain paper'
    if paper.kind != "sheet" and not paper.print_w:
        yield f'no source says how near to the edge "{paper.id}" can be printed on: 1.5 mm are left free'
    if options.layout == "id":
        return
    if options.layout == "id-code":
        yield "the code holds the id alone: your own scanner finds the product by it, a finder is not led to you"
    lowered = sum(_strength(level) < _strength(FLOORS[0]) for level in levels)
    if lowered:
        yield f"error correction is M instead of Q on {lowered} of {len(levels)} labels, so that the code fits"
    if module_mm < WANTED_MODULE_MM:
        far = reads_up_to_cm(module_mm)
        yield f"modules are {module_mm:.2f} mm, under the wanted {WANTED_MODULE_MM} mm: read from up to about {far} cm"
    if options.symbol == "datamatrix":
        yield "Data Matrix codes are for your own scanner: phone cameras do not promise to read them"


def _label_notices(settled: Sequence[Settled], style: Style) -> Iterator[str]:
    bare = sum(not each.found for each in settled) if style.found else 0
    if bare:
        yield f"the line for finders is left off on {bare} of {len(settled)} labels, which have no room for it"
    yield from dict.fromkeys(notice for each in settled for notice in notices(each, style))
    if style.folders:
        names = sorted({name for each in settled for name in foreign_fonts(each, style)})
        if names:
            yield f"set in fonts of this computer, so it may look different on another: {', '.join(names)}"


def _strength(level: str) -> int:
    return LEVELS.find(level) if level in LEVELS else len(LEVELS)
