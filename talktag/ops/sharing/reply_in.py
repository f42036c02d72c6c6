"""Answers to bundles as they come in: entries and files for the table of a product, after every check held.

Writes nothing itself and extracts nothing: files get names made here, and the file that came is kept as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag.errors import UntrustedError
from talktag.model.files.media_type import media_type
from talktag.model.log.kinds import LINK
from talktag.model.parties.party import Party, read_party
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.product import FILE_KINDS, Attachment
from talktag.model.products.record import attachment_table
from talktag.model.sharing.reply import Answer, check_right, read_answer
from talktag.model.sharing.share import Share
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, changed_text
from talktag.ops import commit_message
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_in import Incoming, Shelf
from talktag.ops.keys.accepted_keys import accepting, key_values
from talktag.ops.keys.whose_key import Compare, settle
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.sharing.kept_replies import find_later_reply
from talktag.store import layout
from talktag.store.collections import SHARES
from talktag.store.store import Record, Store

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that holds up; `signer` is a fingerprint, None where nobody signed, and `known_as` how it is known.

    `taken` tells whether it was taken in before, `remarks` what is no reason to refuse and worth a look before saying
    yes. `plan` is there to be shown.
    """

    document: Mapping[str, Any]
    slug: str
    party: Party
    share: Share
    signed: str
    signer: str | None
    known_as: str | None
    files: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    def values(self) -> Mapping[str, Any]:
        """What came in, from whom, and what it answers."""
        document = self.document
        signer = {**document["signer"], "known_as": self.known_as or "unsigned"}
        return without_absent(
            {
                **{key: document.get(key) for key in ("kind", "bundle", "created", "audience", "in_reply_to")},
                "signer": signer,
                "signed": self.signed,
                "slug": self.slug,
                "product": self.share.product,
                "party": self.party.slug,
                "entries": document["product"].get("entries"),
                "files": [attachment_table(file) for file in self.files],
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer is to: the line of the ledger, the product and the party, as the store has them."""

    share: Share
    record: Record
    party: Party
    party_data: bytes


def take_signed_answer(session: Session, opened: OpenedBundle, signer: Path | None, compare: Compare) -> Outcome:
    """A plan that takes a signed answer in; its signature holds, and whose it is is settled here.

    Raises UntrustedError where it answers nothing this store gave away, its signer is not the party that was given
    it, or the party may not write what it says.
    """
    contents, key = opened.contents, opened.key
    answer = read_answer(contents.document, key.fingerprint)
    asked = _asked(session.store, answer)
    known_as = settle(session, opened.signature, asked.party, signer, compare)
    check_right(answer, asked.party)
    data = Received(
        contents.document,
        asked.record.product.slug,
        asked.party,
        asked.share,
        contents.identity,
        key.fingerprint,
        known_as,
        remarks=opened.remarks,
    )
    original = layout.received(data.slug, f"{answer.bundle}.zip")
    if _is_taken(session.store, original, contents.identity):
        return _again(data)
    incoming = tuple(_incoming(file, contents.files[file["path"]]) for file in contents.document["files"])
    pinned = () if asked.party.key else (_pinned(session, asked, key, known_as),)
    return _taken_in(session, data, answer, asked, incoming, (Write(original, opened.data), *pinned))


def take_plain_answer(session: Session, raw: bytes) -> Outcome:
    """A plan that takes in an answer that nobody signed, and marks its entries as unsigned for good.

    UntrustedError where it does not hold up, or answers nothing this store gave away.
    """
    from talktag.bundle.document import parse

    document = parse(raw, signed=False)
    answer = read_answer(document, None)
    asked = _asked(session.store, answer)
    check_right(answer, asked.party)
    signed = hashlib.sha256(raw).hexdigest()
    data = Received(document, asked.record.product.slug, asked.party, asked.share, signed, None, None)
    original = layout.received(data.slug, f"{answer.bundle}.json")
    if _is_taken(session.store, original, signed):
        return _again(data)
    return _taken_in(session, data, answer, asked, (), (Write(original, raw),))


def _asked(store: Store, answer: Answer) -> _Asked:
    """What the ledger says was given away under the id that is answered, and who it was given to."""
    shares = [each.value for each in store.where(SHARES, bundle=answer.answers) if each.value]
    if not shares:
        raise UntrustedError(
            f'it answers the bundle "{answer.answers}", which this store gave to nobody',
            hints=["see what was given away with: talktag shares"],
        )
    share = shares[0]
    if share.printed:
        raise UntrustedError(f'it answers the print-out "{share.bundle}", and only a bundle can be answered')
    if answer.answers_sha256 not in {None, share.signed}:
        raise UntrustedError(f'it answers another bundle than the one that was given away as "{share.bundle}"')
    if answer.product != share.product:
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
    return _Asked(share, store.record(found[0]), party, data)


def _is_taken(store: Store, original: str, signed: str) -> bool:
    """Whether this very answer is kept already; UntrustedError where another one of its id is."""
    for path in (original, _other_form(original)):
        if not store.has(path):
            continue
        if path == original and _identity(store.read(path, layout.FILE_LIMIT)) == signed:
            return True
        raise UntrustedError(
            "another answer of the same id was taken in before, and this one says something else",
            hints=[f'compare it with "{path}" in the store; ask the sender which one holds'],
        )
    return False


def _other_form(original: str) -> str:
    stem, _, suffix = original.rpartition(".")
    return f"{stem}.{'json' if suffix == 'zip' else 'zip'}"


def _identity(data: bytes) -> str:
    """What a kept answer is known by: the hash of what was signed, or of all of it where nothing was."""
    from talktag.bundle.reading import open_archive

    if data.startswith(b"PK"):
        return open_archive(data).identity
    return hashlib.sha256(data).hexdigest()


def _again(data: Received) -> Outcome:
    """The same answer once more: nothing to do, and no fault."""
    from dataclasses import replace

    return Outcome(replace(data, taken=True), notices=("this answer was taken in before; nothing was changed",))


def _taken_in(
    session: Session,
    data: Received,
    answer: Answer,
    asked: _Asked,
    incoming: Sequence[Incoming],
    kept: Sequence[Change],
) -> Outcome:
    """The one commit: entries, attachments, the original, and the key if it is new."""
    from dataclasses import replace

    store, record, party = session.store, asked.record, asked.party
    shelf = Shelf(store, incoming)
    files = shelf.put(record.product, incoming)
    writes: list[Change] = list(kept)
    if answer.entries:
        entries = (each._replace(party=party.slug) for each in answer.entries)
        writes.append(append_entry(store, data.slug, *entries))
    if files:
        text = appended_text(record.data, "files", [attachment_table(each) for each in files])
        writes.append(Write(record.path, text, record.data))
    plan = commit_message.plan(
        "receive", f"Take in what {party.name} answered about {record.product.name}", *writes, *shelf.writes()
    )
    return Outcome(
        replace(
            data, files=files, remarks=(*shelf.notices, *data.remarks, *_remarks(session, data, answer)), plan=plan
        ),
        plan,
        question="Take this in?",
        after=accepting(session, plan.changes),
    )


def _remarks(session: Session, data: Received, answer: Answer) -> tuple[str, ...]:
    """What is no reason to refuse, and is worth a look."""
    remarks = []
    if data.party.key and not data.signer:
        remarks.append(f"{data.party.name} has a key and did not use it; ask whether this answer is theirs")
    if data.party.key is None and data.signer:
        remarks.append(f"the key of {data.party.name} is kept from now on; answers by another key will be refused")
    if data.share.revoked:
        remarks.append(f"you asked them on {data.share.revoked} to delete what this answers")
    if any(entry.date > session.today for entry in answer.entries):
        remarks.append("an entry is dated in the future, by the sender's calendar")
    if any(entry.kind == LINK for entry in answer.entries):
        remarks.append("addresses are kept as text; talktag never opens one")
    if later := find_later_reply(session.store, data.slug, data.document):
        remarks.append(f'this is older than the answer "{later}", which was taken in before')
    return tuple(remarks)


def _incoming(file: Mapping[str, Any], data: bytes) -> Incoming:
    """A file of an answer on its way into the store, under the neutral name it has in there."""
    kind = file["kind"] if file["kind"] in FILE_KINDS else "file"
    name = file["path"].removeprefix("files/")
    attachment = Attachment(name, kind, file["sha256"], file["size"], media_type(data))
    return Incoming(Path(name), attachment, data, file["sha256"])


def _pinned(session: Session, asked: _Asked, key: PublicKey, known_as: str) -> Write:
    """The party's record with the key in it, which from now on is the only one."""
    path = layout.party(asked.party.slug)
    return Write(
        path,
        changed_text(asked.party_data, key_values(key, asked.party.slug, known_as, session.today)),
        asked.party_data,
    )
