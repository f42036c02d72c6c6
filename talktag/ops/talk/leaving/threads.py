"""Where one stands with a party about something: which channel goes on, and what the next message follows and answers.

It reads the log and the ledger, and of the bundles that are kept only what was signed of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import TalktagError
from talktag.model.log.entry import in_order
from talktag.model.log.kinds import WISH
from talktag.model.talk.thread import all_with, is_with, last_channel, thread_on
from talktag.ops.keys.signature import signer_of_sent
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.mask import Mask
    from talktag.model.sharing.share import Share
    from talktag.ops.session import Session
    from talktag.ops.talk.find_about import About
    from talktag.store.store import Store

_BEFORE = 10  # ids of earlier bundles that a mail names, so that mail programs show one thread


class FoundThread(NamedTuple):
    """The `channel` that the next message goes on, None where it opens one, and its number there.

    `previous` is the identity of the last one that was sent there; `answered` the id and the identity of the bundle
    that it answers, where both are known. `before` are the ids of the bundles before it, the oldest first.
    One that `is_left` is a new one, as the owner's key is another than in the last.
    """

    channel: str | None
    sequence: int
    previous: str | None
    answered: tuple[str, str] | None
    before: tuple[str, ...] = ()
    is_left: bool = False


NO_THREAD = FoundThread(None, 1, None, None)


def find_thread(
    session: Session, about: About, party: str, causes: Iterable[str] = (), mask: Mask | None = None
) -> FoundThread:
    """Where one stands; what is said in answer to an entry, by `causes`, answers the bundle that brought it.

    It goes on the channel of that entry, so that it stands with it where it comes to. Behind a `mask` it goes on that
    conversation alone, and what has a name on none of the anonymous ones: neither knows anything of the other.
    """
    store, folder = session.store, about.folder(party)
    log = _apart(store.entries_in(folder).value or (), about, party, mask)
    entries = all_with(log, party) if about.table else log
    shares = [each for each in _shares(store, about, party) if _is_there(each.bundle, mask, masked=each.anonymous)]
    meant = [each for each in entries if each.id in {*causes} and is_with(each, party)]
    wanted = [each.channel for each in meant if each.channel]
    channel = _channel(entries, shares, about, party, session, wanted=wanted)
    also = _also_on(store, about, party, channel)
    folders = (folder, *also)
    said_there = in_order((*log, *(each for one in also for each in store.entries_in(one).value or ())))
    thread = thread_on(all_with(said_there, party) if about.table else said_there, party, channel)
    if mask is None and _is_by_another_key(session, folders, said_there, channel, thread.sent):
        return NO_THREAD._replace(is_left=True)
    received = next((each.original for each in meant if not each.to and each.original), thread.received)
    opened = next((each.signed for each in shares if each.bundle == channel), None)
    is_first = thread.sent in {None, channel}  # what only the bundle said that opened it is kept by the ledger
    previous = opened if is_first else None
    if previous is None and thread.sent:  # of one that is opened by the same plan the ledger does not know yet
        previous = _sent_identity(session, folders, thread.sent)
    signed = _identity(store, folders, "received", received) if received else None
    answered = (received, signed) if received and signed else None
    if answered is None and about.table and channel == about.table.channel:
        answered = (about.table.channel, about.table.signed)
    said = [each.original for each in entries if is_with(each, party) and each.original and each.channel == channel]
    before = tuple(dict.fromkeys(said))[-_BEFORE:] if channel else ()
    return FoundThread(channel, thread.sequence, previous, answered, before)


def _is_by_another_key(
    session: Session, folders: Iterable[str], said: Iterable[Entry], channel: str | None, sent: str | None
) -> bool:
    """Whether a message of the owner's began a channel, and another key than the one in use signed the last there.

    A desk knows a channel by the key that began it, and lets no other go on with it. No where it is not known.
    """
    if not sent or not session.key_folder.exists() or not any(each.to and each.original == channel for each in said):
        return False
    own = session.key_folder.public().signer.fingerprint
    return signer_of_sent(session.store, folders, sent) not in {own, None}


def _apart(log: Iterable[Entry], about: About, party: str, mask: Mask | None) -> tuple[Entry, ...]:
    """What was said where it goes on: of a wish, where that was sent."""
    there = tuple(each for each in log if _is_there(each.channel, mask, masked=each.anonymous))
    if about.wish is None:
        return there
    channels = {each.channel for each in about.wish.sent_to(party)}
    return tuple(each for each in there if each.channel in channels)


def _is_there(channel: str | None, mask: Mask | None, *, masked: bool) -> bool:
    return channel == mask.channel if mask else not masked


def identity_name(bundle: str) -> tuple[str, str]:
    """What the identity of a bundle that is being made is kept under, as long as the command runs."""
    return "identity", bundle


def _sent_identity(session: Session, folders: Iterable[str], bundle: str) -> str | None:
    made: str | None = session.looked_up.get(identity_name(bundle))
    return made or _identity(session.store, folders, "sent", bundle)


def _shares(store: Store, about: About, party: str) -> Sequence[Share]:
    """What the party was given about a product of one's own, oldest first."""
    if about.product is None:
        return ()
    from talktag.model.sharing.share import in_order

    product = about.product.product
    found = store.where(SHARES, slug=product.slug, product=product.id)
    return in_order(each.value for each in found if each.value and each.value.party == party and each.value.signed)


def _channel(
    entries: Sequence[Entry],
    shares: Sequence[Share],
    about: About,
    party: str,
    session: Session,
    *,
    wanted: Iterable[str],
) -> str | None:
    """The one wanted, else that on which something was said last, else of the last share; None where none is open."""
    closed = {each.bundle for each in shares if each.revoked or (each.until and each.until < session.today)}
    if about.table and about.table.is_over(session.today):
        closed |= {*about.table.channels}
    if open_ones := [each for each in wanted if each not in closed]:
        return open_ones[0]
    is_of_none = not (about.product or about.table or about.wish)  # what a wish is said on is not for the rest
    apart = {each.channel for each in entries if each.kind == WISH and each.channel} if is_of_none else set()
    if said := last_channel(entries, party, closed | apart):
        return said
    given = [each.bundle for each in shares if each.bundle not in closed]
    if given:
        return given[-1]
    return about.table.channel if about.table and about.table.channel not in closed else None


def _also_on(store: Store, about: About, party: str, channel: str | None) -> Iterable[str]:
    """Where else something may be said on the channel of a table: with the party, before that came."""
    if about.product or channel is None:
        return ()
    if about.table:
        return (layout.about_none(party),)
    given = store.where(GIVEN_TABLES, slug="", channel=channel)
    return tuple(layout.about_table(each.value.slug) for each in given if each.value)


def _identity(store: Store, folders: Iterable[str], kept: str, bundle: str) -> str | None:
    """What was signed of a bundle that is kept; None where it is not there, or is none that was signed."""
    from talktag.bundle.reading import open_archive

    place = layout.sent_in if kept == "sent" else layout.received_in
    for folder in folders:
        with contextlib.suppress(TalktagError):
            return open_archive(store.content(place(folder, f"{bundle}.zip"))).identity
    return None
