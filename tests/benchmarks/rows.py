"""The table of everything that is measured, read from `rows.txt`. It measures nothing and knows no command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .ratios import Goal, read_goals

BARE = "bare"
EVERY_SIZE = ("read", "written", "plain", "clone", "bulk", "dealing")
ONCE = ("long", "talked", "old", "labels", "photos", "archives", "prints", "maker", "-")
USUAL = 10_000  # products; what is more is held to the second of these
MEMORY, MEMORY_OF_MORE = 80.0, 160.0  # megabytes
_TABLE = Path(__file__).with_name("rows.txt")
_BEFORE = "    before: "


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; see its head. `words` is the goal as it is written there."""

    what: str
    where: str
    command: str
    at_terminal: bool = False
    words: str = ""
    growth: str = ""
    megabytes: float | None = None
    most: int | None = None
    before: str = ""

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The sums of which it should take none more than once."""
        return read_goals(self.words)

    @property
    def is_yardstick(self) -> bool:
        """Whether it is what others are held to, and not talktag."""
        return not any(word == "talktag" for word in self.command.split())

    @property
    def is_of_every_size(self) -> bool:
        """Whether it is measured in a store of each size."""
        return self.where in EVERY_SIZE

    def memory_limit(self, size: int) -> float | None:
        """The megabytes it may take at its peak in a store of so many products; None for a yardstick."""
        if self.is_yardstick:
            return None
        usual = MEMORY if size <= USUAL else MEMORY_OF_MORE
        return usual if self.megabytes is None or size > USUAL else self.megabytes


@cache
def table() -> tuple[Row, ...]:
    """All lines, in order."""
    return tuple(read_table(_TABLE.read_text(encoding="utf-8")))


def read_table(text: str) -> Iterator[Row]:
    """The lines of a text like that; ValueError where one does not hold up."""
    _, *lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith(_BEFORE):
            before = following.removeprefix(_BEFORE) if following.startswith(_BEFORE) else ""
            yield _row([cell.strip() for cell in line.split(" | ")], before)


def _row(cells: list[str], before: str) -> Row:
    what, where, how, goal, growth, megabytes, most, command = cells
    if where not in (*EVERY_SIZE, *ONCE) or how not in {"", "terminal"} or growth not in {"", "flat", "linear"}:
        raise ValueError(f"{what}: {where}, {how or 'pipe'}, {growth or 'no growth'}")
    return Row(
        what,
        where,
        command,
        at_terminal=how == "terminal",
        words=goal,
        growth=growth,
        megabytes=float(megabytes) if megabytes else None,
        most=int(most) if most else None,
        before=before,
    )
