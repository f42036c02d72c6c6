"""`inbox`, `inbox show`: what waits, and one of it with every word. Nothing is taken in by looking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UntrustedError
from talktag.model.bundles.kinds import MESSAGE, REPLY
from talktag.model.talk.waiting import WaitingFile, waiting_values
from talktag.model.values.near import hints, near_words
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome
from talktag.ops.talk.finders.found_thing import find_thing
from talktag.ops.talk.incoming.believing import believe_nobody
from talktag.ops.talk.incoming.came import CameFile
from talktag.ops.talk.incoming.judge_message import judge_message
from talktag.ops.talk.incoming.take_in import OpenedFile, open_came
from talktag.store import layout
from talktag.store.collections import INBOX

if TYPE_CHECKING:
    from talktag.model.bundles.document import Document
    from talktag.model.finder.finder_message import FinderMessage
    from talktag.ops.session import Session
    from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class NumberedFile:
    """Something that waits, by its number in the list, from 1."""

    number: int
    file: WaitingFile

    def values(self) -> Mapping[str, Any]:
        """It, as JSON values."""
        return {"number": self.number, **waiting_values(self.file)}


@dataclass(frozen=True, slots=True)
class InboxList:
    """What waits, the longest first; the names of parties by their slugs."""

    files: tuple[NumberedFile, ...]

    def values(self) -> Mapping[str, Any]:
        """What waits."""
        return {"waiting": [each.values() for each in self.files]}


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """Something that waits and what it says; `step` and `reason` are what the policy says of it now.

    `document` is None for what nobody signed; that says `text`, or is what a `finder` wrote.
    """

    numbered: NumberedFile
    document: Document | None
    reason: str
    step: str | None = None
    fingerprint: str | None = None
    text: str = ""
    finder: FinderMessage | None = None

    def values(self) -> Mapping[str, Any]:
        """It, as JSON values."""
        said = {"step": self.step, "fingerprint": self.fingerprint, "text": self.text}
        found = {key: value for key, value in said.items() if value}
        document = {"document": self.document.values()} if self.document else {}
        finder = {"message": self.finder.values()} if self.finder else {}
        return {**self.numbered.values(), "reason": self.reason, **found, **document, **finder}


def list_inbox(session: Session) -> Outcome:
    """What waits, the longest first."""
    found, problems = _read_all(session.store)
    return Outcome(InboxList(found), problems=problems, notices=() if found else ("nothing waits",))


def show_waiting(session: Session, ref: str) -> Outcome:
    """One thing that waits, opened and held against what is known now. Raises what opening it raises."""
    numbered = find_waiting(session.store, ref)
    opened = open_waiting(session, numbered.file)
    if opened.finder:
        reason = find_thing(session.store, opened.finder.tag).told
        return Outcome(ShownWaiting(numbered, None, reason, numbered.file.step, finder=opened.finder))
    if opened.bundle is None:
        text = opened.content.read(0, 100_000).decode("utf-8", "replace")
        return Outcome(ShownWaiting(numbered, None, numbered.file.why, numbered.file.step, text=text))
    document, reason, step = opened.bundle.contents.document, numbered.file.why, numbered.file.step
    if document.kind in {MESSAGE, REPLY}:
        try:
            verdict = judge_message(session, opened.bundle, believe_nobody()).verdict
            reason, step = verdict.reason, verdict.step.name.lower()
        except UntrustedError as error:
            reason, step = error.message, "form"
    return Outcome(ShownWaiting(numbered, document, reason, step, opened.bundle.key.fingerprint))


def open_waiting(session: Session, waiting: WaitingFile) -> OpenedFile:
    """What waits, opened as it would be if it were handed over."""
    content = session.store.content(layout.waiting(waiting.id, waiting.ending))
    came = CameFile(Path(waiting.name), content, whence=waiting.whence, mail_from=waiting.mail_from)
    return open_came(session, came)


def find_waiting(store: Store, ref: str) -> NumberedFile:
    """What is meant by a number of the list or by an id; NotFoundError for what does not wait."""
    found, _ = _read_all(store)
    wanted = ref.strip().lower()
    for each in found:
        if wanted in {each.file.id, each.file.bundle} or (wanted.isdecimal() and int(wanted) == each.number):
            return each
    near = hints(near_words(wanted, [each.file.id for each in found]))
    listed = f"{plural(len(found), 'thing')} there; see them with: talktag inbox" if found else "nothing waits"
    raise NotFoundError(f'nothing waits in the inbox as "{ref}"', hints=[*near, listed])


def find_all_waiting(store: Store, refs: Sequence[str]) -> tuple[NumberedFile, ...]:
    """The same of several, each once."""
    found = [find_waiting(store, ref) for ref in refs]
    return tuple({each.file.id: each for each in found}.values())


def _read_all(store: Store) -> tuple[tuple[NumberedFile, ...], tuple[Any, ...]]:
    stored = store.all(INBOX)
    files = [each.value for each in stored if each.value]
    files.sort(key=lambda each: (each.came, each.created or "", each.id))
    there = [each for each in files if store.has(layout.waiting(each.id, each.ending))]
    problems = tuple(problem for each in stored for problem in each.problems)
    return tuple(NumberedFile(number, each) for number, each in enumerate(there, 1)), problems
