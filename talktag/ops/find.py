"""`find`: the products whose text holds a text. Opens private notes only when asked to, in memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import UsageError
from talktag.model.fold import fold
from talktag.ops.list import Listing, broken_records
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session

if TYPE_CHECKING:
    from talktag.model.facts import Facts


def find(session: Session, text: str, *, notes: bool = False) -> Outcome:
    """The products that hold `text` anywhere: in names, fields, entries, the names of files; case and accents aside.

    With `notes`, also those with a private note that holds it; SealedError where these cannot be opened.
    """
    wanted = fold(text.strip())
    if not wanted:
        raise UsageError("there is nothing to look for", hints=["see everything with: talktag list"])
    catalogue = session.store.catalogue
    if notes:
        every = catalogue.facts()
        found = tuple(facts for facts in every if wanted in facts.text or _in_notes(session, facts, wanted))
    else:
        found = catalogue.facts([wanted])
    notices = () if found else ("no product matches",)
    return Outcome(Listing(session.store, found), notices=notices, problems=broken_records(session.store))


def _in_notes(session: Session, facts: Facts, wanted: str) -> bool:
    from talktag.ops.note import open_notes

    ids = session.store.note_ids(facts.slug)
    return bool(ids) and any(wanted in fold(note.text) for note in open_notes(session, facts.slug, facts.id, ids))
