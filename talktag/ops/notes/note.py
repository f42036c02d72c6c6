"""`note` and `notes`: private text, which never touches the disk unsealed, and is opened again for the owner alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import AmbiguousError, InvalidError, NotFoundError, SealedError
from talktag.model.plan import Remove, Write
from talktag.model.toml.record_file import without_absent
from talktag.ops import commit_message
from talktag.ops.finding.find_product import find_product
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.products.product import Product
    from talktag.seal.note import Note
    from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Sealed:
    """The note that was sealed or taken away; never its text. `revision` is None where it was not opened."""

    product: str
    slug: str
    note: str
    revision: int | None = None

    def values(self) -> Mapping[str, Any]:
        """The ids and the slug."""
        facts = {"product": self.product, "slug": self.slug, "note": self.note, "revision": self.revision}
        return {key: value for key, value in facts.items() if value is not None}


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


@dataclass(frozen=True, slots=True)
class Shut:
    """A note as it looks from outside: its id, and when it was first and last saved; None where it never was."""

    note: str
    saved: str | None
    changed: str | None


@dataclass(frozen=True, slots=True)
class NoteListed:
    """The notes of a product, none of them opened, in the order they were saved."""

    slug: str
    notes: tuple[Shut, ...]

    def values(self) -> Mapping[str, Any]:
        """Ids and times."""
        notes = [{"note": each.note, "saved": each.saved, "changed": each.changed} for each in self.notes]
        return {"slug": self.slug, "notes": [without_absent(each) for each in notes]}


@dataclass(frozen=True, slots=True)
class Editing:
    """A note on its way through an editor: what it was, sealed and opened, and whom the next text is sealed to."""

    product: Product
    note: Note
    sealed: bytes
    recipients: tuple[str, ...]
    identities: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Editing(note={self.note!r})"


def write_note(session: Session, ref: str, text: str) -> Outcome:
    """A plan that adds one sealed note to a product. Needs no passphrase: sealing uses public keys only.

    Raises UntrustedError when the store's list of recipients is not the one this computer has accepted.
    """
    from talktag.seal.note import Note, seal_note

    if not text.strip():
        raise InvalidError("the note is empty, so nothing was saved", hints=['type it: talktag note REF "TEXT"'])
    product = find_product(session.store, ref).product
    recipients = accepted_recipients(session)
    note = Note(product.id, session.new_id(), 1, session.instant, text)
    sealed = seal_note(note, recipients)
    plan = commit_message.plan(
        "note", f"Add a note to {product.name}", Write(layout.note(product.slug, note.note), sealed)
    )
    return Outcome(Sealed(product.id, product.slug, note.note, 1), plan)


def edit_note(session: Session, ref: str, wanted: str) -> Editing:
    """The note of a product that `wanted` begins the id of, opened to be edited.

    Raises UntrustedError when the store's list of recipients is not the one this computer has accepted.
    """
    from talktag.seal.note import open_note

    store = session.store
    product = find_product(store, ref).product
    ident = _find_note(store, product, wanted)
    recipients = accepted_recipients(session)
    _require_keys(session)
    sealed = store.note(product.slug, ident)
    identities = session.keys.identities
    note = open_note(sealed, identities, product=product.id, note=ident)
    return Editing(product, note, sealed, recipients, identities)


def draft_of(editing: Editing, text: str) -> bytes:
    """The text as the next revision of the note, sealed: what is kept, and what waits for it as a draft."""
    from talktag.seal.note import Note, seal_note

    note = editing.note
    following = Note(note.product, note.note, note.revision + 1, note.created, text)
    return seal_note(following, editing.recipients)


def text_of_draft(editing: Editing, draft: bytes) -> str:
    """What is in a draft of this very note; UntrustedError where it is another's."""
    from talktag.seal.note import open_note

    note = editing.note
    return open_note(draft, editing.identities, product=note.product, note=note.note).text


