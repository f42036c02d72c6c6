"""`transfer`: a product goes to its next owner for good, with its history. The record is marked, never removed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from talktag.content import Content
from talktag.errors import InvalidError, TalktagError, UsageError
from talktag.model.bundles import kinds as bundle_kinds
from talktag.model.bundles.document import Document
from talktag.model.files.chosen_files import named_files
from talktag.model.log import kinds as entry_kinds
from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party
from talktag.model.plan import Write
from talktag.model.products.product import OWN, PASSED_ON, Product
from talktag.model.sharing.entries_leaving import entries_leaving, is_done_recall, recalls_by_id
from talktag.model.sharing.table import Table, transfer_grounds
from talktag.model.sharing.transfer import ORIGINAL, ORIGINAL_LIMIT, ORIGINALS_MOST
from talktag.model.toml.write import changed_items, changed_text
from talktag.ops import commit_message
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.encrypt_bundle import encrypt_made, recipients_of
from talktag.ops.bundles.make_bundle import bag_of
from talktag.ops.bundles.say_written import written_bundle
from talktag.ops.files.files_out import Outgoing, notices_of, question_of, sealed_notices, unread
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.who_needs import say_gone
from talktag.ops.log.own_entries import append_entry, own_entry
from talktag.ops.outcome import Outcome, Output
from talktag.ops.parties.unknown_finder import find_known_party
from talktag.ops.products.retire import fetched_price
from talktag.ops.session import Session
from talktag.ops.sharing.claims.claims_out import claims_out, with_claims
from talktag.ops.sharing.document_out import ShareRequest, document_of, select
from talktag.ops.sharing.export import Leaving, conditions_of, leaving_of
from talktag.ops.sharing.ledger import share_of, share_write
from talktag.ops.typed import guessed_money
from talktag.store import layout
from talktag.store.store import Record, Store

WAYS = PASSED_ON


class TransferOut(NamedTuple):
    """What is handed over and what stays: the preview of the bundle, the signed originals, what becomes of it here.

    `staying` has the id of each original that stays, and why; `parts` the slugs of what is inside the product.
    `claims` are the ids of the makers' tags that go along.
    """

    leaving: Leaving
    how: str
    originals: tuple[str, ...]
    retired: tuple[str, ...]
    staying: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The share with both sides of the preview, and what becomes of the product."""
        return {
            **self.leaving.values(),
            "how": self.how,
            "originals": list(self.originals),
            "originals_staying": [{"original": ident, "reason": reason} for ident, reason in self.staying],
            "tags_retired": list(self.retired),
            "parts_staying": list(self.parts),
            **({"claims": list(self.claims)} if self.claims else {}),
        }


def transfer(session: Session, request: ShareRequest, how: str | None, price: str | None, path: Path | None) -> Outcome:
    """A signed hand-over for the next owner, and the plan that parts with the product in the same commit.

    `how` is one of WAYS; left out, a buyer has bought it, and anybody else was given it.
    """
    store = session.store
    record = find_product(store, request.ref)
    party = find_known_party(store, request.to)
    recipients = recipients_of(session, party) if request.encrypt else ()
    way = _way(record.product, party, how)
    product = _without_tags(session, record.product)
    selection = select(session, request, product, party, transfer_grounds(store.entries(product.slug).value or ()))
    originals, staying = _originals(store, product, selection.entries, selection.table)
    selection = selection._replace(files=(*selection.files, *originals))
    document = document_of(session, bundle_kinds.TRANSFER, selection, conditions_of(session, request))
    names, claims = tuple(each.name for each in originals), claims_out(session, record.product)
    document = with_claims(_retold(document, selection.table, selection.entries, {*names}), claims.passed)
    bag = bag_of(document, selection.files, request.language or party.language, request.page)
    share = share_of(session, selection, document, bag.identity)
    leaving = replace(
        leaving_of(session, selection, share, path),
        table=_for_preview(selection.table),
        recipient=party.age if recipients else None,
    )
    parting = (_part_with(session, record, way), append_entry(store, product.slug, _entry(session, party, way, price)))
    subject = f"Hand {product.name} over to {party.name}: {way}"
    data = TransferOut(leaving, way, names, _live(record.product), staying)
    return Outcome(
        data._replace(parts=_parts(store, product), claims=claims.tags),
        commit_message.plan("transfer", subject, share_write(product, share), *parting, *claims.writes),
        Output(path, encrypt_made(bag.sign(lambda: session.signer), recipients)),
        question=question_of(f"Hand {product.name} over to {party.name}, for good?", selection.files),
        notices=(
            *_notices_of_sent(selection.files),
            *guessed_money(price, store.settings.currency),
            *_notices_about(store, product, claims.notices),
        ),
        in_person=unread(selection.files, named_files(product.files, request.include)),
        done=written_bundle(path, share, party.name, request.page, encrypted=bool(recipients), receive=True),
    )


def _notices_about(store: Store, product: Product, of_tags: Sequence[str]) -> tuple[str, ...]:
    """What the owner should know of what stays: sealed files, what needs the product, makers' tags of a lost key."""
    return (*sealed_notices(product), *say_gone(store, product), *of_tags)


