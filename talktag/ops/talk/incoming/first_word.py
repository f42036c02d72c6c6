"""Who speaks first of a thing that is not here: it gets a table beside the history, with its owner. It writes nothing.

So a shop need know nobody beforehand: whoever has its card writes, and all of it can be deleted for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talktag.model.talk.facts import KeyIs
from talktag.ops.talk.incoming.sender import CUSTOMER, MessageSender, owner_as_party
from talktag.ops.talk.table_record import record_of_word
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.talk.table import GivenTable
    from talktag.ops.bundles.open_foreign import OpenedBundle
    from talktag.ops.session import Session
    from talktag.ops.talk.incoming.places import AboutPart


def table_to_open(
    session: Session, opened: OpenedBundle, parts: Sequence[AboutPart], sender: MessageSender
) -> GivenTable | None:
    """The table of the one thing that is new here, of which a customer or a stranger speaks; None for any other."""
    new = [each for each in parts if each.folder is None and each.entries]
    is_theirs = sender.key is KeyIs.UNKNOWN or (sender.party is not None and sender.party.role == CUSTOMER)
    if len(new) != 1 or not is_theirs:
        return None
    party = sender.party.slug if sender.party and sender.data is not None else None
    return record_of_word(session, opened, (new[0].product, new[0].name), party)


def sender_of(table: GivenTable, sender: MessageSender) -> MessageSender:
    """A stranger as the owner of the table that is opened for them; whoever is known is who they were."""
    if sender.key is not KeyIs.UNKNOWN:
        return sender
    return MessageSender(KeyIs.NEW, owner_as_party(table), table=table, channel=sender.channel)


def parts_with(table: GivenTable, parts: Sequence[AboutPart]) -> tuple[AboutPart, ...]:
    """What is said about each thing, with the table as the place of the one that it is of."""
    folder = layout.about_table(table.slug)
    return tuple(replace(each, folder=folder) if each.product == table.product else each for each in parts)
