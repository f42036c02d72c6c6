"""What is due by the entries of a product, and what its meters show. Derived, never stored; it asks no clock.

What comes again counts from when it was last done, not from when it should have been. Of a length of time and a
meter, whichever comes first is when it is due; a meter is known only as far as somebody read it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from talktag.model.log.entry import Entry, plain_number
from talktag.model.log.every import NEVER, MeterStep
from talktag.model.log.kinds import DONE, DUE, KINDS, LETTER, PROMISE, RETURN, WITHDRAWN, EntryKind
from talktag.model.log.meters import steps_of
from talktag.model.log.settling import can_settle
from talktag.model.values.fold import fold
from talktag.model.values.warranty import Duration

_OTHER = EntryKind("other")  # a kind that is not in the table
Key = tuple[str, ...]  # what tells one thing to do of a product from the others, for ever


class Due(NamedTuple):
    """Something of a product that should happen by a day, or once a meter shows `at`.

    `key` stays as it is however often it was done. `entry` is the id of the entry that says so now. Of what is due by
    a meter, `date` is the day on which a reading reached `at`, or the day it is due by time where that is earlier;
    None where neither is known yet, and `at` is None while nobody read the meter.
    """

    key: Key
    entry: str
    kind: str
    title: str
    date: datetime.date | None = None
    meter: str | None = None
    at: Decimal | None = None
    party: str | None = None

    def values(self) -> dict[str, Any]:
        """What is due, as JSON values; a number on a meter as JSON has numbers."""
        known = {"entry": self.entry, "kind": self.kind, "title": self.title, "meter": self.meter, "party": self.party}
        at = None if self.at is None else plain_number(self.at)
        found = {**known, "date": self.date and self.date.isoformat(), "at": at}
        return {key: value for key, value in found.items() if value is not None}

    def when(self) -> str:
        """When that is, for a person: `2026-11-29 or at 51250 km`."""
        at = f"at {self.at:f} {self.meter}" if self.at is not None else self.meter and f"by {self.meter}, not read yet"
        return " or ".join(filter(None, (self.date.isoformat() if self.date else None, at)))


class _Series(NamedTuple):
    """What was said of one thing to do, oldest first: entries and answers to them, by their places in the log."""

    key: Key
    places: list[int]


def standing_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without those that were withdrawn, and without the withdrawals.

    The owner withdraws anything; somebody else only what the same key vouches for. A withdrawal that was itself
    withdrawn later takes nothing back.
    """
    return tuple(each for each in entries_in_force(entries) if each.kind != WITHDRAWN)


