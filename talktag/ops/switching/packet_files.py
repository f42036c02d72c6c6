"""The files of a packet: what was said, shown and given, those of things, of agreements. It puts none in a place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talktag.content import Content, content_of
from talktag.interop.calendar.write_calendar import calendar_bytes
from talktag.interop.cloudevents.event import Event, source_of, store_source
from talktag.interop.cloudevents.write_events import write_events
from talktag.interop.own.rows_out import write_rows
from talktag.model.log.schedule import standing_entries
from talktag.model.parties.party_card import party_vcard
from talktag.ops.due.calendar_out import calendar_entries
from talktag.ops.due.gather import FAR, Gathered, gather
from talktag.ops.switching.agreed_files import agreed_files
from talktag.ops.switching.things_files import ThingsFiles, things_files

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.ops.switching.with_party import LoggedEntry, WithParty
    from talktag.page.site.wording.texts import SiteTexts

CARD, DATES, LOG, EVENTS, READINGS, GIVEN = (
    "party.vcf",
    "dates.ics",
    "log.csv",
    "log.jsonl",
    "readings.csv",
    "given.csv",
)


def files_of(
    session: Session, found: WithParty, due: Gathered, words: SiteTexts
) -> tuple[dict[str, Content], ThingsFiles]:
    """Every file but the text, by its name in order, and those of them that are about things.

    The calendar speaks by `words`; the rest is for programs.
    """
    made: dict[str, bytes] = {CARD: party_vcard(found.party).encode()}
    if dated := calendar_entries(session, due, words):
        made[DATES] = calendar_bytes(dated, f"{found.party.name}: talktag", None)
    if found.entries:
        made[LOG] = _log(found.entries)
        made[EVENTS] = _events(session, found.entries)
    if rows := list(readings_of(found.entries)):
        made[READINGS] = write_rows(("date", "thing", "meter", "shows"), rows)
    if found.shares:
        made[GIVEN] = _shares(found)
    things = things_files(session.store, found)
    made |= {**things.files, **agreed_files(session, found)}
    return {name: content_of(data) for name, data in made.items()}, things


def due_with(session: Session, found: WithParty) -> Gathered:
    """What is due of the things and services that they have to do with, whenever it is."""
    slugs = [each.slug for each in found.products]
    if not slugs:
        return Gathered((), FAR, 0, None, {})
    return gather(session, FAR, slugs, since=datetime.date.min)


def readings_of(entries: Sequence[LoggedEntry]) -> Iterator[tuple[datetime.date, str, str, object]]:
    """Each meter that an entry tells of which was not withdrawn."""
    standing = {each.id for each in standing_entries(each.entry for each in entries)}
    for each in entries:
        if each.entry.id not in standing:
            continue
        for meter, shown in each.entry.meter.items():
            yield each.entry.date, each.product.name if each.product else "", meter, shown


def _log(entries: Sequence[LoggedEntry]) -> bytes:
    titles = ("date", "time", "kind", "thing", "from", "to", "title", "text", "cost", "due", "signed")
    rows = (
        (
            each.entry.date,
            each.entry.time.isoformat() if each.entry.time else None,
            each.entry.kind,
            each.product.name if each.product else None,
            each.entry.party,
            each.entry.to,
            each.entry.title,
            each.entry.text,
            each.entry.cost,
            each.entry.due,
            each.entry.signer,
        )
        for each in entries
    )
    return write_rows(titles, rows)


def _events(session: Session, entries: Sequence[LoggedEntry]) -> bytes:
    own = store_source(session.store.settings.id)
    return write_events(
        Event(each.entry, source_of(each.entry, own), each.product.id if each.product else None) for each in entries
    )


def _shares(found: WithParty) -> bytes:
    names = {each.product.id: each.product.name for each in found.ties}
    titles = ("date", "thing", "what", "files", "purpose", "terms", "until", "taken back", "bundle")
    rows = (
        (
            each.date,
            names.get(each.product, each.product),
            " ".join(each.sections),
            " ".join(file.name for file in each.files),
            each.purpose,
            each.terms,
            each.until,
            each.revoked,
            each.bundle,
        )
        for each in found.shares
    )
    return write_rows(titles, rows)
