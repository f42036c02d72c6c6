"""Who kept what they said: how many days an answer took, whether a promise was done by its day. It asks no clock.

Only what others owe is told here. What was withdrawn is no promise, and what the owner settled needs no answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import DONE, KINDS
from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import can_settle, is_own
from talktag.model.talk.open_questions import is_anew, promises_of

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.open_questions import Promise


class PutQuestion(NamedTuple):
    """A question of the owner's, on what day it was put, and on which it was answered; None while it is open."""

    party: str
    title: str
    day: datetime.date
    answered: datetime.date | None = None

    @property
    def days(self) -> int | None:
        """How many days the answer took."""
        return max(0, (self.answered - self.day).days) if self.answered else None


class Promised(NamedTuple):
    """Something that a party said it would do by a day, None for none, and the day on which it was done."""

    party: str
    title: str
    day: datetime.date
    due: datetime.date | None = None
    done: datetime.date | None = None

    def late(self, today: datetime.date) -> int | None:
        """How many days behind its day it was done, or is; 0 in time, None where no day was said or is still ahead."""
        if self.due is None or (self.done is None and self.due >= today):
            return None
        return max(0, ((self.done or today) - self.due).days)


class Kept(NamedTuple):
    """How a party kept its word."""

    party: str
    asked: tuple[PutQuestion, ...] = ()
    promised: tuple[Promised, ...] = ()

    @property
    def median(self) -> Decimal | None:
        """The days that an answer takes: as many are quicker as are slower."""
        days = sorted(each.days for each in self.asked if each.days is not None)
        if not days:
            return None
        middle = len(days) // 2
        return Decimal(days[middle]) if len(days) % 2 else Decimal(days[middle - 1] + days[middle]) / 2


def kept_words(entries: Iterable[Entry]) -> tuple[Kept, ...]:
    """How each party kept its word by entries in their order, by party."""
    standing = standing_entries(entries)
    asked, promised = tuple(_questions(standing)), tuple(_promises(promises_of(standing)))
    of_party: dict[str, tuple[list[PutQuestion], list[Promised]]] = {}
    for question in asked:
        of_party.setdefault(question.party, ([], []))[0].append(question)
    for promise in promised:
        of_party.setdefault(promise.party, ([], []))[1].append(promise)
    return tuple(Kept(party, tuple(put), tuple(given)) for party, (put, given) in sorted(of_party.items()))


def _questions(standing: Sequence[Entry]) -> Iterable[PutQuestion]:
    """The questions that were put to a party, but for those that the owner settled unanswered."""
    answers: dict[str, list[Entry]] = {}
    for each in standing:
        if each.cause:
            answers.setdefault(each.cause, []).append(each)
    for each in standing:
        if not (each.kind in KINDS and KINDS[each.kind].opens and is_own(each) and each.to):
            continue
        settling = [answer for answer in answers.get(each.id, ()) if can_settle(answer, each)]
        if any(is_anew(answer, each) for answer in settling):
            continue  # it is asked by the later one
        first = next((answer for answer in settling if not is_own(answer)), None)
        if first or all(answer.kind != DONE for answer in settling):
            yield PutQuestion(each.to, each.title, _day(each), first and _day(first))


def _promises(promises: Iterable[Promise]) -> Iterable[Promised]:
    for each in promises:
        if not is_own(each.entry) and each.entry.party:
            done = each.kept and _day(each.kept)
            yield Promised(each.entry.party, each.entry.title, _day(each.entry), each.due, done)


def _day(entry: Entry) -> datetime.date:
    """The day of an entry: the owner's as they say; of others, at the latest that on which it was here."""
    return entry.date if is_own(entry) or entry.moment is None else min(entry.date, entry.moment.date())
