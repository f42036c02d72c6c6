"""What stands open between two: questions without an answer, and promises with their day. Derived; it asks no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import CASE, DONE, KINDS, PROMISE, WISH
from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import can_settle, is_own

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class Promise(NamedTuple):
    """Something that was promised by a day, None for none; `kept` is the entry that says that it was done."""

    entry: Entry
    kept: Entry | None

    @property
    def due(self) -> datetime.date | None:
        """By when."""
        return self.entry.due

    def is_late(self, today: datetime.date) -> bool:
        """Whether its day is past, and nobody said that it was kept."""
        return self.kept is None and self.due is not None and self.due < today


def open_questions(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The questions that the other side has not answered and that nobody settled, by entries in their order."""
    standing = standing_entries(entries)
    asked = {each.id: each for each in standing if each.kind in KINDS and KINDS[each.kind].opens}
    for answer in standing:
        question = asked.get(answer.cause or "")
        if question and (_settles(answer, question) or is_anew(answer, question)):
            del asked[question.id]
    return tuple(asked.values())


def _settles(answer: Entry, question: Entry) -> bool:
    """Whether it answers a question, or says that it is done."""
    return can_settle(answer, question) and (answer.kind == DONE or is_own(answer) != is_own(question))


def is_anew(later: Entry, before: Entry) -> bool:
    """Whether it is a wish that takes the place of the one before, by the same side."""
    return later.kind == before.kind == WISH and is_own(later) == is_own(before) and can_settle(later, before)


def open_cases(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What a rule left to a person to decide, and no person has, by entries in their order."""
    standing = standing_entries(entries)
    left = {each.id: each for each in standing if each.kind == CASE}
    for said in standing:
        case = left.get(said.cause or "")
        if case and not said.auto and said.kind != CASE and can_settle(said, case):
            del left[case.id]
    return tuple(left.values())


def promises_of(entries: Iterable[Entry]) -> Sequence[Promise]:
    """What was promised by either, by entries in their order."""
    standing = standing_entries(entries)
    promised = {each.id: Promise(each, None) for each in standing if each.kind == PROMISE}
    for done in standing:
        promise = promised.get(done.cause or "")
        if promise and done.kind == DONE and can_settle(done, promise.entry):
            promised[promise.entry.id] = promise._replace(kept=done)
    return tuple(promised.values())
