"""A paper's label as it is read, and as a roll printer takes it. Pure geometry; it never lays anything out.

On a roll the label is read along its longer side, which is often the way it is fed: it is turned then.
"""

from __future__ import annotations

from dataclasses import dataclass

from talktag.model.labels.paper import Paper
from talktag.paper.labels.layouts import INSET_MM, Area

_UNKNOWN_RIM_MM = 1.5  # where no source states what the printer reaches
_LEAST_INSET_MM = 1.0
_WIDE_ROLL_MM = 40.0  # an endless roll as wide as this is read across


@dataclass(frozen=True, slots=True)
class LabelFace:
    """The label as it is read; `is_turned` where what is read from left to right runs along the feed."""

    area: Area
    is_turned: bool = False


def face_of(paper: Paper) -> LabelFace:
    """The label of a paper, a side of 0 where it is cut to any length."""
    is_round = paper.shape == "round"
    if paper.kind == "sheet":
        return LabelFace(Area(paper.label_w, paper.label_h, is_round=is_round))
    across, along = paper.label_w, paper.label_h
    rim_across = _rim(across, paper.print_w)
    rim_along = _rim(along, paper.print_h) if along else 0.0
    inset_across = _inset(rim_across, paper.print_w)
    inset_along = _inset(rim_along, paper.print_h) if along else INSET_MM
    dot = 25.4 / paper.dpi if paper.dpi else 0.0
    if along > across or (not along and across < _WIDE_ROLL_MM):
        return LabelFace(
            Area(
                along,
                across,
                inset_x=inset_along,
                inset_y=inset_across,
                rim_x=rim_along,
                rim_y=rim_across,
                dot_mm=dot,
            ),
            is_turned=True,
        )
    return LabelFace(
        Area(
            across,
            along,
            inset_x=inset_across,
            inset_y=inset_along,
            rim_x=rim_across,
            rim_y=rim_along,
            dot_mm=dot,
            is_round=is_round,
        )
    )


def dots_of(paper: Paper, area: Area) -> tuple[int, int]:
    """Dots of a label as it is read, across and down, which is what the printer reaches of it."""
    sides = ((area.width, area.rim_x), (area.height, area.rim_y))
    across, down = (round((side - 2 * rim) / area.dot_mm) for side, rim in sides)
    if face_of(paper).is_turned:
        return paper.dots_h or across, paper.dots_w or down
    return paper.dots_w or across, paper.dots_h or down


def _rim(side: float, printable: float | None) -> float:
    return max(0.0, (side - printable) / 2) if printable else _UNKNOWN_RIM_MM


def _inset(rim: float, printable: float | None) -> float:
    return max(rim, _LEAST_INSET_MM) if printable else INSET_MM
