"""What a command shows, as neutral blocks. Knows no streams, colours or widths; the renderers decide those.

Named tuples, because each frozen dataclass costs every command six times their start-up time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from talktag.content import Content


class Line(NamedTuple):
    """A sentence; `weight` is `plain`, `strong` or `faint`."""

    text: str
    weight: str = "plain"


class Linked(str):
    """A text that stands for an address, where a terminal can make it a link."""

    __slots__ = ("address",)
    address: str

    def __new__(cls, text: str, address: str) -> Self:
        """`text` with the address behind it."""
        made = super().__new__(cls, text)
        made.address = address
        return made


class Whole(str):
    """A text that is copied as it stands, such as a key: it stays on one line, even where that is too narrow."""

    __slots__ = ()


class Pairs(NamedTuple):
    """Names and values, one pair a line; pairs without a value are left out."""

    pairs: Sequence[tuple[str, object]]


class Columns(NamedTuple):
    """Rows under headings. Plain output has one row a line, tab-separated, without headings.

    `optional` are headings of columns that a narrow terminal goes without, the first of them first; `how` tells of
    what to type to see them.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    optional: Sequence[str] = ()
    how: str = "--plain"


class Bars(NamedTuple):
    """A table whose rows a person sees with a bar each, as long as its amount; `told` is how a pipe gets the same rows.

    The amounts stand in the table, too: a bar says nothing that is not told in letters.
    """

    told: Columns
    shown: Columns
    amounts: Sequence[int]


class Facing(NamedTuple):
    """A table of which a pipe gets the rows, and a person `shown`: the same, turned so that rows stand side by side."""

    told: Columns
    shown: Sequence[Columns]


class Aside(NamedTuple):
    """Blocks that only a person wants, such as a sum; made when they are really shown, as some cost a long look."""

    make: Callable[[], Iterable[Block]]


class Twig(NamedTuple):
    """A part of a tree. `cells` are its row in plain output, none where it has no row of its own."""

    text: str
    cells: Sequence[str]
    twigs: Sequence[Twig]


class Tree(NamedTuple):
    """Things and what they hold. Plain output has one row a thing, without the branches."""

    twigs: Sequence[Twig]


class Quote(NamedTuple):
    """Somebody's own words, possibly many lines; always set off, so that they cannot pass for talktag's.

    A letter `folds` where a terminal is narrow; what may be copied does not. What stands in a preview is `bounded`.
    """

    text: str
    folds: bool = False
    bounded: bool = False


class Diff(NamedTuple):
    """Lines of a unified diff."""

    lines: Sequence[str]


class PhoneCode(NamedTuple):
    """A code for a phone to read off the screen, `width` cells wide; only a person at a terminal gets it.

    `draw` gives its lines for a background that is `dark`, `light` or `any`; for the last they set their own colours.
    """

    width: int
    draw: Callable[[str], Sequence[str]]
    background: str = "any"


class Photo(NamedTuple):
    """A photo, for a person at a terminal that draws pictures; `read` gives its file, None where it cannot be read."""

    name: str
    read: Callable[[], Content | None]


Block = Line | Pairs | Columns | Bars | Facing | Aside | Tree | Quote | Diff | PhoneCode | Photo
View = Iterable[Block]
