"""Whose words a record is: the owner's, or those of who handed the thing over or described it. It reads no sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.assistant.foreign import NOBODY, slug_of
from talktag.model.log.kinds import TRANSFER
from talktag.model.log.settling import is_own
from talktag.model.values.ident import is_id, is_slug
from talktag.store.collections import CLAIMED_TAGS, PARTIES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.makers.claimed_tag import ClaimedTag
    from talktag.store.collection import Stored
    from talktag.store.store import Store


class Authorship(NamedTuple):
    """The party whose words a product's record may be, None where it is the owner's alone; and why nobody knows it."""

    author: str | None
    why_unknown: str | None = None


def author_of(store: Store, slug: str, ident: str) -> str | None:
    """The party alone, as `authorship_of` has it."""
    return authorship_of(store, slug, ident).author


def authorship_of(store: Store, slug: str, ident: str) -> Authorship:
    """Whose words a product's record may be.

    Where what would tell it cannot be read whole nobody knows, and it counts as somebody else's.
    """
    log = store.entries(slug)
    if why := "its log cannot be read whole: talktag doctor" if log.problems else _why_no_claim(store, ident):
        return Authorship(NOBODY, why)
    return Authorship(_last_owner(log.value or ()) or _maker_of(store, ident))


def _why_no_claim(store: Store, ident: str) -> str | None:
    """Why nobody can say whether a maker filled the record in; None where that can be said."""
    if any(_may_be_of(each, ident) for each in store.unreadable(CLAIMED_TAGS)) or any(
        each.problems for each in store.where(CLAIMED_TAGS, product=ident)
    ):
        return "the record of a maker's tag cannot be read whole: talktag doctor"
    return None


def _may_be_of(broken: Stored[ClaimedTag], ident: str) -> bool:
    """Whether a claim that cannot be read may be of that product: only one that names another is not."""
    import tomllib

    try:
        product = tomllib.loads(broken.data.decode()).get("product")
    except (ValueError, RecursionError):
        return True
    return not (isinstance(product, str) and is_id(product)) or product == ident


def whose_entry(store: Store, log: Sequence[Entry], ident: str, party: str | None) -> str | None:
    """Whose words the title of an entry is, by its id in a log; None for the owner's, else `party`'s."""
    entry = next((each for each in log if each.id == ident), None)
    return whom_it_repeats(store, log, entry) if entry and is_own(entry) else slug_of(party)


def whom_it_repeats(store: Store, log: Sequence[Entry], entry: Entry) -> str | None:
    """Whose words the owner's own entry repeats: those it withdraws or does, a party's name, what woke a rule.

    Of words of an entry, or a party, that is not there to be read, nobody knows whose they are.
    """
    if entry.rule:
        return NOBODY
    cause = next((each for each in log if each.id == entry.cause), None)
    if entry.cause and not cause:
        return NOBODY
    if cause and not is_own(cause):
        said = entry.title.partition(": ")[2] or entry.title
        if cause.title in entry.title or said in cause.title:
            return slug_of(cause.party)
    party = entry.to or entry.party
    return slug_of(party) if party and _names(store, party, f"{entry.title}\n{entry.text}") else None


def _names(store: Store, party: str, text: str) -> bool:
    """Whether a text may hold the name of a party; what is no slug is a name that the owner typed."""
    if not is_slug(party):
        return False
    found = store.one(PARTIES, party).value if store.has(PARTIES.path(party)) else None
    return found is None or found.name in text


def _last_owner(log: Sequence[Entry]) -> str | None:
    """Who handed it over: the entry that says so is the first of its bundle, and others tell of earlier times."""
    found = [each for each in log if each.kind == TRANSFER and not is_own(each)]
    last = next((each for each in found if each.id == f"{each.original}-0"), found[0] if found else None)
    return slug_of(last.party) if last else None


def _maker_of(store: Store, ident: str) -> str | None:
    """Who described it, of a thing with a maker's tag that was filled in."""
    found = [each.value for each in store.where(CLAIMED_TAGS, product=ident) if each.value]
    return next((slug_of(each.party) for each in found if each.party or each.description), None)