def _live(product: Product) -> tuple[str, ...]:
    """The ids of the tags that are on it now."""
    return tuple(tag.id for tag in product.tags if tag.retired is None)


def _way(product: Product, party: Party, how: str | None) -> str:
    if how is not None and how not in WAYS:
        raise UsageError(f'"{how}" is not a way to hand a product over', hints=[f"use one of: {', '.join(WAYS)}"])
    if product.state not in OWN:
        back = "return" if product.state == "lent" else "set"
        words = product.slug if back == "return" else f"{product.slug} state=owned"
        raise InvalidError(f'"{product.slug}" is {product.state}', hints=[f"if you have it: talktag {back} {words}"])
    return how or ("sold" if party.role == "buyer" else "given")


def _without_tags(session: Session, product: Product) -> Product:
    # No tag leaves: whoever scans the old sticker would reach the last owner.
    return product._replace(tags=tuple(tag._replace(retired=tag.retired or session.today) for tag in product.tags))


def _part_with(session: Session, record: Record, way: str) -> Write:
    text = changed_text(record.data, {("state",): way})
    text = changed_items(text, "tags", lambda tag: "retired" not in tag, {"retired": session.today})
    return Write(record.path, text, record.data)


def _entry(session: Session, party: Party, way: str, price: str | None) -> Entry:
    fetched = fetched_price(session, price)
    title = f"Handed over to {party.name}: {way}"
    return own_entry(session, entry_kinds.TRANSFER, title, party=party.slug, cost=fetched)


def _originals(
    store: Store, product: Product, entries: Sequence[Entry], table: Table
) -> tuple[tuple[Outgoing, ...], tuple[tuple[str, str], ...]]:
    """The signed answers that go along as they came; and those that stay, each with the reason.

    An answer leaves only where everything in it does: nothing may go out inside of it that the owner did not choose.
    """
    left_out = {file.sha256 for file in product.files} - {file.sha256 for file in table.files}
    ids = dict.fromkeys(each.original for each in entries if each.original and f"entries:{each.kind}" in table.sections)
    standing = {each.id for each in entries}
    gone = {each.original for each in store.entries(product.slug).value or () if each.id not in standing}
    leaving: list[Outgoing] = []
    staying: list[tuple[str, str]] = []
    for ident in ids:
        path = layout.received_in(layout.about_product(product.slug), f"{ident}.zip")
        if not store.has(path):
            continue  # nobody signed it
        content = store.content(path)
        reason = _stays(content, table, left_out, room=len(leaving) < ORIGINALS_MOST)
        if reason is None and ident in gone:
            reason = "it also holds an entry that was withdrawn"
        if reason is None:
            name = f"files/{ORIGINAL}-{len(leaving) + 1}.bin"
            leaving.append(Outgoing(name, ident, ORIGINAL, "application/zip", content))
        elif reason:
            staying.append((ident, reason))
    return tuple(leaving), tuple(staying)


def _stays(content: Content, table: Table, left_out: Collection[str], *, room: bool) -> str | None:
    """Why an original cannot go along; None where it can, nothing where that need not be said."""
    if content.size > ORIGINAL_LIMIT or not room:
        return "it is too large"
    try:
        document = read_signed(content, ORIGINAL_LIMIT)[0].document
    except TalktagError as error:
        return error.message
    if document.kind != bundle_kinds.REPLY:
        return ""  # an earlier hand-over has all that its owner chose to tell, and this one has what you choose
    held = {f"entries:{each.kind}" for each in document.product.entries or ()}
    held |= {f"files:{each.kind}" for each in document.files}
    unchosen = sorted(held - set(table.sections))
    if not unchosen and any(each.sha256 in left_out for each in document.files):
        return "it also holds a file that was left out"
    return f"it also holds {', '.join(unchosen)}; add it with --include" if unchosen else None


def _retold(document: Document, table: Table, entries: Sequence[Entry], leaving: set[str]) -> Document:
    """The document, each entry of an original that goes along naming it, and what is done the recall that was.

    That by the id which it has for the next owner.
    """
    chosen = entries_leaving(entries, table.sections)
    recalls = recalls_by_id(chosen)
    numbers = {each.id: number for number, each in enumerate(chosen, 1)}
    told = []
    for said, entry in zip(document.product.entries or (), chosen, strict=True):
        original = entry.original if entry.original in leaving else None
        done = is_done_recall(entry, recalls)
        cause = f"{document.bundle}-{numbers[entry.cause or '']}" if done else None
        told.append(replace(said, original=original, cause=cause))
    if not told:
        return document
    return replace(document, products=(replace(document.product, entries=tuple(told)),))


def _for_preview(table: Table) -> Table:
    """The table for the preview, without the sections that this product has nothing under."""
    has = {row.section for row in table.rows}
    return Table(tuple(each for each in table.sections if each in has), table.product, table.files, table.rows)


def _parts(store: Store, product: Product) -> tuple[str, ...]:
    """Parts and accessories have records of their own, and stay until they are handed over themselves."""
    return tuple(slug for slug, _ in store.catalogue.contents(product.id))


def _notices_of_sent(files: Sequence[Outgoing]) -> tuple[str, ...]:
    return notices_of([each for each in files if each.kind != ORIGINAL])
