"""Private text in the rows of a file: sealed to the owner before it touches the disk. Opens and shows nothing."""

from __future__ import annotations

from collections.abc import Sequence

from talktag.model.plan import Write
from talktag.ops.importing.import_match import MatchedRow
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.ops.session import Session
from talktag.store import layout


def sealed_notes(session: Session, came: Sequence[MatchedRow]) -> list[Write]:
    """A sealed note for each private text of a product that comes in; those of products here came in with them.

    Raises UntrustedError when the store's list of recipients is not the one this computer has accepted.
    """
    from talktag.seal.note import Note, seal_note

    new = [(each.product, text) for each in came if each.action == "new" and each.product for text in each.draft.notes]
    if not new:
        return []
    recipients = accepted_recipients(session)
    writes = []
    for product, text in new:
        note = Note(product.id, session.new_id(), 1, session.instant, text)
        writes.append(Write(layout.note(product.slug, note.note), seal_note(note, recipients)))
    return writes
