"""A message as it comes in: entries and files for what it is about, after every check held.

Writes nothing itself and extracts nothing: files get names made here, and what came is kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from talktag.errors import UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import KINDS
from talktag.model.parties.party import Party
from talktag.model.plan import Change, Plan, Write
from talktag.model.products.product import ProductFile
from talktag.model.products.record import file_table
from talktag.model.talk.facts import KeyIs
from talktag.model.talk.message import channel_of
from talktag.model.talk.table import table_values
from talktag.model.talk.verdict import Fate, Verdict
from talktag.model.terms.brought import is_terms
from talktag.model.toml.record_file import without_absent
from talktag.model.toml.write import appended_text, new_text
from talktag.ops import commit_message
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.files.files_in import Shelf
from talktag.ops.keys.accepted_keys import accepting, not_accepted
from talktag.ops.keys.signer_file import check_file
from talktag.ops.keys.whose_key import compare_key, key_of_line, settle
from talktag.ops.log.own_entries import append_about
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.ops.sharing.take_in import SignerKey, incoming_files, keep_key
from talktag.ops.sharing.terms.along import check_terms_said, terms_in
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.incoming.gaps import gaps_before
from talktag.ops.talk.incoming.judge_message import JudgedMessage
from talktag.ops.talk.incoming.wished import remarks_on_offers
from talktag.ops.talk.new_key import NEW_HERE, only_in_person, said_digits
from talktag.store import layout
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class MessageIn:
    """A message that holds up; `said` are its entries by the folder that they go to, `signer` is whose key signed it.

    `taken` tells whether it was taken in before, `remarks` what is no reason to refuse and worth a look before saying
    yes. `plan` is there to be shown.
    """

    document: Document
    party: Party
    signer: SignerKey
    signed: str
    said: Mapping[str, tuple[Entry, ...]]
    verdict: Verdict
    files: tuple[ProductFile, ...] = ()
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    taken: bool = False

    @property
    def is_from_stranger(self) -> bool:
        """Whether nothing vouches for its key but the person who looks at it."""
        return self.signer.known_as == NEW_HERE

    @property
    def things(self) -> tuple[str, ...]:
        """What it is about, in the words that the message has for it."""
        return tuple(each.name for each in self.document.products)

    def values(self) -> Mapping[str, Any]:
        """What came, from whom, and where it goes."""
        said = self.document.values()
        keys = ("kind", "bundle", "created", "audience", "in_reply_to", "sequence", "previous", "until", "products")
        return without_absent(
            {
                **{key: said.get(key) for key in keys},
                "entries": said.get("entries"),
                "channel": channel_of(self.document),
                "signer": self.signer.values(self.document),
                "signed": self.signed,
                "party": self.party.slug,
                "about": list(self.said),
                "files": [file_table(file) for file in self.files],
                "verdict": {"fate": self.verdict.fate.value, "step": self.verdict.step.name.lower()},
                "remarks": list(self.remarks),
                "taken": self.taken,
            }
        )


def take_message_in(session: Session, opened: OpenedBundle, judged: JudgedMessage, believing: Believing) -> Outcome:
    """A plan that takes in a message which is neither refused nor to wait.

    UntrustedError where its verdict refuses it, another one of its id was taken in, or its key is not the party's.
    """
    party, signed = judged.sender.party, opened.contents.identity
    if not judged.is_kept:
        judged.verdict.check()
    if party is None:
        raise UntrustedError(judged.verdict.reason, hints=list(judged.verdict.hints))
    known_as = "the key kept before" if judged.is_kept else _settle(session, opened, judged, believing)
    signer = SignerKey(opened.key, known_as)
    data = MessageIn(judged.message.document, party, signer, signed, said=judged.said, verdict=judged.verdict)
    if judged.is_kept:
        return Outcome(replace(data, taken=True), notices=("this message was taken in before; nothing was changed",))
    return _plan_of_message(session, opened, data, judged, is_looked_at=not believing.unattended)


def _settle(session: Session, opened: OpenedBundle, judged: JudgedMessage, believing: Believing) -> str:
    """How it is known that the key is the sender's; a person compares the digits of one that is new or another."""
    sender, party = judged.sender, judged.sender.party
    if sender.key is KeyIs.ACCEPTED or party is None:
        return "the key kept before"
    if sender.data is None:  # only a table vouches for them
        if judged.opens:
            return check_file(session, believing.signer, opened.signature) if believing.signer else NEW_HERE
        if sender.key is KeyIs.NEW:
            raise not_accepted(party.name, opened.key)
        raise UntrustedError(judged.verdict.reason, hints=list(judged.verdict.hints))
    if sender.key is KeyIs.NEW:
        return settle(session, opened.signature, party, believing.signer, believing.compare)
    kept = key_of_line(party.key or "")
    lead = (
        f"It is not signed with the key that you have of {party.name} ({kept.fingerprint if kept else 'damaged'}), "
        f"but with {opened.key.fingerprint}. Only if they told you of a new key by another way: "
    )
    return compare_key(session, opened.key, party.name, believing.compare, lead)


