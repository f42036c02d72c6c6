"""What stands open between two: questions without an answer, and promises with their day. Derived; it asks no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import DONE, KINDS, PROMISE
from talktag.model.log.schedule import standing_entries

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


def is_own(entry: Entry) -> bool:
    """Whether the owner wrote it, and nobody else."""
    return entry.signer is None and (entry.original is None or entry.to is not None)


def open_questions(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The questions that the other side has not answered and that nobody settled, by entries in their order."""
    standing = standing_entries(entries)
    answered: set[tuple[str, bool]] = set()
    for each in standing:
        if each.cause and each.kind == DONE:
            answered |= {(each.cause, True), (each.cause, False)}
        elif each.cause:
            answered.add((each.cause, not is_own(each)))  # whose question it can answer
    asked = (each for each in standing if each.kind in KINDS and KINDS[each.kind].opens)
    return tuple(each for each in asked if (each.id, is_own(each)) not in answered)


def promises_of(entries: Iterable[Entry]) -> Sequence[Promise]:
    """What was promised by either, by entries in their order."""
    standing = standing_entries(entries)
    done = {each.cause: each for each in standing if each.kind == DONE and each.cause}
    return tuple(Promise(each, done.get(each.id)) for each in standing if each.kind == PROMISE)
