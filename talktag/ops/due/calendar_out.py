"""`due --ics`: everything that is due as a calendar that other programs read again and again. Changes nothing.

It says names, places and ids, and nothing of notes and entries but their titles. No day in it hangs on today.
"""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError
from talktag.interop.calendar.write_calendar import NEVER_CHANGED, CalendarEntry, calendar_bytes
from talktag.model.due.due_item import DueItem, what_is_due
from talktag.model.labels.payload import payload
from talktag.model.parties.party import check_language
from talktag.model.typed.duration import typed_duration
from talktag.model.values.ident import printed_tag
from talktag.ops.due.due import read_within
from talktag.ops.due.gather import FAR, Gathered, gather
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.finding.choose_products import facts_of_query
from talktag.ops.outcome import Outcome, Output
from talktag.page.site.describe_thing import said_of_due
from talktag.page.site.wording import site_wording
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.labels.payload import Addresses
    from talktag.model.settings.store_settings import Settings
    from talktag.model.values.warranty import Duration
    from talktag.ops.session import Session
    from talktag.page.site.wording.texts import SiteTexts
    from talktag.store.store import Store

ALARM = "14 days"
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_COMES_BACK = "ticked off, it comes back by:"


class _CalendarWords(NamedTuple):
    """The words for one item: what it is, who it is about, and how a tick comes back, before the command."""

    what: str
    party: str
    comes_back: str


class CalendarOut(NamedTuple):
    """A calendar: how many events and tasks there are in it, and where it goes; None is standard output."""

    events: int
    tasks: int
    alarm: int | None
    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values; `alarm` in days, absent where nothing rings."""
        told: dict[str, Any] = {"events": self.events, "tasks": self.tasks, "file": str(self.path or "-")}
        return told if self.alarm is None else {**told, "alarm": self.alarm}


def write_calendar(
    session: Session,
    words: Sequence[str],
    path: Path | None,
    *,
    within: str | None = None,
    alarm: str | None = None,
    language: str | None = None,
) -> Outcome:
    """A calendar of everything with a day, what is over too, and of every task; less what is later than `within`.

    It speaks English without a `language`; InvalidError for one that it does not speak.
    """
    if language is not None:
        check_language(language, "a calendar is not written")
    own = None if language is None else site_wording(language)
    store, settings = session.store, session.store.settings
    last = FAR if within is None else read_within("within", within, session.today)
    days = _alarm_days(alarm, settings)
    only = [each.slug for each in facts_of_query(session, words)] if words else None
    due = gather(session, last, only, since=datetime.date.min)
    entries = calendar_entries(session, due, own)
    data = calendar_bytes(entries, f"{settings.owner}: talktag", days)
    events, tasks = sum(bool(each.day) for each in entries), sum(each.is_task for each in entries)
    problems = (*broken_records(store), *due.problems)
    return Outcome(CalendarOut(events, tasks, days, path), output=Output(path, lambda: data), problems=problems)


def calendar_entries(session: Session, due: Gathered, own: SiteTexts | None = None) -> list[CalendarEntry]:
    """What is due as a calendar tells it, but for what has no day and cannot be done.

    In the words of a site; without them in those of the command line, which are English.
    """
    store = session.store
    tags, addresses = store.catalogue.live_tags(), store.settings.addresses
    changed = _changed_at(store, {each.slug for each in due.items if each.slug})
    told = ((each, due.parties.get(each.party or "", each.party or "")) for each in due.items)
    entries = (_entry(each, _words_for(each, by, own), tags.get(each.slug), addresses, changed) for each, by in told)
    return [each for each in entries if each.day or each.is_task]


def _words_for(item: DueItem, party: str, own: SiteTexts | None) -> _CalendarWords:
    if own is None:
        return _CalendarWords(what_is_due(item, party), party, _COMES_BACK)
    return _CalendarWords(said_of_due(item, own, party), party, own.comes_back)


def _alarm_days(typed: str | None, settings: Settings) -> int | None:
    """How many days ahead it rings: as typed, as the settings say, else ALARM; None for `none`."""
    typed = (settings.alarm or ALARM) if typed is None else typed
    if typed.strip().casefold() == "none":
        return None
    hints = ["write it like: --alarm 14d, or --alarm none"]
    try:
        length = typed_duration(typed.strip())
    except ValueError as error:
        raise InvalidError(f"--alarm: {error}", hints=hints) from None
    if length is None or _in_days(length) > 3660:
        raise InvalidError(f'--alarm: "{typed}" is not a length of time of at most ten years', hints=hints)
    return _in_days(length)


def _in_days(length: Duration) -> int:
    return length.length * _DAYS[length.unit]


def _changed_at(store: Store, slugs: Collection[str]) -> Mapping[str, datetime.datetime]:
    """When the record or the log of each product was last saved, by slug; none of one that never was.

    Every copy of the store comes to the same, as no file's own time does.
    """
    paths = {path: slug for slug in slugs for path in (layout.record(slug), layout.entries(slug))}
    found: dict[str, datetime.datetime] = {}
    for past, files in store.history.changes_in(layout.PRODUCTS) if slugs else ():
        for slug in (paths[path] for path in files if path in paths):
            found.setdefault(slug, past.date.astimezone(datetime.UTC).replace(microsecond=0))
        if len(found) == len(slugs):
            break
    return found


def _entry(
    item: DueItem,
    said: _CalendarWords,
    tag: str | None,
    addresses: Addresses,
    changed: Mapping[str, datetime.datetime],
) -> CalendarEntry:
    what, party, comes_back = said
    name = item.name or item.product or party
    lines = [f"{what}: {name}", f"talktag show {item.slug or item.product}", f"id {item.product}"]
    if not item.product:
        how = f"party show {item.party}" if item.party else f"wish show {shlex.quote(item.name)}"
        lines = [f"{what}: {name}", f"talktag {how}"]
    url = None
    if tag:
        lines.append(f"tag {printed_tag(tag)}")
        # Without the sticker's code: others may keep or see the calendar, and none of them holds the thing.
        url = payload(tag, addresses, "finder") if addresses.finder else None
    if item.can_be_done:
        lines.append(f"{comes_back} talktag due --done-from FILE")
    moment = changed.get(item.slug, NEVER_CHANGED)
    told = CalendarEntry(item.ident, f"{name}: {what}", tuple(lines), item.date, moment)
    return told._replace(place=item.place, url=url, is_task=item.can_be_done, series=item.series)
