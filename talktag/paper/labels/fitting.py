"""Whether labels fit a paper, and what they would fit where they do not. It lays nothing out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from talktag.errors import InvalidError
from talktag.model.labels.paper import Paper
from talktag.model.labels.paper_problems import problems_of
from talktag.paper.labels.label import ANY_SHAPE, BARE, LAYOUTS, Label
from talktag.paper.labels.paper_area import face_of
from talktag.paper.labels.settled import Style, measure_labels, place


def fits(labels: Sequence[Label], paper: Paper, style: Style) -> bool:
    """Whether each of the labels has room on the paper in this style."""
    area = face_of(paper).area
    if area.is_round != (style.kind == "round") and style.kind not in ANY_SHAPE:
        return False
    if style.kind == "qr+text" and not any(label.text for label in labels):
        return False
    measures = measure_labels(labels, style)
    return not problems_of(paper) and all(place(label, area, style, measures) for label in labels)


def too_small(labels: Sequence[Label], paper: Paper, style: Style, papers: Sequence[Paper]) -> InvalidError:
    """What is said where they do not fit: another of `papers`, and a layout with less on it, that they would fit."""
    what = {**dict.fromkeys(BARE, "code"), "id": "id"}.get(style.kind, "code and its id")
    size = f"{paper.label_w:g} x {paper.label_h:g} mm" if paper.label_h else f"{paper.label_w:g} mm wide"
    message = f'a label of "{paper.id}" ({size}) is too small for the {what}'
    # Whoever has paper and printer of one kind is not helped by paper of another.
    usable = [other for other in papers if (other.kind == "sheet", other.shape) == (paper.kind == "sheet", paper.shape)]
    hints = []
    for other in sorted(usable, key=lambda other: _farness(paper, other)):
        if fits(labels, other, style):
            hints.append(f"--stock {other.id}")
            break
    if not hints and style.kind != "id":
        hints.append("use a shorter address in the code")
    hints += itertools.islice(_smaller(labels, paper, style), 1)
    return InvalidError(message, hints=hints or ["take a larger label"])


def _smaller(labels: Sequence[Label], paper: Paper, style: Style) -> Iterator[str]:
    """The layouts that the labels have room for, the one with most on it first."""
    less = LAYOUTS[: LAYOUTS.index(style.kind)] if style.kind in LAYOUTS[:4] else LAYOUTS[:1]
    for kind in (*reversed(less), "id-code", "id"):
        for symbol in dict.fromkeys((style.symbol, "datamatrix" if kind == "id-code" else style.symbol)):
            if kind != style.kind and fits(labels, paper, replace(style, kind=kind, symbol=symbol)):
                yield f"--layout {kind}" + f" --symbol {symbol}" * (symbol != style.symbol)


def _farness(paper: Paper, other: Paper) -> tuple[bool, bool, float, str]:
    """How little another paper is a replacement: another page or make of roll first, then the label's size."""
    make = other.brand != paper.brand if paper.kind != "sheet" else other.page != paper.page
    return make, other.kind != paper.kind, other.label_w * (other.label_h or other.label_w), other.id
