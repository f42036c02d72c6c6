"""Who sent a message, by its key and by the channel that it is on. The name that it gives itself proves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from talktag.model.bundles.document import Document
from talktag.model.parties.party import Party, read_party
from talktag.model.talk.channel import Channel, thing_about
from talktag.model.talk.facts import KeyIs
from talktag.model.talk.message import channel_of
from talktag.model.talk.table import GivenTable
from talktag.ops.keys.kept_keys import accepted_now
from talktag.ops.keys.named_keys import signer_of, signers_of_table
from talktag.ops.keys.whose_key import key_of_line
from talktag.ops.session import Session
from talktag.ops.talk.channels import find_channel
from talktag.seal.ssh.key import PublicKey
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES
from talktag.store.store import Store

CUSTOMER = "customer"


class MessageSender(NamedTuple):
    """Who sent it, how the key is known, and the channel; None for whom and what nobody here knows.

    `data` is the party's record as the store has it, None for somebody who is only the owner of a `table`.
    """

    key: KeyIs
    party: Party | None = None
    data: bytes | None = None
    table: GivenTable | None = None
    channel: Channel | None = None

    @property
    def rest(self) -> str:
        """The folder of what they say about nothing that is here: that of what their channel is about, if any."""
        if self.channel and self.party and self.channel.party == self.party.slug:
            return self.channel.about
        if self.table and self.data is None:
            return layout.about_table(self.table.slug)
        return layout.about_none(self.party.slug if self.party else "")


def find_sender(session: Session, document: Document, key: PublicKey, about: Sequence[str]) -> MessageSender:
    """Whose key it is: a party's, else that of the owner of a table; else who the channel is with, whose key it is not.

    `about` are the folders of what the message is about.
    """
    sender = whose_key_is(session, key)
    folders = (*about, sender.rest) if sender.party else tuple(about)
    channel = find_channel(session.store, channel_of(document), folders)
    if sender.party is None and channel:
        sender = _whose(session, channel, key)
    return sender._replace(channel=channel)


def whose_key_is(session: Session, key: PublicKey) -> MessageSender:
    """The party that has the key, else the owner of a table that it speaks for; no channel is looked for."""
    if slug := _slug_with(session, key):
        return _party(session, slug, key)
    if table := _table_with(session.store, key):
        return _owner(session, table)
    return MessageSender(KeyIs.UNKNOWN)


def _whose(session: Session, channel: Channel, key: PublicKey) -> MessageSender:
    """Who a channel is with, for a key that is nobody's here."""
    thing = thing_about(channel.about) or ""
    if channel.about == layout.about_table(channel.party) == thing:
        table = session.store.one(GIVEN_TABLES, channel.party).value
        if table:
            return MessageSender(KeyIs.CHANGED, owner_as_party(table), table=table)
    return _party(session, channel.party, key)


def owner_as_party(table: GivenTable) -> Party:
    """The owner of a table, of whom there is no record, as a party that is a customer."""
    return Party(
        table.slug,
        table.owner,
        CUSTOMER,
        contact=table.contact,
        key=table.key,
        age=table.age,
        language=table.language,
    )


def _party(session: Session, slug: str, key: PublicKey) -> MessageSender:
    """A party by its record, and whether that key is the one that was accepted for it."""
    store, path = session.store, layout.party(slug)
    data = store.read(path) if store.has(path) else None
    party = read_party(data, path, slug).value if data else None
    if party is None:
        return MessageSender(KeyIs.UNKNOWN)
    if party.key and key_of_line(party.key) != key:
        return MessageSender(KeyIs.CHANGED, party, data)
    is_accepted = party.key is not None and signer_of(party) in accepted_now(session)
    return MessageSender(KeyIs.ACCEPTED if is_accepted else KeyIs.NEW, party, data)


def _owner(session: Session, table: GivenTable) -> MessageSender:
    accepted = accepted_now(session)
    is_accepted = any(each in accepted for each in signers_of_table(table) if each.state == "seen")
    return MessageSender(KeyIs.ACCEPTED if is_accepted else KeyIs.NEW, owner_as_party(table), table=table)


def _slug_with(session: Session, key: PublicKey) -> str | None:
    """The party whose kept key it is. All records are looked at once in a run, later only if their folder changed."""
    word, store = key.line().split()[1], session.store
    is_known = session.looked_up.setdefault(_slug_with, False)
    found = store.where(PARTIES, slug="", key=word) if is_known else store.where(PARTIES, key=word)
    session.looked_up[_slug_with] = True
    return next((each.value.slug for each in found if each.value and key_of_line(each.value.key or "") == key), None)


def _table_with(store: Store, key: PublicKey) -> GivenTable | None:
    found = (each.value for each in store.where(GIVEN_TABLES, slug="", key=key.line().split()[1]))
    return next((each for each in found if each and key_of_line(each.key) == key), None)
