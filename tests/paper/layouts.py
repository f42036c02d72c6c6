"""The layouts that labels fit a paper with: what a person finds out by trying."""

from __future__ import annotations

from collections.abc import Sequence

from talktag.model.labels.paper import Paper
from talktag.paper.labels.fitting import fits
from talktag.paper.labels.label import LAYOUTS, Label
from talktag.paper.labels.settled import Style


def fitting_layouts(labels: Sequence[Label], paper: Paper, symbol: str = "qr") -> tuple[str, ...]:
    """The layouts that all the labels have room with, none where it is too small for even the code."""
    return tuple(layout for layout in LAYOUTS if fits(labels, paper, Style(layout, symbol)))
