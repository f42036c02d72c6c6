"""`receive`: what came is checked, shown, and taken in only after a yes; many things one after the other, oldest first.

Nothing is believed for being there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from talktag.content import Content
from talktag.errors import DeclinedError, FindingsError, NotFoundError, TalktagError
from talktag.model.problem import Problem
from talktag.model.toml.record_file import without_absent
from talktag.ops.outcome import Data, OneByOne, Outcome, Turn, TurnEnd
from talktag.ops.session import Session
from talktag.ops.talk.inbox.hold import HeldFile, say_thrown_out
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.incoming.came import CameFile, find_came
from talktag.ops.talk.incoming.take_in import open_came, take_in

TAKEN, KNOWN, WAITS, DECLINED, REFUSED = "taken", "known", "waits", "declined", "refused"


@dataclass(frozen=True, slots=True)
class ReceivedOne:
    """What became of one thing of several: `what` is one of the words above, `data` what it was."""

    name: str
    what: str
    data: Data | None = None
    commit: str | None = None
    fault: str | None = None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        said = {"name": self.name, "what": self.what, "commit": self.commit, "fault": self.fault}
        return without_absent({**said, "data": self.data.values() if self.data else None})


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Something that was refused where nobody waits for it, and why."""

    error: TalktagError

    def values(self) -> Mapping[str, Any]:
        """Why, as JSON values."""
        return {"name": self.error.name, "message": self.error.message, "hints": list(self.error.hints)}


@dataclass(frozen=True, slots=True)
class NothingThere:
    """A file in which there was nothing to take in, such as somebody's ordinary mail."""

    def values(self) -> Mapping[str, Any]:
        """Nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class ReceivedAll:
    """What became of each of several things."""

    things: tuple[ReceivedOne, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many came to what."""
        found = [each.what for each in self.things]
        return {what: found.count(what) for what in (TAKEN, KNOWN, WAITS, DECLINED, REFUSED)}

    def values(self) -> Mapping[str, Any]:
        """The things, and how many came to what."""
        return {"things": [each.values() for each in self.things], "counts": dict(self.counts)}


def receive(
    session: Session, paths: Sequence[Path], believing: Believing, piped: Content | None = None
) -> Outcome | OneByOne:
    """What takes in an answer, or a product over, by what each file is; what is encrypted is opened first.

    One thing is one outcome, several go one by one. Raises UntrustedError, with a message of its own for every reason,
    where one thing must not be taken in.
    """
    came = tuple(find_came(paths, piped))
    if not came:
        named = ", ".join(f'"{path}"' for path in paths)
        raise NotFoundError(f"there is nothing in {named}", hints=["name a file, or a folder of files"])
    if len(came) == 1:
        return take_in(session, open_came(session, came[0]), believing)
    found = sorted((_look_into(session, each, believing) for each in came), key=lambda each: (each[0], each[1].name))
    return OneByOne([turn for _, turn in found], tell_received)


def _look_into(session: Session, came: CameFile, believing: Believing) -> tuple[str, Turn]:
    """When one thing was made, and its turn; what cannot be opened comes last, with its error.

    It is opened once more when it is its turn, as a whole mailbox need not fit into memory.
    """
    name = str(came.path)
    try:
        created = open_came(session, came).created
    except TalktagError as error:
        return "~", Turn(name, _fail_with(error))
    return created, Turn(name, partial(_take, session, came, believing))


def _take(session: Session, came: CameFile, believing: Believing) -> Outcome:
    return take_in(session, open_came(session, came), believing)


def _fail_with(error: TalktagError) -> Callable[[], Outcome]:
    def fail() -> Outcome:
        raise error

    return fail


def tell_received(ends: Sequence[TurnEnd]) -> Outcome:
    """The answer to several things: what became of each, with a problem for each that was refused.

    Its exit code is that of the first that was not taken in; one that only waits counts after those that failed.
    """
    outcome, failed = _tell(ends), [each.error.exit_code for each in ends if each.error]
    waits = [FindingsError.exit_code for each in ends if _word(each) == WAITS]
    return outcome._replace(exit_code=next(iter((*failed, *waits)), 0))


def tell_fetched(ends: Sequence[TurnEnd]) -> Outcome:
    """The same of what carriers brought, where nobody waits for one of them: that others are refused is no failure.

    Its exit code is that of the first carrier that was not there, or of what could not be done.
    """
    failed = [each.error.exit_code if each.error else each.outcome.exit_code if each.outcome else 0 for each in ends]
    codes = (code for code, each in zip(failed, ends, strict=True) if code and _word(each) != WAITS)
    outcome = _tell([each for each in ends if not (each.outcome and isinstance(each.outcome.data, NothingThere))])
    waits = sum(_word(each) == WAITS for each in ends)
    next_step = ("look at what waits with: talktag inbox",) if waits else ()
    return outcome._replace(exit_code=next(codes, 0), done=(*outcome.done, *next_step))


def _tell(ends: Sequence[TurnEnd]) -> Outcome:
    answer = ReceivedAll(tuple(map(_received_one, ends)))
    problems = tuple(_problem(each.name, error) for each in ends if (error := _fault(each)))
    commits = sum(each.commit is not None for each in ends)
    done = (f"each is a commit of its own, {commits} together; undo takes back the last",) if commits > 1 else ()
    held = [each.outcome.data for each in ends if each.outcome and isinstance(each.outcome.data, HeldFile)]
    notices = say_thrown_out([file for each in held for file in each.out])
    return Outcome(answer, problems=problems, notices=notices, done=done)


def _received_one(end: TurnEnd) -> ReceivedOne:
    error, outcome = _fault(end), end.outcome
    fault = error.message if error else None
    return ReceivedOne(end.name, _word(end), None if error or not outcome else outcome.data, end.commit, fault)


def _word(end: TurnEnd) -> str:
    """What became of it, in a word."""
    if error := _fault(end):
        return DECLINED if isinstance(error, DeclinedError) else REFUSED
    outcome = end.outcome
    if outcome is None:
        return KNOWN
    if isinstance(outcome.data, HeldFile):
        return WAITS
    return KNOWN if outcome.plan is None or getattr(outcome.data, "taken", False) else TAKEN


def _fault(end: TurnEnd) -> TalktagError | None:
    """Why it was not done."""
    if end.error:
        return end.error
    return end.outcome.data.error if end.outcome and isinstance(end.outcome.data, RefusedFile) else None


def _problem(name: str, error: TalktagError) -> Problem:
    return Problem(error.name, name, "; ".join((error.message, *error.details, *error.hints)))