def revise_note(editing: Editing, text: str) -> Outcome:
    """A plan that puts a text in a note's place, sealed; the one that was there stays in the history."""
    product, note = editing.product, editing.note
    if not text.strip():
        raise InvalidError(
            "the note is empty, so nothing was changed",
            hints=[f"take it away with: talktag note {product.slug} --remove {note.note}"],
        )
    if text == note.text:
        return Outcome(Sealed(product.id, product.slug, note.note, note.revision), notices=("nothing was changed",))
    write = Write(layout.note(product.slug, note.note), draft_of(editing, text), editing.sealed)
    plan = commit_message.plan("note", f"Change a note of {product.name}", write)
    return Outcome(Sealed(product.id, product.slug, note.note, note.revision + 1), plan)


def remove_note(session: Session, ref: str, wanted: str) -> Outcome:
    """A plan that takes a note away without opening it. It stays in the history, sealed."""
    store = session.store
    product = find_product(store, ref).product
    ident = _find_note(store, product, wanted)
    remove = Remove(layout.note(product.slug, ident), store.note(product.slug, ident))
    plan = commit_message.plan("note", f"Remove a note of {product.name}", remove)
    said = "it stays in the history, sealed, and in every copy of the store"
    return Outcome(Sealed(product.id, product.slug, ident), plan, notices=(said,))


def read_notes(session: Session, ref: str) -> Outcome:
    """The notes of a product, opened with the owner's key. Asks for a passphrase only where there is a note."""
    product = find_product(session.store, ref).product
    ids = session.store.note_ids(product.slug)
    if not ids:
        return Outcome(Opened(product.slug, ()), notices=(f'"{product.slug}" has no notes',))
    return Outcome(Opened(product.slug, open_notes(session, product.slug, product.id, ids)))


def list_notes(session: Session, ref: str) -> Outcome:
    """The notes of a product from outside: nothing is opened, no key is needed."""
    store = session.store
    slug = find_product(store, ref).product.slug
    ids = store.note_ids(slug)
    if not ids:
        return Outcome(NoteListed(slug, ()), notices=(f'"{slug}" has no notes',))
    times: dict[str, list[str]] = {}
    for past, files in store.history.changes_in(layout.notes(slug)):
        for path in files:
            times.setdefault(path, []).append(_instant(past.date))
    found = [Shut(each, *_first_and_last(times.get(layout.note(slug, each), []))) for each in ids]
    found.sort(key=lambda each: (each.saved or "~", each.note))
    return Outcome(NoteListed(slug, tuple(found)))


def open_notes(session: Session, slug: str, product: str, ids: tuple[str, ...]) -> tuple[Note, ...]:
    """The notes with those ids in the clear, oldest first; UntrustedError where one belongs somewhere else."""
    from talktag.seal.note import open_note

    _require_keys(session)
    identities = session.keys.identities
    opened = [open_note(session.store.note(slug, each), identities, product=product, note=each) for each in ids]
    return tuple(sorted(opened, key=lambda note: (note.created, note.note)))


def _require_keys(session: Session) -> None:
    if not session.key_folder.exists():
        raise SealedError(
            "there are no keys on this computer to open notes with",
            hints=["bring them over from a backup, or: talktag key restore"],
        )


def _find_note(store: Store, product: Product, wanted: str) -> str:
    """The id of the one note that `wanted` is, or begins."""
    ids = store.note_ids(product.slug)
    found = [each for each in ids if each == wanted] or [each for each in ids if wanted and each.startswith(wanted)]
    hints = [f"see them with: talktag notes {product.slug} --list"]
    if not found:
        raise NotFoundError(f'"{product.slug}" has no note "{wanted}"', hints=hints)
    if len(found) > 1:
        raise AmbiguousError(
            f'"{wanted}" begins {len(found)} notes of "{product.slug}"',
            details=found,
            hints=["use more of its letters"],
        )
    return found[0]


def _first_and_last(newest_first: Sequence[str]) -> tuple[str | None, str | None]:
    return (newest_first[-1], newest_first[0]) if newest_first else (None, None)


def _instant(when: datetime.datetime) -> str:
    return when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
