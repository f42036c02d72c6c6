"""What a message tells of its place among those of its sender: missing ones, doubled numbers, another one before it.

It is told and reorders nothing: when something was said is for its moment to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from talktag.errors import TalktagError
from talktag.model.bundles.document import Document
from talktag.model.talk.message import channel_of
from talktag.model.values.plural import plural
from talktag.ops.sharing.take_in import identity_of
from talktag.store import layout
from talktag.store.store import Store


def gaps_before(store: Store, document: Document, party: str, folders: tuple[str, ...]) -> Iterator[str]:
    """What is worth a look in the number of a message and in what it says it follows, in sentences."""
    channel, number = channel_of(document), document.sequence
    came: dict[int, str] = {}
    places: dict[str, str] = {}
    for folder in folders:
        for each in store.entries_in(folder).value or ():
            if each.channel == channel and each.party == party and each.sequence and each.original and not each.to:
                came.setdefault(each.sequence, each.original)
                places.setdefault(each.original, folder)
    if came.get(number, document.bundle) != document.bundle:
        yield f'another message of theirs has the same number, {number}: "{came[number]}"'
    later = [each for each in came if each > number]
    if later:
        yield f"it is older than message {max(later)} of theirs, which came before it"
    missing = number - 1 - sum(each < number for each in came)
    if missing and came:
        yield f"{plural(missing, 'message')} of theirs before this one did not come; it is number {number}"
    before = came.get(number - 1)
    if before and document.previous and _identity(store, places[before], before) not in {None, document.previous}:
        yield f'it follows another message than "{before}", which came before it'


def _identity(store: Store, folder: str, bundle: str) -> str | None:
    """What the kept file of a message is known by; None where it is not there or cannot be read."""
    path = layout.received_in(folder, f"{bundle}.zip")
    try:
        return identity_of(store.content(path)) if store.has(path) else None
    except TalktagError:
        return None
