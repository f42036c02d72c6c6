"""`due --done-from`: tasks that were ticked off in a calendar become entries, each once for ever. Believes no more.

A completion counts where it says something new: the task is known, still to be done, and done on a day that has been.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.interop.calendar.read_done import DoneTask, read_done
from talktag.interop.calendar.uid import ident_of_task
from talktag.model.due.due_item import DueItem, derived_id
from talktag.model.due.sources import dues_of_log
from talktag.model.log import kinds
from talktag.model.log.entry import Entry
from talktag.ops import commit_message
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.store.store import Store

_UNKNOWN, _NOT_DUE = "no product here has it", "it is not to be done"
_AHEAD, _OLDER = "it is done on a day that is still to come", "something later is in the log"


class TakenTask(NamedTuple):
    """A task that is taken as done: the entry, of which product."""

    slug: str
    name: str
    entry: Entry


class LeftTask(NamedTuple):
    """A task that is left alone: what the calendar calls it, and why."""

    uid: str
    summary: str
    why: str


class DoneFrom(NamedTuple):
    """What a calendar says is done. `known` counts what was taken before, `others` what is none of talktag's tasks."""

    taken: tuple[TakenTask, ...]
    left: tuple[LeftTask, ...]
    known: int
    others: int

    def values(self) -> Mapping[str, Any]:
        """Each as JSON values."""
        taken = [
            {"slug": each.slug, "name": each.name, "date": each.entry.date.isoformat(), "title": each.entry.title}
            | {"entry": each.entry.id, "cause": each.entry.cause or ""}
            for each in self.taken
        ]
        left = [{key: value for key, value in each._asdict().items() if value} for each in self.left]
        return {"taken": taken, "left": left, "known": self.known, "others": self.others}


class _Logs:
    """The logs of products as they will be, by the ids of the products; read as they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, tuple[Entry, ...]] = {}
        self._slugs: dict[str, tuple[str, str]] = {}

    def product(self, ident: str) -> tuple[str, str] | None:
        """Slug and name of the only product of that id."""
        if ident not in self._slugs:
            found = self._store.lookup.products("id", ident)
            if len(found) != 1:
                return None
            self._slugs[ident] = found[0].slug, found[0].name
        return self._slugs[ident]

    def entries(self, slug: str) -> tuple[Entry, ...]:
        """The entries, with those that were added."""
        if slug not in self._held:
            self._held[slug] = self._store.entries(slug).value or ()
        return self._held[slug]

    def add(self, slug: str, entry: Entry) -> None:
        """Let a log have one more, in its place."""
        self._held[slug] = tuple(sorted((*self.entries(slug), entry), key=lambda each: each.date))


def take_done(
    session: Session, data: bytes, name: str, local_day: Callable[[datetime.datetime], datetime.date] | None = None
) -> Outcome:
    """A plan that writes down what is done by a calendar file called `name`.

    `local_day` gives the owner's day of a moment; left out, the offset that the clock has today counts.
    """
    try:
        done = read_done(data)
    except ValueError as error:
        raise InvalidError(f'"{name}" cannot be read as a calendar: {error}') from None
    day_of = local_day or (lambda moment: moment.astimezone(session.now.tzinfo).date())
    logs, taken, left, known = _Logs(session.store), [], [], 0
    for task in done.tasks:
        answer = _take(task, logs, session, day_of)
        if isinstance(answer, TakenTask):
            logs.add(answer.slug, answer.entry)
            taken.append(answer)
        elif answer is None:
            known += 1
        else:
            left.append(LeftTask(task.uid, task.summary, answer))
    result = DoneFrom(tuple(taken), tuple(left), known, done.others)
    plan = _plan(session.store, taken, name) if taken else None
    return Outcome(result, plan, notices=tuple(_notices(result)))


def _take(
    task: DoneTask, logs: _Logs, session: Session, day_of: Callable[[datetime.datetime], datetime.date]
) -> TakenTask | str | None:
    """The entry that the task becomes; None where it was taken before, else why it is left."""
    ident = ident_of_task(task.uid) or ""
    if (product := logs.product(ident.partition(".")[0])) is None:
        return _UNKNOWN
    slug, name = product
    log = logs.entries(slug)
    made = derived_id("talktag-done-1", task.uid, str(task.completed) if task.completed else f"due {task.due}")
    if any(each.id == made for each in log):
        return None
    items = {each.ident: each for each in _items(log, ident)}
    if (item := items.get(ident)) is None:
        return _NOT_DUE
    day = _day(task, session.today, day_of)
    if day > session.today:
        return _AHEAD
    entry = Entry(made, day, kinds.DONE, item.title, recorded=_moment(task, session.now), cause=item.entry)
    return TakenTask(slug, name, entry) if _is_news(entry, item, log) else _OLDER


def _is_news(entry: Entry, item: DueItem, log: tuple[Entry, ...]) -> bool:
    """Whether what is due is another after the entry than before it."""
    if item.date is None:  # by a meter alone, which an entry without a reading cannot move
        return all(each.cause != entry.cause or each.date < entry.date for each in log)
    after = sorted((*log, entry), key=lambda each: each.date)
    return all(each != item for each in _items(after, item.ident))


def _items(log: Iterable[Entry], ident: str) -> Iterable[DueItem]:
    return (each._replace(product=ident.partition(".")[0]) for each in dues_of_log(log) if each.can_be_done)


def _day(task: DoneTask, today: datetime.date, day_of: Callable[[datetime.datetime], datetime.date]) -> datetime.date:
    """The owner's day on which it was done; a moment without a zone is theirs already, and none at all is today."""
    if isinstance(task.completed, datetime.datetime):
        return day_of(task.completed) if task.completed.tzinfo else task.completed.date()
    return task.completed or today


def _moment(task: DoneTask, now: datetime.datetime) -> datetime.datetime | None:
    """When it was ticked off, by which the entries of a day are in order; the same on every machine."""
    if not isinstance(task.completed, datetime.datetime) or not task.completed.tzinfo or task.completed > now:
        return None
    return task.completed.astimezone(datetime.UTC).replace(microsecond=0)


def _plan(store: Store, taken: Iterable[TakenTask], name: str) -> Any:
    by_slug: dict[str, list[Entry]] = {}
    for each in taken:
        by_slug.setdefault(each.slug, []).append(each.entry)
    writes = [append_entry(store, slug, *entries) for slug, entries in sorted(by_slug.items())]
    return commit_message.plan("due", f"Take what is done from {name}", *writes)


def _notices(done: DoneFrom) -> Iterable[str]:
    for each in done.left[:10]:
        yield f'"{each.summary or each.uid}" is left: {each.why} ({each.uid})'
    if len(done.left) > 10:
        yield f"{len(done.left) - 10} more are left"
    if done.known:
        yield f"{done.known} taken before"
    if done.others:
        yield f"{done.others} done that {'is not a task' if done.others == 1 else 'are not tasks'} of talktag"
    if not (done.taken or done.left or done.known):
        yield "nothing of talktag is marked done in it"
