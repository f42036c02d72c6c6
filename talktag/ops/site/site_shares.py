"""What a site tells a party that no site told it before: its preview, and lines of the ledger. It writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.sharing.share import Share, SharedFile
from talktag.model.sharing.table import Row, make_table
from talktag.ops.sharing.printed_out import Part
from talktag.ops.site.pieces import json_of
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session
    from talktag.ops.site.party_view import PartySite, ShownThing

_GIVEN = "given to them before"


def parts_of(session: Session, site: PartySite, party: Party) -> tuple[Part, ...]:
    """Each product of which the site tells something that the ledger has no site for, with both sides of the preview.

    What was said between both is in no line of it: the log remembers that.
    """
    bundle = session.new_id()
    return tuple(part for each in site.shown if (part := _part(session, each, party, bundle)))


def _part(session: Session, shown: ShownThing, party: Party, bundle: str) -> Part | None:
    given, store = shown.given, session.store
    if given.basis is None:
        return None
    told = shown.source.tell()
    printed = hashlib.sha256(json_of(told.thing.values)).hexdigest()
    every = [each.value for each in store.where(SHARES, slug=given.product.slug, product=given.product.id)]
    known = (each for each in every if each and each.party == party.slug and each.is_in_force(session.today))
    if any(each.site and each.printed == printed for each in known):
        return None
    rows = tuple(_rows(session, shown))
    share = Share(
        bundle,
        given.product.id,
        party.slug,
        date=session.today,
        sections=given.basis.sections,
        signed=None,
        printed=printed,
        sequence=len(every) + 1,
        fields=tuple(dict.fromkeys(row.field for row in rows if row.leaves and row.field != "file")),
        files=tuple(_files(shown)),
        until=given.basis.until,
        terms=given.basis.terms,
        site=True,
    )
    return Part(given.product, share, rows, (), len(store.note_ids(given.product.slug)))


def _rows(session: Session, shown: ShownThing) -> Iterator[Row]:
    """Every fact of the record, with what becomes of it."""
    given, settings = shown.given, session.store.settings
    yield Row("owner", "owner.name", settings.owner, leaves=True, reason="every site")
    yield Row("identity", "name", given.product.name, leaves=True, reason="every site")
    if "id" in given.values:
        yield Row("identity", "id", given.product.id, leaves=True, reason=_GIVEN)
    named = {each.file.name for each in given.files}
    for row in make_table(given.product, given.every, ()).rows:
        leaves = row.value in named if row.field == "file" else given.is_told(row.section, row.field)
        yield replace(row, leaves=leaves, reason=_GIVEN if leaves else row.reason)


def _files(shown: ShownThing) -> Iterator[SharedFile]:
    """The pictures as they are shown; any other file is only named."""
    drawn = {each.name: hashlib.sha256(each.data).hexdigest() for each in shown.source.tell().thing.pictures}
    for name, file in shown.given.files:
        is_drawn = name in drawn
        yield SharedFile(f"files/{name}", file.name, drawn.get(name, file.sha256), listed=not is_drawn)
