"""What a command shows, as neutral blocks. Knows no streams, colours or widths; the renderers decide those.

Named tuples, because each frozen dataclass costs every command six times their start-up time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


class Aside(NamedTuple):
    """A sentence about the data, such as its sum, that only a person wants; made when it is really shown."""

    make: Callable[[], str]


class Twig(NamedTuple):
    """A part of a tree. `cells` are its row in plain output, none where it has no row of its own."""

    text: str
    cells: Sequence[str]
    twigs: Sequence[Twig]


class Tree(NamedTuple):
    """Things and what they hold. Plain output has one row a thing, without the branches."""

    twigs: Sequence[Twig]


class Quote(NamedTuple):
    """Somebody's own words, possibly many lines; always set off, so that they cannot pass for talktag's."""

    text: str


class Diff(NamedTuple):
    """Lines of a unified diff."""

    lines: Sequence[str]


Block = Line | Facts | Columns | Aside | Tree | Quote | Diff
View = Iterable[Block]
