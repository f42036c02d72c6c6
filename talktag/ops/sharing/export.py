"""`export`: the chosen part of a product's table as a signed bundle, never without a line in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from talktag.model.bundles.kinds import TABLE
from talktag.model.files.chosen_files import named_files
from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.plan import Plan
from talktag.model.products.product import Product
from talktag.model.sharing.share import Share, share_values
from talktag.model.sharing.table import Row, Table, note_rows, role_grounds
from talktag.ops import commit_message
from talktag.ops.bundles.encrypt_bundle import encrypt_made, recipients_of
from talktag.ops.bundles.make_bundle import bag_of
from talktag.ops.bundles.reply_form import check_form, form_beside
from talktag.ops.bundles.say_written import written_bundle
from talktag.ops.files.files_out import notices_of, question_of, sealed_notices, unread
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.party import find_party
from talktag.ops.parties.unknown_finder import refuse_unknown_finder
from talktag.ops.session import Session
from talktag.ops.sharing.document_out import Conditions, Selection, ShareRequest, document_of, select
from talktag.ops.sharing.ledger import (
    chosen_terms,
    leaving_rows,
    parse_until,
    preview_values,
    share_of,
    share_writes,
)
from talktag.ops.sharing.terms.given import accepting_form, offered_entry, terms_named, with_terms


@dataclass(frozen=True, slots=True)
class Leaving:
    """The preview and the record of one bundle: what leaves, what stays, to whom; the recipient it is encrypted to.

    The form beside it tells `costs_in`: the owner's currency, for costs that name none. `size` is how many bytes are in
    the bundle, before it is packed.
    """

    owner: str
    contact: str
    product: Product
    party: Party
    table: Table
    share: Share
    notes_staying: int
    path: Path | None
    recipient: str | None = None
    form: Path | None = None
    age: str | None = None
    costs_in: str | None = None
    size: int = 0

    @property
    def leaves(self) -> tuple[Row, ...]:
        """The rows that leave, those every bundle holds first; `age` is the owner's recipient, for answers."""
        return leaving_rows(self.owner, self.contact, self.product, self.table, self.age)

    @property
    def stays(self) -> tuple[Row, ...]:
        """The rows that stay."""
        return tuple(row for row in self.table.rows if not row.leaves)

    @property
    def notes(self) -> tuple[Row, ...]:
        """The rows of the private notes, of which the share has those that leave."""
        return note_rows(self.share.notes, self.notes_staying)

    def values(self) -> Mapping[str, Any]:
        """The share, with both sides of the preview."""
        return {
            **share_values(self.share),
            "file": str(self.path) if self.path else "-",
            **({"recipient": self.recipient} if self.recipient else {}),
            **({"form": str(self.form)} if self.form else {}),
            **({"form_currency": self.costs_in} if self.costs_in else {}),
            **({"send": [str(each) for each in (self.path, self.form) if each]} if self.path else {}),
            **preview_values((*self.leaves, *self.stays)),
            "uncleaned": [each.name for each in self.share.files if each.uncleaned],
            "notes_staying": self.notes_staying,
        }


def leaving_of(session: Session, selection: Selection, share: Share, path: Path | None) -> Leaving:
    """The preview of a selection and its line of the ledger; `path` is where its bundle goes."""
    settings, product = session.store.settings, selection.product
    return Leaving(
        owner=settings.owner,
        contact=settings.contact,
        product=product,
        party=selection.party,
        table=selection.table,
        share=share,
        notes_staying=len(session.store.note_ids(product.slug)) - len(selection.notes),
        path=path,
    )


def conditions_of(session: Session, request: ShareRequest) -> Conditions:
    """What the request says of purpose, time and terms; InvalidError for a day that has passed."""
    until = parse_until(request.until, session)
    return Conditions(request.purpose or None, until.isoformat() if until else None, request.terms or None)


def export(session: Session, request: ShareRequest, path: Path | None) -> Outcome:
    """A bundle for one party, the preview of it, and the plan that writes the share to the ledger.

    The key is only asked for when the bundle is really made: a preview needs none, unless a note leaves.
    """
    check_form(path, wanted=request.form, encrypt=request.encrypt)
    product = find_product(session.store, request.ref).product
    return bundle_for(session, request, product, find_party(session.store, request.to), path)


def bundle_for(session: Session, request: ShareRequest, product: Product, party: Party, path: Path | None) -> Outcome:
    """The same of a product and a party that were found; the party may be one that is only added in the same plan."""
    request = replace(request, terms=chosen_terms(session, request.terms))
    terms = terms_named(session, request.terms)
    request = replace(request, terms=terms.sha256) if terms else request
    refuse_unknown_finder(party)
    recipients = recipients_of(session, party) if request.encrypt else ()
    selection = select(session, request, product, party, role_grounds(party.role))
    selection = with_terms(session, selection, terms) if terms else selection
    files = selection.files
    document = document_of(session, TABLE, selection, conditions_of(session, request))
    age = session.key_folder.public().owner_recipient  # for an answer that only the owner opens
    document = replace(document, signer=replace(document.signer, age=age))
    language = request.language or party.language
    bag = bag_of(document, files, language, request.page)
    share = share_of(session, selection, document, bag.identity)
    costs_in = session.store.settings.currency if request.form else None
    accepted = accepting_form(session, document, terms) if terms and request.form else None
    form = form_beside(document, bag.identity, path, language, costs_in, terms=accepted) if request.form else None
    leaving = replace(
        leaving_of(session, selection, share, path),
        recipient=party.age if recipients else None,
        form=form.path if form else None,
        age=age,
        costs_in=costs_in,
        size=sum(each.size for each in bag.payload.values()),
    )
    return Outcome(
        leaving,
        _plan(session, product, party, share, [offered_entry(session, document, terms, party.slug)] if terms else []),
        Output(path, encrypt_made(bag.sign(lambda: session.signer), recipients)),
        (form,) if form else (),
        question=question_of(f"Hand this to {party.name}?", files),
        notices=(*notices_of(files), *sealed_notices(product)),
        in_person=unread(files, named_files(product.files, request.include)),
        done=written_bundle(
            path, share, party.name, request.page, form=form.path if form else None, encrypted=bool(recipients)
        ),
    )


def _plan(session: Session, product: Product, party: Party, share: Share, also: Sequence[Entry]) -> Plan:
    """The line of the ledger, and those on the log."""
    writes = share_writes(session, product, share, party, also)
    return commit_message.plan("export", f"Share {product.name} with {party.name}", *writes)
