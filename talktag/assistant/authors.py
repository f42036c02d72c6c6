"""Whose words a record is: the owner's, or those of who handed the thing over or described it. It reads no sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.assistant.foreign import NOBODY, slug_of
from talktag.model.log.kinds import TRANSFER
from talktag.model.log.settling import is_own
from talktag.store.collections import CLAIMED_TAGS

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.store.store import Store


def author_of(store: Store, slug: str, ident: str) -> str | None:
    """The party whose words a product's record may be; None where it is the owner's alone.

    Where its log cannot be read whole nobody knows, and it counts as somebody else's.
    """
    reading = store.entries(slug)
    if reading.problems:
        return NOBODY
    return _last_owner(reading.value or ()) or _maker_of(store, ident)


def is_owners(store: Store, slug: str, entry: str | None) -> bool:
    """Whether the owner wrote that entry of a product's log; not where there is none of that id."""
    return any(each.id == entry and is_own(each) for each in store.entries(slug).value or ()) if slug else False


def _last_owner(log: Sequence[Entry]) -> str | None:
    """Who handed it over: the entry that says so is the first of its bundle, and others tell of earlier times."""
    found = [each for each in log if each.kind == TRANSFER and not is_own(each)]
    last = next((each for each in found if each.id == f"{each.original}-0"), found[0] if found else None)
    return slug_of(last.party) if last else None


def _maker_of(store: Store, ident: str) -> str | None:
    """Who described it, of a thing with a maker's tag that was filled in."""
    found = [each.value for each in store.where(CLAIMED_TAGS, product=ident) if each.value]
    return next((slug_of(each.party) for each in found if each.party or each.description), None)
