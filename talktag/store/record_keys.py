"""What each kind of record is found by, as the index keeps it. It reads no file, and keeps nothing that none asks for.

What reads a record is loaded when the first one is read: a command pays for no kind that it does not meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.store.collection import Key

if TYPE_CHECKING:
    from talktag.model.due.due_item import DueItem
    from talktag.model.labels.blank_tags import BlankTags
    from talktag.model.log.entry import Entry
    from talktag.model.makers.claimed_tag import ClaimedTag
    from talktag.model.parties.party import Party
    from talktag.model.sharing.share import Share
    from talktag.model.talk.table import GivenTable
    from talktag.model.talk.waiting import WaitingFile
    from talktag.model.wishes.wish import OwnWish


def party_keys(party: Party) -> Iterator[Key]:
    """Its name, its role, its key, and what of it is due."""
    yield "name", party.name.casefold()
    yield "role", party.role
    yield from (("key", word) for word in (party.key or "").split()[1:2])  # its bytes, without its kind and remark
    yield from (("due", f"{each.date} {each.party} {each.key[-1]}") for each in _dues_of_party(party))


def _dues_of_party(party: Party) -> Iterator[DueItem]:
    from talktag.model.due.sources import dues_of_party

    return dues_of_party(party)


def share_keys(share: Share) -> Iterator[Key]:
    """What was given, to whom, in which bundle, on which days, and what of it is due."""
    yield from (("product", share.product), ("party", share.party), ("bundle", share.bundle))
    for key in ("date", "until", "revoked"):
        if day := getattr(share, key):
            yield key, day.isoformat()
    if share.until and not share.revoked:
        yield "due", _due_text(share)


def _due_text(share: Share) -> str:
    """The day until which it may be kept, behind which all that a list says of it stands where that is sound."""
    from talktag.model.values.ident import is_id, is_slug

    day = str(share.until)
    sound = is_id(share.product) and is_id(share.bundle) and is_slug(share.party) and len(share.party) < 60
    return f"{day} {share.product} {share.bundle} {share.party}" if sound else day


def table_keys(table: GivenTable) -> Iterator[Key]:
    """No name or address: what is forgotten of a person must not stay in the index until that is made anew."""
    yield "product", table.product
    yield from (("channel", each) for each in table.channels)
    yield from (("tag", each) for each in table.tags)
    yield from (("key", word) for word in table.key.split()[1:2])
    if table.until:
        yield "until", table.until.isoformat()


def keys_of_claim(claimed: ClaimedTag) -> Iterator[Key]:
    """The thing and the tag of a maker's tag that was claimed."""
    yield "product", claimed.product
    yield "tag", claimed.tag


def tag_keys(tags: BlankTags) -> Iterator[Key]:
    """The day of the printing, and each tag of it."""
    yield "date", tags.made.isoformat()
    yield from (("tag", each) for each in tags.tags)


def waiting_keys(waiting: WaitingFile) -> Iterator[Key]:
    """Whether a finder wrote it; nothing else of what waits stays anywhere when it is dropped."""
    from talktag.model.talk.waiting import FINDER

    if waiting.kind == FINDER:
        yield "kind", FINDER


def wish_keys(wish: OwnWish) -> Iterator[Key]:
    """No name: what is wanted is nobody else's business, and the few there are can be read."""
    yield "id", wish.id
    yield "state", wish.state
    yield from (("product", each) for each in wish.fits)
    for each in wish.sent:
        yield from (("bundle", each.bundle), ("channel", each.channel), ("party", each.party))
    if wish.until and wish.state == "open":
        yield "due", wish.until.isoformat()


def talk_keys(entries: tuple[Entry, ...]) -> Iterator[Key]:
    """The day of each thing that is due, empty for what has none; a list of what it is is made of the log itself."""
    from talktag.model.due.sources import dues_of_log

    yield from (("due", item.date.isoformat() if item.date else "") for item in dues_of_log(entries))
