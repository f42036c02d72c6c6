"""One call of an assistant, answered: a tool is read from, or a proposal is kept. It knows no protocol.

It hands nobody a key, asks nobody anything, and carries out no plan but that of a proposal that waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.assistant.foreign import NOBODY, marked_values
from talktag.assistant.tools import TOOLS, Tool
from talktag.errors import InvalidError, SealedError, TalktagError
from talktag.ops.effects.carry_out import carry_out
from talktag.ops.proposals.propose import propose
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.effects.of_programs import RunAttached, WalkThrough
    from talktag.ops.outcome import Outcome
    from talktag.store.store import Store

_LONGEST_FAULT = 500  # characters of what is said of a call that fails


class DoorAnswer(NamedTuple):
    """What a call comes to, as JSON values; `is_fault` where it was refused."""

    values: Mapping[str, Any]
    is_fault: bool = False


class Door(NamedTuple):
    """The door of one run; `new_session` gives each call its own, with its own time. With `dry_run` nothing is kept."""

    new_session: Callable[[], Session]
    dry_run: bool = False

    def answer(self, name: str, said: Mapping[str, Any], by: str) -> DoorAnswer:
        """What the tool of that name answers; a fault for one that there is not, and for all that is wrong with it."""
        tool = TOOLS.get(name)
        try:
            if tool is None:
                raise InvalidError(f'there is no tool "{name[:80]}"', hints=[f"there are: {', '.join(TOOLS)}"])
            _check(tool.schema(), said)
        except TalktagError as error:
            told = {"error": error.name, "message": error.message[:_LONGEST_FAULT]}
            return DoorAnswer({**told, "hints": [each[:_LONGEST_FAULT] for each in error.hints]}, is_fault=True)
        try:
            return DoorAnswer(self._answer(tool, said, by))
        except TalktagError as error:
            # It may name what others named: a thing that was handed over, a party, a file.
            marked = marked_values({"message": error.message, "hints": error.hints}, NOBODY)
            return DoorAnswer({"error": error.name, **marked}, is_fault=True)

    def _answer(self, tool: Tool, said: Mapping[str, Any], by: str) -> Mapping[str, Any]:
        session = self.new_session()
        if tool.read:
            return tool.read(session, said)
        make = partial(self._propose, tool.proposes or "", said, by)
        outcome = make()
        if not self.dry_run:
            outcome, _ = carry_out(outcome, make, session, NoHands())
        return {**outcome.data.values(), "waits": not self.dry_run}

    def _propose(self, kind: str, said: Mapping[str, Any], by: str) -> Outcome:
        return propose(self.new_session(), kind, said, by)


def _check(schema: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """InvalidError where what was said is not what the schema takes: texts and lists of texts, of these names."""
    rows: Mapping[str, Any] = schema["properties"]
    for name, value in said.items():
        if name not in rows:
            raise InvalidError(
                f'there is no "{name[:80]}" to say', hints=[f"there are: {', '.join(rows)}"] * bool(rows)
            )
        if value is None:  # so some programs leave a thing out
            continue
        texts = value if rows[name]["type"] == "array" else [value]
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            raise InvalidError(f'"{name}" is not a {"list of texts" if rows[name]["type"] == "array" else "text"}')
        if any("\ud800" <= letter <= "\udfff" for each in texts for letter in each):
            raise InvalidError(f'"{name}" holds half a letter, which no file can')
    if missing := next((name for name in schema["required"] if said.get(name) is None), None):
        raise InvalidError(f'"{missing}" is missing', hints=[rows[missing]["description"]])


class NoHands:
    """Nobody sits there: nothing is asked, sent, shown or run. What a proposal is kept by needs none of it."""

    can_ask = False

    def confirm(self, question: str) -> None:
        """Refuse: an assistant approves nothing."""
        raise _refusal(question)

    def write(self, parts: Iterable[bytes]) -> None:
        """Refuse: standard output is the protocol's."""
        raise _refusal(f"{len(list(parts))} parts of a file")

    def run(self, words: Sequence[str]) -> None:
        """Refuse."""
        raise _refusal(words[0])

    def send(self, words: Sequence[str], mail: bytes) -> None:
        """Refuse: nothing is sent for an assistant."""
        raise _refusal(f"{words[0]} with {len(mail)} bytes")

    def start(self, words: Sequence[str]) -> None:
        """Refuse."""
        raise _refusal(words[0])

    def attach(self, effect: RunAttached) -> None:
        """Refuse."""
        raise _refusal(effect.name)

    def walk(self, effect: WalkThrough) -> None:
        """Refuse."""
        raise _refusal(effect.name)

    def store_in(self, folder: str) -> Store:
        """Refuse: no store is started for an assistant."""
        raise _refusal(folder)


def _refusal(what: str) -> SealedError:
    return SealedError(f"that is the owner's to do, and no assistant's: {what[:80]}")
