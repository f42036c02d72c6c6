"""A message that came, held against what is known here: who sent it, on which channel, and what becomes of it.

It asks nobody and changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from talktag.errors import UntrustedError
from talktag.model.bundles.kinds import REPLY
from talktag.model.log.entry import Entry
from talktag.model.parties.mask import Mask
from talktag.model.talk.facts import KeyIs, MessageFacts, SaidEntry
from talktag.model.talk.message import Message, read_message
from talktag.model.talk.policy import judge
from talktag.model.talk.table import GivenTable
from talktag.model.talk.verdict import Fate, PolicyStep, Verdict
from talktag.ops.bundles.open_foreign import OpenedBundle
from talktag.ops.keys.masks.find_mask import is_own_mask
from talktag.ops.keys.whose_key import key_of_line, own_key
from talktag.ops.session import Session
from talktag.ops.sharing.take_in import identity_of
from talktag.ops.talk.channels import earlier_messages, things_given
from talktag.ops.talk.incoming.believing import Believing
from talktag.ops.talk.incoming.first_word import parts_with, sender_of, table_to_open
from talktag.ops.talk.incoming.masked import addressed_mask
from talktag.ops.talk.incoming.places import AboutPart, entries_by_folder, folders_of, kept_together, parts_of
from talktag.ops.talk.incoming.sender import MessageSender, find_sender
from talktag.ops.talk.incoming.wished import answered_wish, kept_with_party
from talktag.store import layout
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    """A message, what it is about, who sent it, and what becomes of it.

    `said` are its entries by the folder that they go to. One that `is_kept` was taken in before, `opens` is the table
    of a thing that is new here. `mask` is that of the anonymous conversation that it is for, None for any other.
    """

    message: Message
    parts: tuple[AboutPart, ...]
    sender: MessageSender
    verdict: Verdict
    said: Mapping[str, tuple[Entry, ...]]
    is_kept: bool = False
    opens: GivenTable | None = None
    mask: Mask | None = None


def judge_message(session: Session, opened: OpenedBundle, believing: Believing) -> JudgedMessage:
    """What becomes of a message whose signature holds. UntrustedError where its form does not, or it is not for us."""
    document, store = opened.contents.document, session.store
    message = read_message(document, opened.key.fingerprint)
    mask = addressed_mask(session, document)
    if document.kind != REPLY:  # what answers a table is for whoever gave it, and a person may try both on one computer
        _check_way(session, opened, mask)
    parts = parts_of(store, message, opened.key, mask)
    sender = find_sender(session, document, opened.key, folders_of(parts))
    parts = kept_with_party(store, kept_together(parts, sender.channel), sender.channel)
    opens = table_to_open(session, opened, parts, sender)
    if opens and believing.decided:  # whoever is unknown waits first, until a person looked at it
        sender = sender_of(opens, sender)
    facts = _facts(session, message, parts, sender)
    if document.kind == REPLY and not believing.unattended:
        facts = _as_before(facts)
    can_compare = believing.can_compare or (sender.key is KeyIs.NEW and believing.signer is not None)
    is_there = believing.can_ask if sender.key is KeyIs.ACCEPTED else can_compare
    verdict = judge(replace(facts, can_ask=is_there))
    if believing.decided and verdict.fate is Fate.WAIT and verdict.step is not PolicyStep.KEY:
        verdict = verdict._replace(fate=Fate.ASK)
    parts = parts_with(opens, parts) if opens else parts
    said = entries_by_folder(parts, message, sender.rest)
    if mask:
        said = {folder: tuple(each._replace(anonymous=True) for each in told) for folder, told in said.items()}
    is_kept = _is_kept(store, said, document.bundle, opened.contents.identity)
    return JudgedMessage(message, parts, sender, verdict, said=said, is_kept=is_kept, opens=opens, mask=mask)


def _as_before(facts: MessageFacts) -> MessageFacts:
    """An answer is taken in by a person for as long as they like, also to what was revoked, of which they are told."""
    channel = facts.channel and facts.channel._replace(closed=None, until=None)
    return replace(facts, channel=channel, given=facts.given | {*facts.products})


def _is_kept(store: Store, folders: Iterable[str], bundle: str, signed: str) -> bool:
    """Whether this very message is kept already; UntrustedError where another one of its id is."""
    for folder in folders:
        if store.has(layout.sent_in(folder, f"{bundle}.zip")):
            raise UntrustedError(
                "it has the id of a message of your own, and is none of yours",
                hints=["do not take it in; ask the sender what it is"],
            )
        path = layout.received_in(folder, f"{bundle}.zip")
        if not store.has(path):
            continue
        if identity_of(store.content(path)) == signed:
            return True
        raise UntrustedError(
            "another message of the same id was taken in before, and this one says something else",
            hints=[f'compare it with "{path}" in the store; ask the sender which one holds'],
        )
    return False


def _check_way(session: Session, opened: OpenedBundle, mask: Mask | None) -> None:
    """UntrustedError where the message is one's own, or says by its key that it is for somebody else."""
    if own_key(session, opened.key) is not None or is_own_mask(session, opened.key):
        raise UntrustedError(
            "it is your own message, which others are to take in", hints=["what is still to be sent: talktag send"]
        )
    audience = opened.contents.document.audience
    if audience is None or audience.fingerprint is None or mask:
        return
    folder = session.key_folder
    lines = (folder.public().signing_line, *folder.old_signing_lines()) if folder.exists() else ()
    if audience.fingerprint not in {key.fingerprint for line in lines if (key := key_of_line(line))}:
        raise UntrustedError(
            f'it is addressed to somebody else, who is called "{audience.name}"',
            details=[f"addressed to {audience.fingerprint}"],
            hints=["tell the sender that it came to you"],
        )


def _facts(session: Session, message: Message, parts: tuple[AboutPart, ...], sender: MessageSender) -> MessageFacts:
    document, party = message.document, sender.party
    told = [(each, part.thing) for part in parts for each in part.entries] + [(each, None) for each in message.beside]
    wishes = [answered_wish(session.store, party.slug, each) if party and not thing else None for each, thing in told]
    said = [
        SaidEntry(each.kind, thing, each.cost is not None, wish)
        for (each, thing), wish in zip(told, wishes, strict=True)
    ]
    folders = folders_of(parts)
    return MessageFacts(
        now=session.now,
        can_ask=False,
        key=sender.key,
        party=party,
        channel=sender.channel,
        entries=said,
        products=[part.thing for part in parts if part.thing],
        files=[each.kind for each in document.files],
        given=things_given(session.store, party, folders, session.today) if party else frozenset(),
        earlier=earlier_messages(session.store, party) if party else (),
        until=datetime.date.fromisoformat(document.until) if document.until else None,
    )
