"""The ledger of what was given away: its lines as they are made, written, shown, answered. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import SHARE
from talktag.model.parties.party import Party, read_party
from talktag.model.plan import Write
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share, SharedFile, check_terms, share_table
from talktag.model.sharing.table import Row, Table, always_rows
from talktag.model.talk.message import Message
from talktag.model.toml.write import new_text
from talktag.ops.log.own_entries import note_entry, own_entry
from talktag.ops.session import Session
from talktag.ops.sharing.document_out import Selection
from talktag.ops.typed import read_day_ahead
from talktag.store import layout
from talktag.store.collections import SHARES
from talktag.store.store import Record, Store


class AnsweredShare(NamedTuple):
    """What a reply is to: the line of the ledger, the product and the party, as the store has them."""

    share: Share
    record: Record
    party: Party
    party_data: bytes


def share_of(session: Session, selection: Selection, document: Document, signed: str) -> Share:
    """The line of the ledger that remembers what left; `signed` is the hash of its manifest."""
    owner, product, table = document.signer, selection.product, selection.table
    leaving = leaving_rows(owner.name, owner.contact or "", product, table, owner.age)
    return Share(
        bundle=document.bundle,
        product=product.id,
        party=selection.party.slug,
        date=session.today,
        sections=table.shared,
        signed=signed,
        sequence=document.sequence,
        fields=tuple(dict.fromkeys(row.field for row in leaving if row.field != "file")),
        files=tuple(
            SharedFile(each.path, each.name, each.sha256, uncleaned=each.uncleaned) for each in selection.files
        ),
        notes=tuple(each.note for each in document.notes or () if each.note),
        purpose=document.purpose,
        until=parse_until(document.until, session),
        terms=document.terms,
    )


def share_write(product: Product, share: Share) -> Write:
    """The change that puts a share of a product into the ledger."""
    return Write(layout.share(share.date.isoformat(), product.slug, share.bundle), new_text(share_table(share)))


def share_writes(
    session: Session, product: Product, share: Share, party: Party, also: Sequence[Entry] = ()
) -> tuple[Write, ...]:
    """The same, and the line on the product's log that tells of it, with what it `also` tells."""
    title = f"Shared with {party.name}"
    entry = own_entry(session, SHARE, title, share.purpose, party=party.slug, derived=entry_id(share, "given"))
    return share_write(product, share), *note_entry(session.store, product.slug, entry, *also)


def entry_id(share: Share, what: str) -> str:
    """The id of the entry that tells what became of a share, the same on every machine."""
    return f"{share.bundle}-{what}"


def preview_values(rows: Sequence[Row]) -> dict[str, Any]:
    """Both sides of a preview as JSON values; the values of what stays are left out."""
    return {
        "leaves": [
            {"section": row.section, "field": row.field, "value": row.value, "reason": row.reason}
            for row in rows
            if row.leaves
        ],
        "stays": [{"section": row.section, "field": row.field, "reason": row.reason} for row in rows if not row.leaves],
    }


def leaving_rows(owner: str, contact: str, product: Product, table: Table, age: str | None = None) -> tuple[Row, ...]:
    """The rows that leave, those that every bundle holds first."""
    return (*always_rows(owner, contact, product, age), *(row for row in table.rows if row.leaves))


def parse_until(text: str | None, session: Session) -> Any:
    """The date until which a share is meant; InvalidError for one that has passed."""
    if text is None:
        return None
    return read_day_ahead("until", text, session.today)


def chosen_terms(session: Session, text: str | None) -> str | None:
    """The terms that a bundle leaves under: as typed, else those of the store's settings; an empty text is none."""
    if text is None:
        return session.store.settings.terms
    try:
        return check_terms(text) if text.strip() else None
    except ValueError as error:
        raise InvalidError(str(error), hints=['give an address or a title, like: --terms "https://…"']) from None


def find_given(store: Store, reply: Message) -> AnsweredShare:
    """What the ledger says was given away under the id that is answered, and who it was given to."""
    answered = reply.answered
    if answered is None:
        raise UntrustedError("it answers no bundle")
    shares = [each.value for each in store.where(SHARES, bundle=answered.bundle) if each.value]
    if not shares:
        raise UntrustedError(
            f'it answers the bundle "{answered.bundle}", which this store gave to nobody',
            hints=["see what was given away with: talktag shares"],
        )
    share = shares[0]
    if share.printed:
        raise UntrustedError(f'it answers the print-out "{share.bundle}", and only a bundle can be answered')
    if answered.sha256 not in {None, share.signed}:
        raise UntrustedError(f'it answers another bundle than the one that was given away as "{share.bundle}"')
    if [*reply.about] != [share.product]:
        raise UntrustedError(f'it is about another product than the bundle "{share.bundle}", which it answers')
    found = store.catalogue.of_id(share.product)
    if found is None:
        raise UntrustedError(f'it is about the product "{share.product}", which is no longer in this store')
    path = layout.party(share.party)
    data = store.read(path) if store.has(path) else b""
    party = read_party(data, path, share.party).value
    if party is None:
        raise UntrustedError(
            f'it answers what was given to "{share.party}", of whom there is no sound record',
            hints=[f'mend or bring back "{path}"; see: talktag doctor'],
        )
    return AnsweredShare(share, store.record(found[0]), party, data)
