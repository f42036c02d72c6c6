"""What is due by the entries of a product, and what its meters show. Derived, never stored; it asks no clock.

What comes again counts from when it was last done, not from when it should have been. Of a length of time and a
meter, whichever comes first is when it is due; a meter is known only as far as somebody read it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.log.every import NEVER, MeterStep
from talktag.model.log.kinds import KINDS, WITHDRAWN, EntryKind
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


class _Series(NamedTuple):
    """What was said of one thing to do, oldest first: entries and answers to them, by their places in the log."""

    key: Key
    places: list[int]


def standing_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries without those that were withdrawn, and without the withdrawals.

    The owner withdraws anything; somebody else only what the same key vouches for.
    """
    entries = tuple(entries)
    gone = {(each.cause, each.signer) for each in entries if each.kind == WITHDRAWN}
    if not gone:
        return entries
    kept = (each for each in entries if each.kind != WITHDRAWN)
    return tuple(each for each in kept if not {(each.id, None), (each.id, each.signer)} & gone)


def meters_of(entries: Iterable[Entry]) -> Mapping[str, Decimal]:
    """What each meter showed last, by entries in their order, none of them withdrawn."""
    shown: dict[str, Decimal] = {}
    for each in entries:
        shown |= each.meter
    return shown


def dues_of(entries: Iterable[Entry]) -> tuple[Due, ...]:
    """What is due, by entries in their order, none of them withdrawn: the earliest first, last what has no day yet.

    What comes again (`every`) is done by an entry of the same kind and title, or by one that answers (`cause`). What
    does not is done by the next entry of its kind, less those of what comes again, or by one that answers; a `due`
    entry by one that answers, alone. Loans are not among them: only the record knows whether they are out.
    """
    log = tuple(entries)
    found = (_due_of(series, log) for series in _series_of(log))
    return tuple(sorted((each for each in found if each), key=lambda due: (due.date or datetime.date.max, due.key)))


def _series_of(log: Sequence[Entry]) -> Iterable[_Series]:
    """The entries of each thing to do that any entry tells of."""
    again = {_title_key(each) for each in log if each.every}
    found: dict[Key, _Series] = {}
    by_id: dict[str, _Series] = {}
    for place, each in enumerate(log):
        kind = KINDS.get(each.kind, _OTHER)
        series = by_id.get(each.cause or "")
        if series is None and not kind.lends:
            key = _key_of(each, again)
            series = found.setdefault(key, _Series(key, []))
        if series is not None:
            series.places.append(place)
            by_id[each.id] = series
    return found.values()


def _key_of(entry: Entry, again: set[Key]) -> Key:
    """What the thing to do is known by that an entry tells of, of those that come `again` by their titles."""
    if KINDS.get(entry.kind, _OTHER).stands_alone:
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
        return due if last.due else None
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
    shown = meters_of(log[: place + 1]).get(step.meter)
    if shown is None:
        return due if due.at is not None else due._replace(meter=step.meter)
    at = shown + step.length
    reached = next((each.date for each in log[place + 1 :] if each.meter.get(step.meter, shown) >= at), None)
    date = min(filter(None, (due.date, reached)), default=None)
    return due._replace(date=date, meter=step.meter, at=at)
