"""What a command shows, as neutral blocks. Knows no streams, colours or widths; the renderers decide those.

Named tuples, because each frozen dataclass costs every command six times their start-up time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A sentence; `weight` is `plain`, `strong` or `faint`."""

    text: str
    weight: str = "plain"


class Facts(NamedTuple):
    """Names and values, one pair a line; pairs without a value are left out."""

    pairs: Sequence[tuple[str, object]]


class Columns(NamedTuple):
    """Rows under headings. Plain output has one row a line, tab-separated, without headings."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


class Quote(NamedTuple):
    """Somebody's own words, possibly many lines; always set off, so that they cannot pass for talktag's."""

    text: str


class Diff(NamedTuple):
    """Lines of a unified diff."""

    lines: Sequence[str]


Block = Line | Facts | Columns | Quote | Diff
View = Iterable[Block]