def _plan_of_message(
    session: Session, opened: OpenedBundle, data: MessageIn, judged: JudgedMessage, *, is_looked_at: bool
) -> Outcome:
    """The one change: entries, files, what came as it came, and the key if it is new."""
    store, party = session.store, data.party
    recorded = session.recorded
    writes: list[Change] = []
    for folder, entries in data.said.items():
        writes.append(Write(layout.received_in(folder, f"{data.document.bundle}.zip"), opened.archive))
        if entries:
            made = (each._replace(party=party.slug, recorded=recorded) for each in entries)
            writes.append(append_about(store, folder, *made))
    files, of_files, notices = _files_in(store, opened, judged)
    writes += (*of_files, *_terms_in(session, opened, data))
    keeps = judged.sender.key is not KeyIs.ACCEPTED
    if judged.opens:
        writes.append(Write(layout.table(judged.opens.slug), new_text(table_values(judged.opens))))
    if keeps and judged.sender.data is not None:
        writes.append(keep_key(session, party, judged.sender.data, data.signer))
    about = f" about {' and '.join(data.things)}" if data.things else ""
    plan = commit_message.plan("receive", f"Take in a message from {party.name}{about}", *writes)
    remarks = [*notices, *opened.remarks, *_remarks(session, data, judged)]
    if is_looked_at:  # else what is missing is told by the conversation: thousands that come read no log for each
        remarks += gaps_before(store, data.document, party.slug, tuple(data.said))
    return Outcome(
        replace(data, files=files, remarks=tuple(remarks), plan=plan),
        plan,
        question=None if data.verdict.fate is Fate.TAKE else "Take this in?",
        effects=accepting(session, plan.changes) if keeps or judged.opens else (),
        in_person=only_in_person(opened.key) if data.is_from_stranger else None,
    )


def _files_in(
    store: Store, opened: OpenedBundle, judged: JudgedMessage
) -> tuple[tuple[ProductFile, ...], list[Write], tuple[str, ...]]:
    """The files as the product has them, what puts them there, and what to say; those about no product stay within."""
    listed = [each for each in judged.message.document.files if not is_terms(each)]
    if not listed:
        return (), [], ()
    slugs = [part.thing for part in judged.parts if part.thing and part.folder == layout.about_product(part.thing)]
    if len(slugs) != 1:
        return (), [], ("its files are about no product of yours: they stay in what is kept as it came",)
    record, incoming = store.record(slugs[0]), incoming_files(opened.contents, listed)
    shelf = Shelf(store, incoming)
    files = shelf.put(record.product, incoming)
    text = appended_text(record.data, "files", [file_table(each) for each in files]) if files else record.data
    changed = [Write(record.path, text, record.data)] if files else []
    return files, [*changed, *shelf.writes()], shelf.notices


def _terms_in(session: Session, opened: OpenedBundle, data: MessageIn) -> tuple[Write, ...]:
    """What keeps the texts of terms that came; UntrustedError where they are not those that it names."""
    for folder, entries in data.said.items():
        check_terms_said(session.store, folder, entries)
    return terms_in(session, opened.contents, [each for entries in data.said.values() for each in entries])


def _remarks(session: Session, data: MessageIn, judged: JudgedMessage) -> Iterator[str]:
    """What is no reason to refuse, and is worth a look."""
    party, sender = data.party, judged.sender
    if data.is_from_stranger:
        yield f"the key is new here, and speaks for this thing from now on; its digits: {said_digits(data.signer.key)}"
    elif sender.key is KeyIs.NEW:
        yield f"the key of {party.name} is kept from now on; messages by another key will be refused"
    if sender.key is KeyIs.CHANGED:
        yield f"this key takes the place of the one that you have of {party.name}"
    entries = [each for listed in data.said.values() for each in listed]
    if any(each.date > session.today for each in entries):
        yield "an entry is dated in the future, by the sender's calendar"
    if any(each.kind in KINDS and KINDS[each.kind].is_address for each in entries):
        yield "addresses are kept as text; talktag never opens one"
    yield from remarks_on_offers(session.store, party.slug, entries)
    for part in judged.parts:
        if part.folder is None:
            yield f'nothing here has the id of "{part.name}", so what is said about it is kept with {party.name}'
