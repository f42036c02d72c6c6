"""A conversation: what was said by whom, and what that adds up to. Derived from the log, never stored; pure.

Nobody else's clock decides an order: what somebody says was said later than it was here counts as said when it came.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import is_own
from talktag.model.talk.open_questions import Promise, open_questions, promises_of

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class MissingNumbers(NamedTuple):
    """Messages of a party on a channel that never came, from number `first` to number `last`, by what did come."""

    party: str
    channel: str
    first: int
    last: int


class Talked(NamedTuple):
    """What was said, in order, and what stands: open questions of either side, promises, what is missing.

    `gone` are the ids of what was taken back.
    """

    said: Sequence[Entry]
    questions: Sequence[Entry] = ()
    promises: Sequence[Promise] = ()
    missing: Sequence[MissingNumbers] = ()
    gone: frozenset[str] = frozenset()

    @property
    def last(self) -> Entry | None:
        """The last word that was not taken back."""
        return next((each for each in reversed(self.said) if each.id not in self.gone), None)


def is_said(entry: Entry) -> bool:
    """Whether it was said to or by somebody else, in a file that is kept."""
    return entry.original is not None and (entry.to is not None or entry.signer is not None)


def other_side(entry: Entry) -> str:
    """The party that it was said to, or by."""
    return entry.to or entry.party or ""


def fold_talk(entries: Sequence[Entry], party: str | None = None) -> Talked:
    """What was said, and what that adds up to, by entries in their order; with `party`, with that one alone.

    What the owner wrote on the log about it, such as that something was done, counts, and is no word to anybody.
    """
    concerned = [each for each in entries if party is None or not is_said(each) or other_side(each) == party]
    said = tuple(each for each in concerned if is_said(each))
    if not said:
        return Talked(())
    standing = {each.id for each in standing_entries(concerned)}
    ours = {each.id for each in said}
    return Talked(
        said=said,
        questions=tuple(each for each in open_questions(concerned) if each.id in ours),
        promises=tuple(each for each in promises_of(concerned) if each.entry.id in ours),
        missing=tuple(missing_numbers(said)),
        gone=frozenset(each.id for each in said if each.id not in standing and each.kind != "withdrawn"),
    )


def missing_numbers(said: Iterable[Entry]) -> Iterator[MissingNumbers]:
    """The gaps in what parties sent, channel by channel: their numbers count from 1, and one that is left out is lost.

    Or late: it may still come.
    """
    heard: dict[tuple[str, str], set[int]] = {}
    for each in said:
        if not is_own(each) and each.channel and each.sequence:
            heard.setdefault((other_side(each), each.channel), set()).add(each.sequence)
    for (party, channel), numbers in heard.items():
        before = 0
        for number in sorted(numbers):
            if number > before + 1:
                yield MissingNumbers(party, channel, before + 1, number - 1)
            before = number


def days_late(entry: Entry) -> int:
    """How many days after it was said it came here; 0 for the same day, and for what is one's own."""
    if is_own(entry) or not (entry.time and entry.recorded):
        return 0
    return max((entry.recorded.date() - entry.time.date()).days, 0)


def is_late_promise(promise: Promise, today: datetime.date) -> bool:
    """Whether its day is past and it was not kept, or it was kept after its day."""
    return promise.is_late(today) or bool(promise.kept and promise.due and promise.kept.date > promise.due)


def standing_values(found: Talked, today: datetime.date) -> dict[str, Any]:
    """What stands, as JSON values: open questions, promises with their day, the last word, what is missing."""
    last = found.last
    values: dict[str, Any] = {
        "questions": [brief(each) for each in found.questions],
        "promises": [_promise(each, today) for each in found.promises],
        "missing": [each._asdict() for each in found.missing],
        "last": last and brief(last),
    }
    return {key: value for key, value in values.items() if value}


def brief(entry: Entry) -> dict[str, Any]:
    """An entry in short, as JSON values: what it is, who said it, when."""
    moment = entry.moment
    told = {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "date": entry.date.isoformat(),
        "time": moment and moment.isoformat().replace("+00:00", "Z"),
        "by": "owner" if is_own(entry) else "party",
        "party": other_side(entry),
    }
    return {key: value for key, value in told.items() if value}


def _promise(promise: Promise, today: datetime.date) -> dict[str, Any]:
    told = {**brief(promise.entry), "due": promise.due and promise.due.isoformat()}
    told["state"] = "kept" if promise.kept else "late" if promise.is_late(today) else "open"
    told["kept"] = promise.kept and promise.kept.date.isoformat()
    return {key: value for key, value in told.items() if value}
