"""A product that is handed over, as it comes in: a new record with where it comes from, after every check held.

Writes nothing itself and extracts nothing. What others signed for the last owner is checked again, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.bundles.told import ToldNote
from talktag.model.log.entry import Entry
from talktag.model.makers.passed_claim import PassedClaim, read_passed_claims
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.key_values import value_of
from talktag.model.products.product import GONE, Product, Tag
from talktag.model.products.product_json import product_values
from talktag.model.products.record import file_table, product_table, tag_table
from talktag.model.sharing.transfer import ORIGINAL, TRANSFERRED, Transfer, read_transfer
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, changed_items, changed_text, new_text
from talktag.ops import commit_message
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.bundles.originals import Original, read_originals, vouch_for
from talktag.ops.files.files_in import Shelf, sealing
from talktag.ops.keys.accepted_keys import accepting
from talktag.ops.keys.accepted_recipients import accepted_recipients
from talktag.ops.keys.whose_key import Compare, own_key
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome
from talktag.ops.products.add import free_slug
from talktag.ops.session import Session
from talktag.ops.sharing.claims.claims_in import Fresh, claims_in, maker_tags
from talktag.ops.sharing.last_owner import keep_last_owner, settle_last_owner
from talktag.ops.sharing.take_in import SignerKey, identity_of, incoming_files
from talktag.store import layout
from talktag.store.store import Record, Store


@dataclass(frozen=True, slots=True)
class TransferIn:
    """A product that is handed over and holds up; `signer` is the last owner's key, `party` the slug of theirs."""

    document: Document
    transfer: Transfer
    product: Product
    entries: tuple[Entry, ...]
    signed: str
    signer: SignerKey
    party: str
    originals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    def values(self) -> Mapping[str, Any]:
        """Where it comes from, and the product in the form of the contract."""
        said = self.document.values()
        return without_absent(
            {
                **{key: said.get(key) for key in ("kind", "bundle", "created", "audience", "purpose")},
                "signer": self.signer.values(self.document),
                "signed": self.signed,
                "slug": self.product.slug,
                "party": self.party,
                "product": product_values(self.product, 0, len(self.entries)),
                "entries": said["product"].get("entries"),
                "originals": list(self.originals),
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


def take_transfer_in(session: Session, opened: OpenedBundle, signer: Path | None, compare: Compare) -> Outcome:
    """A plan that makes a product of a transfer; its signature holds, and whose it is is settled here.

    Raises UntrustedError where it does not hold up, is this store's own, or the product is here already.
    """
    contents, key, store = opened.contents, opened.key, session.store
    transfer = read_transfer(contents.document, key.fingerprint)
    passed = read_passed_claims(contents.document.more)
    by, sender = settle_last_owner(session, opened, signer, compare)
    data = TransferIn(
        contents.document,
        transfer,
        product=transfer.product,
        entries=transfer.entries,
        signed=contents.identity,
        signer=by,
        party=sender.slug,
    )
    here = store.catalogue.of_id(transfer.product.id)
    held = store.record(here[0]) if here else None
    if held and _is_kept(store, data, held.product.slug):
        taken = replace(data, product=held.product, taken=True)
        return Outcome(taken, notices=("this was taken in before; nothing was changed",))
    own = own_key(session, key) is not None
    if held and (own or held.product.state not in GONE):
        raise _present(held.product, own=own)
    proven = read_originals(opened.contents, transfer)
    keep = () if sender.key else (keep_last_owner(session, sender, by),)
    return _plan_of_transfer(session, opened, data, Keeping(held, proven, keep, passed))


class Keeping(NamedTuple):
    """What there is besides the transfer: the record of a product that comes back, originals by id, the new key.

    `passed` are the makers' tags that go along.
    """

    held: Record | None
    originals: Mapping[str, Original]
    keys: Sequence[Write]
    passed: Sequence[PassedClaim] = ()


def _is_kept(store: Store, data: TransferIn, slug: str) -> bool:
    """Whether the same transfer came in before, which is no fault."""
    path = layout.received_in(layout.about_product(slug), f"{data.document.bundle}.zip")
    kept = store.has(path) and identity_of(store.content(path)) == data.signed
    # One that is kept sealed cannot be compared without the owner's key; its id is that of the same product.
    return kept or store.has(f"{path}.age")


def _present(product: Product, *, own: bool) -> UntrustedError:
    """The error of a product that is here and was never parted with, or that was handed over by its `own` owner."""
    slug = product.slug
    back = f"talktag set {slug} state=owned" if own else f"talktag retire {slug} --how sold"
    return UntrustedError(
        f'the product is in this store already, as "{slug}"',
        hints=[f"you handed it over yourself; if you have it after all: {back}" if own else f"if it was gone: {back}"],
    )


def _plan_of_transfer(session: Session, opened: OpenedBundle, data: TransferIn, keeping: Keeping) -> Outcome:
    """The one commit: record, entries, files, what came as it came, notes, and the last owner's key if new.

    What the owner kept of a product that comes back stays, and the rest joins it.
    """
    store, document, held = session.store, data.document, keeping.held
    listed = [file for file in document.files if file.kind != ORIGINAL]
    incoming = incoming_files(opened.contents, listed)
    shelf = Shelf(store, incoming)
    tags = maker_tags(session, keeping.passed, held.product if held else None)
    product, record = _record(session, data, held, shelf, Fresh(incoming, tags))
    slug = product.slug
    entries = vouch_for(data.transfer, keeping.originals, data.party)
    entries = _new_entries(store, slug, entries) if held else entries
    writes: list[Change] = [
        *keeping.keys,
        record,
        append_entry(store, slug, *entries),
        *_keep_originals(session, opened, slug, keeping.originals),
        *_seal_notes(session, product, document.notes or ()),
        *shelf.writes(),
    ]
    claims = claims_in(session, product, keeping.passed)
    accepted = accepting(session, writes)  # and no key of a maker, which the last owner only names
    subject = f"Take over {product.name} from {document.signer.name}"
    plan = commit_message.plan("receive", subject, *writes, *claims.writes)
    remarks = (*shelf.notices, *_differences(data.product, held), *opened.remarks)
    remarks = (*remarks, *_remarks(data, keeping.keys), *claims.remarks)
    originals = tuple(keeping.originals)
    taken = replace(data, product=product, entries=entries, originals=originals, remarks=remarks, plan=plan)
    return Outcome(taken, plan, question="Take this over?", effects=accepted)


def _record(
    session: Session, data: TransferIn, held: Record | None, shelf: Shelf, fresh: Fresh
) -> tuple[Product, Write]:
    """The product with a tag of its new owner, and the change that says so; `held` is the record it had here before."""
    tag = Tag(session.new_tag(), session.today)
    if held is None:
        slug = free_slug(session.store, data.product.name, session.new_id())
        product = data.product._replace(slug=slug, added=session.today, tags=(*fresh.tags, tag))
        product = product._replace(files=shelf.put(product, fresh.incoming))
        return product, Write(layout.record(slug), new_text(product_table(product)))
    files = shelf.put(held.product, fresh.incoming)
    text = changed_text(held.data, {("state",): None})
    text = changed_items(text, "tags", lambda item: item.get("maker") is True, {"retired": None})
    text = appended_text(text, "tags", [tag_table(each) for each in (*fresh.tags, tag)])
    if files:
        text = appended_text(text, "files", [file_table(each) for each in files])
    back = held.product._replace(
        state="owned", tags=(*held.product.tags, *fresh.tags, tag), files=(*held.product.files, *files)
    )
    return back, Write(held.path, text, held.data)


def _new_entries(store: Store, slug: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are not here already; what is, the owner knows at first hand, and is meant by what names it."""
    here = {(each.kind, each.date, each.title): each.id for each in store.entries(slug).value or ()}
    met = {each.id: known for each in entries if (known := here.get((each.kind, each.date, each.title)))}
    return tuple(each._replace(cause=met.get(str(each.cause), each.cause)) for each in entries if each.id not in met)


def _keep_originals(
    session: Session, opened: OpenedBundle, slug: str, originals: Mapping[str, Original]
) -> Iterator[Write]:
    """What is kept as it came; an original of earlier may be there already."""
    document = opened.contents.document
    kept = {f"{ident}.zip": each.content for ident, each in originals.items()}
    # Notes that were given along stand in it in the clear, and nothing private goes into the store unsealed.
    if document.notes:
        kept[f"{document.bundle}.zip.age"] = sealing(session)(opened.archive)
    else:
        kept[f"{document.bundle}.zip"] = opened.archive
    for name, content in kept.items():
        path = layout.received_in(layout.about_product(slug), name)
        if not session.store.has(path):
            yield Write(path, content)


def _differences(said: Product, held: Record | None) -> Iterator[str]:
    """What the last owner says otherwise of a product that comes back."""
    if held is None:
        return
    for key in TRANSFERRED:
        here, there = value_of(held.product, key), value_of(said, key)
        if there and there != here:
            yield f'the {key.name} is said to be "{there}"; yours is kept: "{here or "none"}"'


def _seal_notes(session: Session, product: Product, given: Sequence[ToldNote]) -> list[Write]:
    """Private notes that were given along, sealed to their new owner before they touch the disk."""
    if not given:
        return []
    from talktag.seal.note import Note, seal_note

    recipients = accepted_recipients(session)
    writes = []
    for each in given:
        note = Note(product.id, session.new_id(), 1, session.instant, each.text)
        writes.append(Write(layout.note(product.slug, note.note), seal_note(note, recipients)))
    return writes


def _remarks(data: TransferIn, keys: Sequence[Write]) -> tuple[str, ...]:
    said = []
    if keys:
        said.append(f"the key of {data.document.signer.name} is kept from now on, in the party {data.party}")
    if data.document.notes:
        said.append("private notes came along; they and the bundle are kept sealed to your key")
    said.append("a tag that is stuck on it still leads to the last owner: stick on your own, with: talktag sheet")
    return tuple(said)
