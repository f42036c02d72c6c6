"""A product that is handed over, as it comes in: a new record with where it comes from, after every check held.

Writes nothing itself and extracts nothing. What others signed for the last owner is checked again, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import UntrustedError
from talktag.model.files.media_type import media_type
from talktag.model.log import kinds
from talktag.model.log.entry import Entry
from talktag.model.parties.party import Party, party_table
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.key_values import value_of
from talktag.model.products.product import FILE_KINDS, GONE, Attachment, Product, Tag
from talktag.model.products.product_json import product_values
from talktag.model.products.record import attachment_table, product_table, tag_table
from talktag.model.sharing.reply import read_answer
from talktag.model.sharing.transfer import ORIGINAL, TRANSFERRED, Handover, read_handover
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, changed_text, new_text
from talktag.model.values.free_name import free_name
from talktag.model.values.ident import make_slug
from talktag.ops import commit_message
from talktag.ops.bundles.check_signed import read_signed
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_in import Incoming, Shelf, sealing
from talktag.ops.keys.accepted_keys import accepting, key_values
from talktag.ops.keys.whose_key import Compare, key_of_line, own_key, settle
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome
from talktag.ops.products.add import free_slug
from talktag.ops.session import Session
from talktag.ops.sharing.transfer_out import ORIGINAL_LIMIT
from talktag.store import layout
from talktag.store.collections import PARTIES
from talktag.store.store import Record, Store

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A product that is handed over and holds up; `known_as` is how the last owner's key is known."""

    document: Mapping[str, Any]
    product: Product
    entries: tuple[Entry, ...]
    signed: str
    signer: str
    known_as: str
    party: str
    originals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    def values(self) -> Mapping[str, Any]:
        """Where it comes from, and the product in the form of the contract."""
        document = self.document
        return without_absent(
            {
                **{key: document.get(key) for key in ("kind", "bundle", "created", "audience", "purpose")},
                "signer": {**document["signer"], "known_as": self.known_as},
                "signed": self.signed,
                "slug": self.product.slug,
                "party": self.party,
                "product": product_values(self.product, 0, len(self.entries)),
                "entries": document["product"].get("entries"),
                "originals": list(self.originals),
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


def take_over(session: Session, opened: OpenedBundle, signer: Path | None, compare: Compare) -> Outcome:
    """A plan that makes a product of a hand-over; its signature holds, and whose it is is settled here.

    Raises UntrustedError where it does not hold up, is this store's own, or the product is here already.
    """
    contents, key = opened.contents, opened.key
    handover = read_handover(contents.document, key.fingerprint)
    store = session.store
    name = contents.document["signer"]["name"]
    party = _party_named(store, name)
    known_as = settle(session, opened.signature, party, signer, compare)
    sender = party or _party_with(store, key)
    data = TakenOver(
        contents.document,
        handover.product,
        handover.entries,
        contents.identity,
        key.fingerprint,
        known_as,
        sender.slug if sender else free_name(make_slug(name, "last-owner"), lambda slug: store.has(layout.party(slug))),
    )
    here = store.catalogue.of_id(handover.product.id)
    held = store.record(here[0]) if here else None
    if held and _was_taken(store, data, held.product.slug):
        taken = replace(data, product=held.product, taken=True)
        return Outcome(taken, notices=("this was taken in before; nothing was changed",))
    own = own_key(session, key) is not None
    if held and (own or held.product.state not in GONE):
        raise _present(held.product, own=own)
    proven = _proven(opened, handover)
    pinned = () if sender and sender.key else (_pinned(session, data, sender, key),)
    return _taken(session, opened, data, held, proven, pinned)


def _party_named(store: Store, name: str) -> Party | None:
    """The party that has exactly the name which the sender goes by; its kept key is then the only one that will do."""
    return next((each.value for each in store.where(PARTIES, name=name.casefold())), None)


def _party_with(store: Store, key: PublicKey) -> Party | None:
    parties = (each.value for each in store.where(PARTIES, key=key.line().split()[1]))
    return next((party for party in parties if party and key_of_line(party.key or "") == key), None)


def _was_taken(store: Store, data: TakenOver, slug: str) -> bool:
    """Whether the same hand-over came in before, which is no fault."""
    from talktag.bundle.reading import open_archive

    path = layout.received(slug, f"{data.document['bundle']}.zip")
    kept = store.has(path) and open_archive(store.read(path, layout.FILE_LIMIT)).identity == data.signed
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


def _proven(opened: OpenedBundle, handover: Handover) -> dict[str, tuple[bytes, list[Entry], str]]:
    """Each answer that goes along, by its id: its bytes, its entries and the fingerprint of who signed it.

    UntrustedError where one does not hold up, or an entry claims one that does not say so word for word.
    """
    contents = opened.contents
    proven: dict[str, tuple[bytes, list[Entry], str]] = {}
    for file in contents.document["files"]:
        if file["kind"] != ORIGINAL:
            continue
        data = contents.files[file["path"]]
        try:
            found, key = read_signed(data, ORIGINAL_LIMIT)
            answer = read_answer(found.document, key.fingerprint)
        except UntrustedError as error:
            raise UntrustedError(f'the original "{file["path"]}" does not hold up: {error.message}') from error
        if answer.product != handover.product.id:
            raise UntrustedError(f'the original "{file["path"]}" is about another product')
        proven[answer.bundle] = data, list(answer.entries), key.fingerprint
    for number, (entry, claim) in enumerate(zip(handover.entries, handover.claims, strict=True)):
        if claim is None:
            continue
        if claim not in proven or not any(_same(entry, each) for each in proven[claim][1]):
            raise UntrustedError(f'entry {number} claims to be in the answer "{claim}", and is not')
    return proven


def _same(said: Entry, signed: Entry) -> bool:
    parts = ("kind", "date", "title", "text", "cost")
    return all(getattr(said, part) == getattr(signed, part) for part in parts)


def _taken(
    session: Session,
    opened: OpenedBundle,
    data: TakenOver,
    held: Record | None,
    proven: Mapping[str, tuple[bytes, list[Entry], str]],
    pinned: Sequence[Write],
) -> Outcome:
    """The one commit: record, entries, attachments, what came as it came, notes, and the last owner's key if new.

    `held` is the record of a product that comes back: what the owner kept of it stays, and the rest joins it.
    """
    store, document = session.store, data.document
    listed = [file for file in document["files"] if file["kind"] != ORIGINAL]
    incoming = tuple(_incoming(file, opened.contents.files[file["path"]]) for file in listed)
    shelf = Shelf(store, incoming)
    product, record = _record(session, data, held, shelf, incoming)
    slug = product.slug
    entries = _unknown(store, slug, _vouched(data, proven)) if held else _vouched(data, proven)
    kept = {f"{ident}.zip": each[0] for ident, each in proven.items()}
    # Notes that were given along stand in it in the clear, and nothing private goes into the store unsealed.
    if document.get("notes"):
        kept[f"{document['bundle']}.zip.age"] = sealing(session)(opened.data)
    else:
        kept[f"{document['bundle']}.zip"] = opened.data
    writes: list[Change] = [
        *pinned,
        record,
        append_entry(store, slug, *entries),
        *(Write(path, each) for path, each in _received(store, slug, kept)),
        *_notes(session, product, document.get("notes", ())),
        *shelf.writes(),
    ]
    plan = commit_message.plan("receive", f"Take over {product.name} from {document['signer']['name']}", *writes)
    remarks = (*shelf.notices, *_kept(data.product, held), *opened.remarks, *_remarks(data, pinned))
    taken = replace(data, product=product, entries=entries, originals=tuple(proven), remarks=remarks, plan=plan)
    return Outcome(taken, plan, question="Take this over?", after=accepting(session, plan.changes))


def _record(
    session: Session, data: TakenOver, held: Record | None, shelf: Shelf, incoming: Sequence[Incoming]
) -> tuple[Product, Write]:
    """The product with a tag of its new owner, and the change that says so; `held` is the record it had here before."""
    tag = Tag(session.new_tag(), session.today)
    if held is None:
        slug = free_slug(session.store, data.product.name, session.new_id())
        product = data.product._replace(slug=slug, added=session.today, tags=(tag,))
        product = product._replace(files=shelf.put(product, incoming))
        return product, Write(layout.record(slug), new_text(product_table(product)))
    files = shelf.put(held.product, incoming)
    text = changed_text(held.data, {("state",): None})
    text = appended_text(text, "tags", [tag_table(tag)])
    if files:
        text = appended_text(text, "files", [attachment_table(each) for each in files])
    back = held.product._replace(state="owned", tags=(*held.product.tags, tag), files=(*held.product.files, *files))
    return back, Write(held.path, text, held.data)


def _unknown(store: Store, slug: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are not here already; what is, the owner knows at first hand."""
    here = {(each.kind, each.date, each.title) for each in store.entries(slug).value or ()}
    return tuple(each for each in entries if (each.kind, each.date, each.title) not in here)


def _received(store: Store, slug: str, kept: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """What is kept as it came, and where; an original of earlier is there already."""
    for name, data in kept.items():
        path = layout.received(slug, name)
        if not store.has(path):
            yield path, data


def _kept(said: Product, held: Record | None) -> Iterator[str]:
    """What the last owner says otherwise of a product that comes back."""
    if held is None:
        return
    for key in TRANSFERRED:
        here, there = value_of(held.product, key), value_of(said, key)
        if there and there != here:
            yield f'the {key.name} is said to be "{there}"; yours is kept: "{here or "none"}"'


def _vouched(data: TakenOver, proven: Mapping[str, tuple[bytes, list[Entry], str]]) -> tuple[Entry, ...]:
    """The entries, those of an answer that went along vouched for by who signed it; the rest by the last owner."""
    claims = read_handover(data.document, data.signer).claims
    entries = []
    for entry, claim in zip(data.entries, claims, strict=True):
        signed = entry if claim is None else entry._replace(original=claim, signer=proven[claim][2])
        entries.append(signed if signed.kind != kinds.TRANSFER or signed.party else signed._replace(party=data.party))
    return tuple(entries)


def _incoming(file: Mapping[str, Any], data: bytes) -> Incoming:
    kind = file["kind"] if file["kind"] in FILE_KINDS else "file"
    name = file["path"].removeprefix("files/")
    return Incoming(
        Path(name), Attachment(name, kind, file["sha256"], file["size"], media_type(data)), data, file["sha256"]
    )


def _notes(session: Session, product: Product, given: Sequence[Mapping[str, Any]]) -> list[Write]:
    """Private notes that were given along, sealed to their new owner before they touch the disk."""
    if not given:
        return []
    from talktag.seal.keys.key_folder import parse_recipients
    from talktag.seal.note import Note, seal_note

    listed = session.store.read(layout.RECIPIENTS)
    session.key_folder.check_pin(session.store.settings.id, listed)
    recipients = parse_recipients(listed)
    writes = []
    for each in given:
        note = Note(product.id, session.new_id(), 1, session.instant, each["text"])
        writes.append(Write(layout.note(product.slug, note.note), seal_note(note, recipients)))
    return writes


def _pinned(session: Session, data: TakenOver, sender: Party | None, key: PublicKey) -> Write:
    """The last owner as a party, with the key that from now on is the only one for that name."""
    path, values = layout.party(data.party), key_values(key, data.party, data.known_as, session.today)
    if sender is None:
        said = data.document["signer"]
        party = Party(data.party, said["name"], "seller", said.get("contact") or None)
        return Write(path, changed_text(new_text(party_table(party)), values))
    held = session.store.read(path)
    return Write(path, changed_text(held, values), held)


def _remarks(data: TakenOver, pinned: Sequence[Write]) -> tuple[str, ...]:
    said = []
    if pinned:
        said.append(f"the key of {data.document['signer']['name']} is kept from now on, in the party {data.party}")
    if data.document.get("notes"):
        said.append("private notes came along; they and the bundle are kept sealed to your key")
    said.append("a tag that is stuck on it still leads to the last owner: stick on your own, with: talktag sheet")
    return tuple(said)
