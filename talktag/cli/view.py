"""What a command shows, as neutral blocks. Knows no streams, colours or widths; the renderers decide those."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `weight` is `plain`, `strong` or `faint`."""

    text: str
    weight: str = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line; pairs without a value are left out."""

    pairs: Sequence[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows under headings. Plain output has one row a line, tab-separated, without headings."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, possibly many lines; always set off, so that they cannot pass for talktag's."""

    text: str


@dataclass(frozen=True, slots=True)
class Diff:
    """Lines of a unified diff."""

    lines: Sequence[str]


Block = Line | Facts | Columns | Quote | Diff
View = Iterable[Block]
