"""Where one stands on a channel: what one says next there follows what, and answers what. Pure; it opens no file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class Thread(NamedTuple):
    """The `channel` that the next message goes on, None where it opens one, and its number there, from 1.

    `sent` is the id of the last message that was sent there, `received` that of the last bundle that came; None for
    none.
    """

    channel: str | None = None
    sequence: int = 1
    sent: str | None = None
    received: str | None = None


def is_with(entry: Entry, party: str) -> bool:
    """Whether an entry was said to the party of that slug, or by it."""
    return party in (entry.to, entry.party) if entry.original else entry.to == party


def all_with(entries: Iterable[Entry], party: str) -> tuple[Entry, ...]:
    """The entries of a conversation that nobody but the owner and `party` is in, whatever it was called at the time.

    So it is at the table of somebody else's thing, whose owner may become a party of the store meanwhile.
    """
    return tuple(_with(each, party) if each.original else each for each in entries)


def _with(entry: Entry, party: str) -> Entry:
    return entry._replace(to=party) if entry.to else entry._replace(party=party)


def last_channel(entries: Iterable[Entry], party: str, closed: Collection[str]) -> str | None:
    """The channel on which something was said last with a party, of those that are not `closed`."""
    found = (each.channel for each in entries if is_with(each, party))
    return next((each for each in reversed([*found]) if each and each not in closed), None)


def thread_on(entries: Iterable[Entry], party: str, channel: str | None) -> Thread:
    """Where one stands with a party on a channel, by the entries in their order."""
    if channel is None:
        return Thread()
    said = [each for each in entries if is_with(each, party) and each.channel in {channel, None}]
    own = [each for each in said if each.to == party and each.channel == channel]
    last = max(own, key=lambda each: each.sequence or 0, default=None)
    theirs = [each.original for each in said if not each.to and each.original]
    return Thread(channel, 1 + ((last and last.sequence) or 0), last and last.original, theirs[-1] if theirs else None)


def parties_in(entries: Iterable[Entry]) -> Iterable[str]:
    """The slug of everybody that something was said to, or who said something, each once."""
    return dict.fromkeys(slug for each in entries if each.original and (slug := each.to or each.party))
