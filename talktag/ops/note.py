"""`note` and `notes`: private text, sealed to the owner before it touches the disk, and opened again for the owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, SealedError
from talktag.model.plan import Write
from talktag.ops import changes
from talktag.ops.outcome import Outcome
from talktag.ops.products import find_product
from talktag.ops.session import Session
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.seal.note import Note


@dataclass(frozen=True, slots=True)
class Sealed:
    """The note that was sealed; never its text."""

    product: str
    slug: str
    note: str

    def values(self) -> Mapping[str, Any]:
        """The ids and the slug."""
        return {"product": self.product, "slug": self.slug, "note": self.note}


@dataclass(frozen=True, slots=True)
class Opened:
    """The notes of a product in the clear, oldest first."""

    slug: str
    notes: tuple[Note, ...]

    def values(self) -> Mapping[str, Any]:
        """The notes with their texts."""
        return {
            "slug": self.slug,
            "notes": [
                {"note": each.note, "created": each.created, "revision": each.revision, "text": each.text}
                for each in self.notes
            ],
        }


def write_note(session: Session, ref: str, text: str) -> Outcome:
    """A plan that adds one sealed note to a product. Needs no passphrase: sealing uses public keys only.

    Raises UntrustedError when the store's list of recipients is not the one this computer has accepted.
    """
    from talktag.seal.keys import parse_recipients
    from talktag.seal.note import Note, seal_note

    if not text.strip():
        raise InvalidError("the note is empty, so nothing was saved", hints=['type it: talktag note REF "TEXT"'])
    store = session.store
    product = find_product(store, ref).product
    recipients = store.read(layout.RECIPIENTS)
    session.key_folder.check_pin(store.settings.id, recipients)
    note = Note(product.id, session.new_id(), 1, session.instant, text)
    sealed = seal_note(note, parse_recipients(recipients))
    plan = changes.plan("note", f"Add a note to {product.name}", Write(layout.note(product.slug, note.note), sealed))
    return Outcome(Sealed(product.id, product.slug, note.note), plan)


def read_notes(session: Session, ref: str) -> Outcome:
    """The notes of a product, opened with the owner's key. Asks for a passphrase only where there is a note."""
    product = find_product(session.store, ref).product
    ids = session.store.note_ids(product.slug)
    if not ids:
        return Outcome(Opened(product.slug, ()), notices=(f'"{product.slug}" has no notes',))
    return Outcome(Opened(product.slug, open_notes(session, product.slug, product.id, ids)))


def open_notes(session: Session, slug: str, product: str, ids: tuple[str, ...]) -> tuple[Note, ...]:
    """The notes with those ids in the clear, oldest first; UntrustedError where one belongs somewhere else."""
    from talktag.seal.note import open_note

    if not session.key_folder.exists():
        raise SealedError(
            "there are no keys on this computer to open notes with", hints=["bring them over from a backup"]
        )
    identity = session.keys.identity
    opened = [open_note(session.store.note(slug, each), (identity,), product=product, note=each) for each in ids]
    return tuple(sorted(opened, key=lambda note: (note.created, note.note)))
