"""`log --as`: what the logs of things say, as events for other programs. Writes nothing in the store."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.interop.cloudevents.event import Event, source_of, store_source
from talktag.interop.cloudevents.write_events import write_events
from talktag.ops.outcome import Outcome, Output
from talktag.ops.rules.logs import all_logs
from talktag.ops.talk.find_conversation import find_subject
from talktag.ops.typed import read_day
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.ops.session import Session
    from talktag.store.store import Store

FORMS = ("cloudevents",)


@dataclass(frozen=True, slots=True)
class EventsOut:
    """How many entries of how many logs are in the file; None is standard output."""

    form: str
    logs: int
    count: int
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        return {"form": self.form, "logs": self.logs, "count": self.count, "file": str(self.path or "-")}


class _ThingLog(NamedTuple):
    """The entries of a log, and the id of the thing that they are about, None for none."""

    entries: tuple[Entry, ...]
    thing: str | None = None
    problems: tuple[Problem, ...] = ()


def log_events(session: Session, form: str, ref: str | None, path: Path | None, *, since: str | None) -> Outcome:
    """The entries about what `ref` names, else of all logs, as they stand there; from a day on those recorded since.

    UsageError for a form that does not exist.
    """
    if form not in FORMS:
        raise UsageError(f'"{form}" is not a form talktag writes a log in', hints=[f"say: --as {FORMS[0]}"])
    store = session.store
    day = read_day("since", since, session.today, ahead=False) if since else None
    logs = [_log_about(session, ref)] if ref is not None else list(_all_logs(store))
    own = store_source(store.settings.id)
    events = [
        Event(each, source_of(each, own), log.thing)
        for log in logs
        for each in recorded_since(log.entries, day, session.now.tzinfo)
    ]
    told = EventsOut(form, sum(bool(each.entries) for each in logs), len(events), path)
    notices = () if events else ("there are no such entries, so there is no event",)
    problems = tuple(problem for each in logs for problem in each.problems)
    return Outcome(told, output=Output(path, lambda: write_events(events)), notices=notices, problems=problems)


def recorded_since(
    entries: Iterable[Entry], day: datetime.date | None, zone: datetime.tzinfo | None
) -> Iterator[Entry]:
    """The entries that were written here on that day or later, which need not be when they happened."""
    for each in entries:
        written = each.recorded.astimezone(zone).date() if each.recorded else each.date
        if day is None or written >= day:
            yield each


def _log_about(session: Session, ref: str) -> _ThingLog:
    """The log about what `ref` names: a product, a table that was given, or a party."""
    about, party = find_subject(session, ref, None)
    thing = about.product.product.id if about.product else about.table.product if about.table else None
    reading = session.store.entries_in(about.folder(party))
    return _ThingLog(reading.value or (), thing, reading.problems)


def _all_logs(store: Store) -> Iterator[_ThingLog]:
    given = {layout.about_table(each.value.slug): each.value.product for each in store.all(GIVEN_TABLES) if each.value}
    for log in all_logs(store):
        thing = log.product.id if log.product else given.get(log.about)
        yield _ThingLog(tuple(log.entries), thing, log.problems)
