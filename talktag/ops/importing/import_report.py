"""What an import or an export could not carry, one line for each kind of trouble. It drops none and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from talktag.interop.cut_text import cut_middle, cut_title
from talktag.interop.draft import RowProblem
from talktag.interop.export_result import Lost

# What tells two cells with the same trouble apart: the cell itself, and dates and numbers made of it.
_NAMED = 4  # lines that are named besides the first
_PARTICULAR = re.compile(r'"[^"]*"|[0-9]+')


class Group(NamedTuple):
    """The same trouble in `rows` rows of a file; `line`, `value` and `message` are those of the first of them.

    `more` are the lines of the next few.
    """

    severity: str
    column: str
    message: str
    value: str
    line: int
    rows: int
    more: tuple[int, ...] = ()

    def __str__(self) -> str:
        column, message = f"{cut_title(self.column)}: " if self.column else "", cut_middle(self.message)
        if self.rows == 1:
            return f"line {self.line}: {column}{message}"
        return f"{self.rows} rows: {column}{message}, first in {self.where}"

    @property
    def where(self) -> str:
        """The lines: `line 3`, `line 3, then 4, 7`, and dots where there are further ones."""
        then = f", then {', '.join(map(str, self.more))}" if self.more else ""
        return f"line {self.line}{then}{' …' if self.rows > len(self.more) + 1 else ''}"

    def values(self) -> dict[str, Any]:
        """The group as JSON values."""
        values = self._asdict()
        return {"count": values.pop("rows"), **values, "more": list(self.more)}


def group_problems(problems: Iterable[RowProblem]) -> tuple[Group, ...]:
    """The problems by kind, errors first, each kind where it first appears."""
    groups: dict[tuple[str, str, str], Group] = {}
    for each in problems:
        key = each.severity, each.column, _PARTICULAR.sub("…", each.message)
        first = groups.get(key) or Group(each.severity, each.column, each.message, each.value, line=each.line, rows=0)
        more = (*first.more, each.line) if first.rows and len(first.more) < _NAMED else first.more
        groups[key] = first._replace(rows=first.rows + 1, more=more)
    return tuple(sorted(groups.values(), key=lambda group: group.severity != "error"))


def losses(lost: Sequence[Lost]) -> tuple[str, ...]:
    """One sentence for each kind of loss of an export, naming the first product it befell."""
    groups: dict[tuple[str, str], list[Lost]] = {}
    for each in lost:
        groups.setdefault((each.field, _PARTICULAR.sub("…", each.reason)), []).append(each)
    return tuple(_sentence(field, found) for (field, _), found in groups.items())


def _sentence(field: str, found: Sequence[Lost]) -> str:
    first = found[0]
    if len(found) == 1:
        return str(first)
    return f"{cut_title(field)}: {cut_middle(first.reason)}, {len(found)} times, first in {first.product}"
