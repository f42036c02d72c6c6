"""A problem: what is wrong with a record, and where. It never decides what happens next."""

from __future__ import annotations

from typing import NamedTuple


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
