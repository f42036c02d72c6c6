"""What an operation answers: data, the plan and the effects it wants carried out, notices and problems.

A value; it does nothing itself. Several things that are done one after the other go one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.errors import TalktagError
    from talktag.model.effects.effect import Effect, OutsideFile
    from talktag.model.plan import Plan
    from talktag.model.problem import Problem


class Data(Protocol):
    """The typed answer of one operation."""

    def values(self) -> Mapping[str, Any]:
        """The answer as JSON values: dates in ISO form, money as text, absent rather than null."""


class Output(NamedTuple):
    """A file for outside the store; None is standard output. `make` is called only when it is really wanted.

    Where it is `in_own_folder`, the folder that it goes to is made where there is none. One that `is_public` is for all
    to read, and takes the place of an earlier one of its kind without a question: the operation looked at that.
    It is an effect like those of `talktag/model/effects/`: the one that is the answer itself.
    """

    path: Path | None
    make: Callable[[], bytes | Content]
    in_own_folder: bool = False
    is_public: bool = False

    @property
    def name(self) -> str:
        """What it is called among effects."""
        return "write-file"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The file, as it was named."""
        from talktag.model.effects.effect import WRITE, OutsideFile

        return (OutsideFile(WRITE, str(self.path)),) if self.path else ()

    @property
    def line(self) -> str:
        """Where it goes."""
        return f"write {self.path}" if self.path else "write to standard output"

    def details(self) -> Mapping[str, Any]:
        """Where it goes; "-" is standard output."""
        return {"path": str(self.path) if self.path else "-"}


class Outcome(NamedTuple):
    """The answer of one operation.

    `effects` is all that happens outside of the store besides the outputs, in the order in which it does.
    `question` is asked, after the data was shown, before plan, outputs and effects are carried out; None asks nothing.
    `in_person` is what is raised where `--yes` would answer it: there is something in it that a person must have read.
    `more` are further files beside `output`, such as the other pages of a sheet as pictures.
    `ahead` is what rules make of it, said before that question where there is one; `left` what was not carried of it,
    which is no failure. `without_key` makes the same for where what it signs
    by itself cannot be signed, as the key is locked and nobody can be asked.
    `done` is what to say, to a person, when all of it is carried out: what lies where, and what is theirs to do now.
    """

    data: Data
    plan: Plan | None = None
    output: Output | None = None
    more: tuple[Output, ...] = ()
    question: str | None = None
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    effects: tuple[Effect, ...] = ()
    exit_code: int = 0
    in_person: TalktagError | None = None
    done: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    without_key: Callable[[], Outcome] | None = None

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every file for outside the store."""
        return (*((self.output,) if self.output else ()), *self.more)

    @property
    def outside(self) -> tuple[Effect, ...]:
        """Everything that happens outside of the store, outputs first."""
        return (*self.outputs, *self.effects)

    @property
    def stays_beside(self) -> bool:
        """Whether its plan changes only what lies beside the history, so that it is kept and makes no commit."""
        if not (self.plan and self.plan.changes) or self.plan.joins:
            return False
        from talktag.store.layout import is_beside

        return all(
            is_beside(path) for each in self.plan.changes for path in (each.path, getattr(each, "target", each.path))
        )

    def without_shown_plan(self) -> Outcome:
        """The same with data that show no plan, for where that is shown by itself or is large and done."""
        shown = getattr(self.data, "plan", None)
        return self._replace(data=replace(self.data, plan=None)) if shown else self  # type: ignore[type-var]

    def without_contents(self) -> Outcome:
        """The same for after it was carried out: all that it told, and none of the files and changes, which are large.

        That there was a plan can still be seen.
        """
        plan = self.plan._replace(changes=()) if self.plan else None
        return self.without_shown_plan()._replace(plan=plan, output=None, more=(), effects=(), without_key=None)

    @property
    def starts_a_store(self) -> bool:
        """Whether there is no store yet that the plan could be for."""
        return any(each.name == "start-store" for each in self.effects)


class Turn(NamedTuple):
    """One of several things: what it is called, and what makes the outcome of it once it is its turn."""

    name: str
    make: Callable[[], Outcome]


class TurnEnd(NamedTuple):
    """What became of one: its outcome and the commit it made, or why it was not done.

    One that `stays_beside` made no commit, and changed something all the same.
    """

    name: str
    outcome: Outcome | None = None
    commit: str | None = None
    error: TalktagError | None = None
    stays_beside: bool = False


class OneByOne(NamedTuple):
    """Several things, each decided, asked and carried out before the next, with a commit of its own.

    One that fails is told, and the next is done. `tell` makes of their ends the answer to all of it, which has no plan.
    """

    turns: Iterable[Turn]
    tell: Callable[[Sequence[TurnEnd]], Outcome]
