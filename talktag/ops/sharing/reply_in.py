"""Replies to bundles as they come in: entries and files for the table of a product, after every check held.

Writes nothing itself and extracts nothing: files get names made here, and the file that came is kept as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.log.kinds import LINK
from talktag.model.parties.party import Party
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.product import ProductFile
from talktag.model.products.record import file_table
from talktag.model.sharing.share import Share
from talktag.model.talk.message import Message, check_right, read_message
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text
from talktag.ops import commit_message
from talktag.ops.bundles.kept_replies import find_later_reply
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_in import Incoming, Shelf
from talktag.ops.keys.accepted_keys import accepting
from talktag.ops.keys.whose_key import Compare, settle
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.sharing.ledger import find_given
from talktag.ops.sharing.take_in import (
    SignerKey,
    identity_of,
    incoming_files,
    keep_key,
    originals_folder,
)
from talktag.store.store import Record, Store


@dataclass(frozen=True, slots=True)
class Received:
    """A reply that holds up; `signer` is the key that signed it, None where nobody did.

    `taken` tells whether it was taken in before, `remarks` what is no reason to refuse and worth a look before saying
    yes. `plan` is there to be shown.
    """

    reply: Message
    slug: str
    party: Party
    share: Share
    signed: str
    signer: SignerKey | None
    files: tuple[ProductFile, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    @property
    def document(self) -> Document:
        """What came in, as it was said."""
        return self.reply.document

    def values(self) -> Mapping[str, Any]:
        """What came in, from whom, and what it answers."""
        said = self.document.values()
        known_as = self.signer.known_as if self.signer else "unsigned"
        return without_absent(
            {
                **{key: said.get(key) for key in ("kind", "bundle", "created", "audience", "in_reply_to")},
                "signer": {**said["signer"], "known_as": known_as},
                "signed": self.signed,
                "slug": self.slug,
                "product": self.share.product,
                "party": self.party.slug,
                "entries": said["product"].get("entries"),
                "files": [file_table(file) for file in self.files],
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


def take_signed_reply(session: Session, opened: OpenedBundle, signer: Path | None, compare: Compare) -> Outcome:
    """A plan that takes a signed reply in; its signature holds, and whose it is is settled here.

    Raises UntrustedError where it answers nothing this store gave away, its signer is not the party that was given
    it, or the party may not write what it says.
    """
    contents, key = opened.contents, opened.key
    reply = read_message(contents.document, key.fingerprint)
    given = find_given(session.store, reply)
    by = SignerKey(key, settle(session, opened.signature, given.party, signer, compare))
    data = Received(
        reply,
        slug=given.record.product.slug,
        party=given.party,
        share=given.share,
        signed=contents.identity,
        signer=by,
        remarks=opened.remarks,
    )
    check_right(reply, given.party)
    original = Write(f"{_folder(data)}/{reply.document.bundle}.zip", opened.archive)
    if _is_kept(session.store, original.path, contents.identity):
        return _say_again(data)
    keep = () if given.party.key else (keep_key(session, given.party, given.party_data, by),)
    incoming = incoming_files(contents, contents.document.files)
    return _plan_of_reply(session, data, given.record, incoming, (original, *keep))


def take_plain_reply(session: Session, raw: bytes) -> Outcome:
    """A plan that takes in a reply that nobody signed, and marks its entries as unsigned for good.

    UntrustedError where it does not hold up, or answers nothing this store gave away.
    """
    from talktag.bundle.document import parse

    reply = read_message(parse(raw, signed=False), None)
    given = find_given(session.store, reply)
    check_right(reply, given.party)
    signed = hashlib.sha256(raw).hexdigest()
    slug = given.record.product.slug
    data = Received(reply, slug=slug, party=given.party, share=given.share, signed=signed, signer=None)
    original = Write(f"{_folder(data)}/{reply.document.bundle}.json", raw)
    if _is_kept(session.store, original.path, signed):
        return _say_again(data)
    return _plan_of_reply(session, data, given.record, (), (original,))


def _folder(data: Received) -> str:
    return originals_folder([data.slug], data.party.slug)


def _is_kept(store: Store, original: str, signed: str) -> bool:
    """Whether this very reply is kept already; UntrustedError where another one of its id is."""
    for path in (original, _other_form(original)):
        if not store.has(path):
            continue
        if path == original and identity_of(store.content(path)) == signed:
            return True
        raise UntrustedError(
            "another answer of the same id was taken in before, and this one says something else",
            hints=[f'compare it with "{path}" in the store; ask the sender which one holds'],
        )
    return False


def _other_form(original: str) -> str:
    stem, _, suffix = original.rpartition(".")
    return f"{stem}.{'json' if suffix == 'zip' else 'zip'}"


def _say_again(data: Received) -> Outcome:
    """The same reply once more: nothing to do, and no fault."""
    return Outcome(replace(data, taken=True), notices=("this answer was taken in before; nothing was changed",))


def _plan_of_reply(
    session: Session, data: Received, record: Record, incoming: Sequence[Incoming], kept: Sequence[Change]
) -> Outcome:
    """The one commit: entries, files, the original, and the key if it is new."""
    store, party = session.store, data.party
    shelf = Shelf(store, incoming)
    files = shelf.put(record.product, incoming)
    writes: list[Change] = list(kept)
    if data.reply.entries:
        # Of what says when it was said, when it came is kept too, so that no clock but this one's moves it later.
        recorded = session.recorded
        entries = (
            each._replace(party=party.slug, recorded=recorded if each.time else None) for each in data.reply.entries
        )
        writes.append(append_entry(store, data.slug, *entries))
    if files:
        text = appended_text(record.data, "files", [file_table(each) for each in files])
        writes.append(Write(record.path, text, record.data))
    message = f"Take in what {party.name} answered about {record.product.name}"
    plan = commit_message.plan("receive", message, *writes, *shelf.writes())
    remarks = (*shelf.notices, *data.remarks, *_remarks(session, data))
    return Outcome(
        replace(data, files=files, remarks=remarks, plan=plan),
        plan,
        question="Take this in?",
        effects=accepting(session, plan.changes),
    )


def _remarks(session: Session, data: Received) -> tuple[str, ...]:
    """What is no reason to refuse, and is worth a look."""
    remarks, entries = [], data.reply.entries
    if data.party.key and not data.signer:
        remarks.append(f"{data.party.name} has a key and did not use it; ask whether this answer is theirs")
    if data.party.key is None and data.signer:
        remarks.append(f"the key of {data.party.name} is kept from now on; answers by another key will be refused")
    if data.share.revoked:
        remarks.append(f"you asked them on {data.share.revoked} to delete what this answers")
    if any(entry.date > session.today for entry in entries):
        remarks.append("an entry is dated in the future, by the sender's calendar")
    if any(entry.kind == LINK for entry in entries):
        remarks.append("addresses are kept as text; talktag never opens one")
    if later := find_later_reply(session.store, _folder(data), data.document):
        remarks.append(f'this is older than the answer "{later}", which was taken in before')
    return tuple(remarks)