def entries_in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same with the withdrawals that take something back."""
    entries = tuple(entries)
    gone: set[tuple[str | None, str | None]] = set()
    idle: set[str] = set()
    for each in reversed(entries):
        if each.kind == WITHDRAWN and _is_in(gone, each):
            idle.add(each.id)
        elif each.kind == WITHDRAWN:
            gone.add((each.cause, each.signer))
    if not gone:
        return entries
    return tuple(each for each in entries if each.id not in idle and (each.kind == WITHDRAWN or not _is_in(gone, each)))


def _is_in(gone: set[tuple[str | None, str | None]], entry: Entry) -> bool:
    """Whether the owner took the entry back, or who vouches for it."""
    return (entry.id, None) in gone or (entry.id, entry.signer) in gone


def dues_of(entries: Iterable[Entry]) -> tuple[Due, ...]:
    """What is due, by entries in their order, none of them withdrawn: the earliest first, last what has no day yet.

    What comes again (`every`) is done by an entry of the same kind and title, or by one that answers (`cause`). What
    does not is done by the next entry of its kind, less those of what comes again, or by one that answers; a letter or
    a `due` entry by one that answers, alone, and where it came of a loan also by the end of that. Loans are not among
    them: only the record knows whether they are out.
    """
    log = tuple(entries)
    over = _loans_over(log)
    found = (_due_of(series, log) for series in _series_of(log) if not _came_of(over, log[series.places[0]]))
    return tuple(sorted((each for each in found if each), key=_due_place))


def _due_place(due: Due) -> tuple[datetime.date, str, str, Key]:
    return due.date or datetime.date.max, due.kind, due.title, due.key  # ids, which are drawn by lot, decide last


def _series_of(log: Sequence[Entry]) -> Iterable[_Series]:
    """The entries of each thing to do that any entry tells of, an answer behind what it answers."""
    again = {_title_key(each) for each in log if each.every}
    found: dict[Key, _Series] = {}
    by_id: dict[str, tuple[Entry, _Series]] = {}
    for place in _answers_last(log):
        each = log[place]
        kind = KINDS.get(each.kind, _OTHER)
        answered, series = by_id.get(each.cause or "", (each, None))
        series = series if _goes_on(each, answered) else None
        if series is None and not kind.lends:
            key = _key_of(each, again)
            series = found.setdefault(key, _Series(key, []))
        if series is not None:
            series.places.append(place)
            by_id[each.id] = each, series
    return found.values()


def _goes_on(said: Entry, answered: Entry) -> bool:
    """Whether an entry ends or moves what the one that it names says is due.

    A promise has a day of its own, whatever it answers, and is only kept by what says so; so is a recall.
    """
    alone = any(kind == PROMISE or KINDS.get(kind, _OTHER).calls for kind in (said.kind, answered.kind))
    if alone and said.kind != DONE:
        return False
    return can_settle(said, answered)


def _answers_last(log: Sequence[Entry]) -> Iterable[int]:
    """The places of entries in their order, an answer that is dated before what it answers right behind that."""
    there = {each.id for each in log}
    waiting: dict[str, list[int]] = {}
    seen: set[str] = set()
    for place, each in enumerate(log):
        if each.cause in there and each.cause != each.id and each.cause not in seen:
            waiting.setdefault(str(each.cause), []).append(place)
            continue
        ready = [place]
        while ready:
            yield (first := ready.pop(0))
            seen.add(log[first].id)
            ready += waiting.pop(log[first].id, ())
    yield from sorted(place for places in waiting.values() for place in places)  # they answer each other, in a ring


def _loans_over(log: Sequence[Entry]) -> frozenset[str]:
    """The ids of the loans that something came back from, or that were followed by another."""
    over: set[str] = set()
    out: list[str] = []
    for each in log:
        lends = KINDS.get(each.kind, _OTHER).lends
        if lends or each.kind == RETURN:
            over.update(out)
            out = [each.id] if lends else []
    return frozenset(over)


def _came_of(loans: frozenset[str], entry: Entry) -> bool:
    """Whether it is something to do that was written down because of one of those loans."""
    return entry.kind == DUE and entry.cause in loans


def _key_of(entry: Entry, again: set[Key]) -> Key:
    """What the thing to do is known by that an entry tells of, of those that come `again` by their titles."""
    if KINDS.get(entry.kind, _OTHER).stands_alone or LETTER in entry.data:
        return entry.kind, entry.id
    return titled if (titled := _title_key(entry)) in again else (entry.kind,)


def _title_key(entry: Entry) -> Key:
    return entry.kind, fold(entry.title)


def _due_of(series: _Series, log: Sequence[Entry]) -> Due | None:
    """When a thing is to be done next; None where it is not."""
    said = [log[place] for place in series.places]
    last = said[-1]
    plan = next((each for each in reversed(said) if each.every), last)
    due = Due(series.key, plan.id, said[0].kind, plan.title, last.due, party=plan.party)
    if not plan.every:
        return due if last.due or KINDS.get(last.kind, _OTHER).calls else None
    if NEVER in plan.every:
        return None
    by_time = [_after(each, last.date) for each in plan.every if isinstance(each, Duration)]
    due = due._replace(date=last.due or min(filter(None, by_time), default=None))
    for step in plan.every:
        if isinstance(step, MeterStep):
            due = _by_meter(due, step, log, series.places[-1])
    return due


def _after(length: Duration, day: datetime.date) -> datetime.date | None:
    """So long after a day; None beyond the end of all calendars."""
    try:
        return length.after(day)
    except (OverflowError, ValueError):
        return None


def _by_meter(due: Due, step: MeterStep, log: Sequence[Entry], place: int) -> Due:
    """The same, due once a meter shows so much more than it did when the thing was done, at `place`."""
    steps = steps_of(log, step.meter)
    before = [each.number for each in steps if each.place <= place]
    if not before:
        return due if due.at is not None else due._replace(meter=step.meter)
    at, last, reached = before[-1] + step.length, before[-1], None
    for each in steps[len(before) :]:
        if each.is_new:  # it was set back, and what was used until then counts
            at += each.number - last
        last = each.number
        if last >= at:
            reached = each.date
            break
    date = min(filter(None, (due.date, reached)), default=None)
    return due._replace(date=date, meter=step.meter, at=at)
