"""A problem: what is wrong with a record, and where. It never decides what happens next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_FEW = 3  # files with the same problem that are named one by one


class Problem(NamedTuple):
    """`path` is relative to the store; `line` counts from 1, None where no line can be named."""

    name: str
    path: str
    message: str
    line: int | None = None
    field: str | None = None
    severity: str = "error"  # or "warning": the record is whole, but someone should look

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


def lines(problems: Sequence[Problem]) -> Iterator[str]:
    """A line a problem, in their order; the same one in many files is one line that counts them."""
    kinds = Counter(_kind(each) for each in problems)
    told: set[tuple[str, ...]] = set()
    for each in problems:
        kind = _kind(each)
        if kinds[kind] <= _FEW:
            yield f"{each.severity}: {each}"
        elif kind not in told:
            told.add(kind)
            field = f"{each.field}: " if each.field else ""
            yield f"{each.severity}: {kinds[kind]} files: {field}{each.message}, the first is {each.path}"


def _kind(problem: Problem) -> tuple[str, ...]:
    return problem.severity, problem.name, problem.field or "", problem.message
