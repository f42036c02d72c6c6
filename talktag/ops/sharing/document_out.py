"""What leaves, as a document: chosen by the owner, unsigned as yet. Writes nothing, and decides nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, SealedError
from talktag.model.bundles.document import Audience, Document, Signatory
from talktag.model.bundles.told import ToldNote, read_product
from talktag.model.files.chosen_files import NAMED
from talktag.model.log.schedule import standing_entries
from talktag.model.parties.party import Party
from talktag.model.products.product import Product
from talktag.model.sharing.table import Grounds, Table, check_sections, make_table
from talktag.ops.bundles.make_bundle import HTML
from talktag.ops.files.files_out import Outgoing, take_out, told_in
from talktag.ops.notes.note import open_notes
from talktag.ops.session import Session
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.seal.note import Note


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What is to leave, as typed; without a `language` the page is in that of the party, else in English.

    With `encrypt` only the party and the owner can open the file. Without `terms` those of the settings hold; an empty
    text is none. `page` is one of make_bundle.PAGES. With `form` a page for an answer goes beside the bundle. The files
    that `without` names stay.
    """

    ref: str
    to: str
    include: Sequence[str] = ()
    notes: Sequence[str] = ()
    purpose: str | None = None
    until: str | None = None
    language: str | None = None
    encrypt: bool = False
    terms: str | None = None
    page: str = HTML
    form: bool = False
    without: Sequence[str] = ()


class Selection(NamedTuple):
    """What of a product leaves to a party: its table, private notes in the clear, and files as they leave.

    `entries` are all that stand of the product's, of which the table has those that leave.
    """

    product: Product
    party: Party
    entries: Sequence[Entry]
    table: Table
    notes: Sequence[Note]
    files: Sequence[Outgoing]


class Conditions(NamedTuple):
    """What is said of a bundle besides what it holds: what for, until which day as text, and on which terms."""

    purpose: str | None = None
    until: str | None = None
    terms: str | None = None


def select(session: Session, request: ShareRequest, product: Product, party: Party, grounds: Grounds) -> Selection:
    """What leaves of a product, as `grounds` give and the request asks; asks for a passphrase where a note leaves.

    InvalidError for what the product has not, and for files that cannot leave.
    """
    log = standing_entries(session.store.entries(product.slug).value or ())
    entries = tuple(each for each in log if not each.anonymous)  # which nobody is to know to be the owner's
    table = make_table(product, entries, request.include, grounds, request.without)
    check_included(table, request.include)
    notes = choose_notes(session, product, request.notes)
    files = take_out(session.store, product.slug, table.files)
    return Selection(product, party, entries=entries, table=told_in(table, files), notes=notes, files=files)


def check_included(table: Table, included: Sequence[str]) -> None:
    """An --include that meets nothing is a mistake worth stopping for: the owner thinks something leaves."""
    for section in check_sections(included):
        if not section.startswith(NAMED) and not any(row.section == section for row in table.rows):
            has = sorted({row.section for row in table.rows if row.section not in {"labels", "sealed"}})
            raise InvalidError(f'the product has nothing under "{section}"', hints=[f"it has: {', '.join(has)}"])


def choose_notes(session: Session, product: Product, wanted: Sequence[str]) -> tuple[Note, ...]:
    """The private notes of these ids, opened; InvalidError for one that the product does not have."""
    present = session.store.note_ids(product.slug)
    for note in wanted:
        if note not in present:
            raise InvalidError(
                f'"{product.slug}" has no note "{note}"', hints=[f"see them with: talktag notes {product.slug}"]
            )
    return open_notes(session, product.slug, product.id, tuple(dict.fromkeys(wanted))) if wanted else ()


def document_of(session: Session, kind: str, selection: Selection, conditions: Conditions) -> Document:
    """The document of what leaves; SealedError where this computer has no key to sign it with.

    InvalidError where a text in it is one that no table may hold.
    """
    from talktag.ops.bundles.sendable import check_sendable

    store, product, party = session.store, selection.product, selection.party
    if not session.key_folder.exists():
        raise SealedError("there is no key on this computer to sign with", hints=["bring your keys over from a backup"])
    key = session.key_folder.public().signer
    earlier = len(store.where(SHARES, product=product.id))
    notes = tuple(ToldNote(note=each.note, created=each.created, text=each.text) for each in selection.notes)
    document = Document(
        kind=kind,
        bundle=session.new_id(),
        sequence=earlier + 1,
        created=session.instant,
        signer=Signatory(name=store.settings.owner, contact=store.settings.contact, fingerprint=key.fingerprint),
        audience=Audience(name=party.name, role=party.role),
        purpose=conditions.purpose,
        until=conditions.until,
        terms=conditions.terms,
        products=(read_product(selection.table.product),),
        notes=notes or None,
        shared=selection.table.shared,
        files=tuple(each.as_told() for each in selection.files),
    )
    check_sendable(document, product.slug, party.slug)
    return document
