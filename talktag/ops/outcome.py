"""What an operation answers: data, the plan it wants carried out, notices and problems.

A value; it does nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from talktag.errors import TalktagError
    from talktag.model.plan import Plan
    from talktag.model.problem import Problem


class Data(Protocol):
    """The typed answer of one operation."""

    def values(self) -> Mapping[str, Any]:
        """The answer as JSON values: dates in ISO form, money as text, absent rather than null."""


class Output(NamedTuple):
    """A file for outside the store; None is standard output. `make` is called only when it is really wanted."""

    path: Path | None
    make: Callable[[], bytes]


class Outcome(NamedTuple):
    """The answer of one operation.

    `question` is asked, after the data was shown, before plan, output and `after` are carried out; None asks nothing.
    `in_person` is what is raised where `--yes` would answer it: there is something in it that a person must have read.
    `more` are further files beside `output`, such as the other pages of a sheet as pictures.
    `done` is what to say, to a person, when all of it is carried out: what lies where, and what is theirs to do now.
    `before` is what must be there first, once the owner agreed.
    `around` is handed what carries the plan out, and calls it in the middle of what must go along with it, such as keys
    that change with the store.
    `after` is what must happen besides; it may answer with a commit of its own.
    """

    data: Data
    plan: Plan | None = None
    output: Output | None = None
    more: tuple[Output, ...] = ()
    question: str | None = None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    after: Callable[[], str | None] | None = None
    before: Callable[[], None] | None = None
    around: Callable[[Callable[[], None]], None] | None = None
    exit_code: int = 0
    in_person: TalktagError | None = None
    done: tuple[str, ...] = ()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every file for outside the store."""
        return (*((self.output,) if self.output else ()), *self.more)
