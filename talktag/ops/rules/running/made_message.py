"""A message that a rule makes: whether it may go to whom it names, and the message itself. It sends nothing."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, UsageError
from talktag.model.log.entry import in_order
from talktag.model.rules.making.firing import MESSAGES_MOST
from talktag.model.rules.making.scene import own_moment
from talktag.model.talk.new_entry import NewEntry
from talktag.model.talk.permission import permissions_from, unwelcome
from talktag.ops.parties.unknown_finder import refuse_unknown_finder
from talktag.ops.talk.compose import Composed, compose
from talktag.ops.talk.find_about import NOTHING, About
from talktag.ops.talk.find_conversation import party_of_table
from talktag.ops.talk.leaving.addressee import Addressee, party_addressee, table_addressee
from talktag.ops.talk.leaving.to_say import FixedParts, ToSay
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES, SHARES

if TYPE_CHECKING:
    from talktag.model.rules.reaction import MadeMessage
    from talktag.ops.session import Session

_HOUR = datetime.timedelta(hours=1)


def what_to_say(session: Session, about: str, made: MadeMessage) -> ToSay:
    """What a rule says, to whom, of what the log in the folder `about` is of; a TalktagError where it may not."""
    subject = _subject(session, about)
    to = _addressee(session, subject, made.entry.to or "")
    refuse_unknown_finder(to.party)
    _check_welcome(session, subject, to, made)
    if subject is NOTHING and subject.folder(to.slug) != about:
        _check_not_too_many(session, subject.folder(to.slug), made)
    entry = made.entry
    said = NewEntry(
        entry.kind, entry.title, entry.text, due=entry.due, cause=entry.cause, data=dict(entry.data), auto=True
    )
    moment = own_moment(entry).astimezone(datetime.UTC)
    return ToSay(subject, to, (said,), fixed=FixedParts(made.origin.id, moment, entry.date, made.origin.rule))


def make_message(session: Session, what: ToSay) -> Composed:
    """The message, and the changes that keep it."""
    return compose(session, what)


def _subject(session: Session, about: str) -> About:
    folder, _, slug = about.rpartition("/")
    if folder in {"", layout.PARTIES}:
        return NOTHING
    if folder == layout.TABLES:
        return About(table=session.store.one(GIVEN_TABLES, slug).value)
    return About(session.store.record(slug))


def _addressee(session: Session, subject: About, slug: str) -> Addressee:
    """The party of that slug; about a thing of somebody else it is its owner or nobody."""
    if subject.table:
        owner = table_addressee(subject.table, party_of_table(session.store, subject.table))
        if owner.slug != slug:
            raise UsageError(f"what is said about {subject.table.name} goes to {subject.table.owner} alone")
        return owner
    party = session.store.one(PARTIES, slug).value
    if party is None:
        raise InvalidError("their record cannot be used")
    return party_addressee(party)


def _check_welcome(session: Session, subject: About, to: Addressee, made: MadeMessage) -> None:
    """An error where either side does not want it: what they permitted, what the owner muted or took back."""
    kind, store = made.entry.kind, session.store
    if to.party and kind in to.party.channel.mute:
        raise UsageError(f'you muted "{kind}" with them')
    here = store.entries_in(subject.folder(to.slug)).value or ()
    beside = store.entries_in(layout.about_none(to.slug)).value or () if subject is not NOTHING else ()
    said = permissions_from(in_order((*beside, *here)), to.slug)
    asked = next((each for each in here if each.id == made.entry.cause), None)
    if reason := unwelcome(said, kind, session.today, asked):
        raise UsageError(reason)
    if subject.product:
        product = subject.product.product
        found = store.where(SHARES, slug=product.slug, product=product.id)
        given = [each.value for each in found if each.value and each.value.party == to.slug]
        if given and all(each.revoked for each in given):
            raise UsageError("you took back what they were given of it")


def _check_not_too_many(session: Session, folder: str, made: MadeMessage) -> None:
    """An error where the log that it goes to, which is not that of its cause, has enough of this hour already."""
    moment = own_moment(made.entry)
    log = session.store.entries_in(folder).value or ()
    near = [each for each in log if each.auto and each.to and abs(own_moment(each) - moment) < _HOUR]
    if len(near) >= MESSAGES_MOST:
        raise UsageError(f"{MESSAGES_MOST} automatic messages an hour are enough")
