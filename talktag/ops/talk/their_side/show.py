"""`show --as`: a product as a party has it, by what was given, what they gave and what was said. It changes nothing.

What the party was not given is in nothing that is answered here: it is made of what left, and of no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.entry import entry_values
from talktag.model.log.settling import is_own
from talktag.model.talk.conversation import fold_talk
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.talk.leaving.parcels import unsent_ids
from talktag.ops.talk.their_side.given import GivenShare, given_by
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.ops.session import Session
    from talktag.store.store import Store

# What both sides have of an entry that was said, word for word.
BOTH_HAVE = (
    "id",
    "date",
    "kind",
    "title",
    "text",
    "cost",
    "due",
    "time",
    "cause",
    "channel",
    "sequence",
    "data",
    "auto",
)


class TheirSide(NamedTuple):
    """What a party has of a product: every share that it may keep, the last one first, and what was said, in order."""

    product: Product
    party: Party
    owner: str
    given: Sequence[GivenShare]
    said: Sequence[Entry]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values; but for what was asked, nothing of it is what the party does not have."""
        return {
            "slug": self.product.slug,
            "as": self.party.slug,
            "given": [each.values() for each in self.given],
            "said": [
                {**entry_values(each, BOTH_HAVE), "by": "owner" if is_own(each) else "party"} for each in self.said
            ],
        }


def show_their_side(session: Session, ref: str, party: str) -> Outcome:
    """The product that `ref` names as the party has it now; NotFoundError where there is no such party."""
    store = session.store
    record, them = find_product(store, ref), find_party(store, party)
    product = record.product
    known = (each for each in _shares(store, product, them) if each.value and not each.value.anonymous)
    shares = [each for each in known if each.value and each.value.is_in_force(session.today)]
    found = [given_by(store, each, product) for each in shares]
    given = sorted((each for each in found if each), key=lambda each: (each.share.sequence, each.share.date))
    reading = store.entries(product.slug)
    every = fold_talk(reading.value or (), them.slug).said
    on_its_way = frozenset(unsent_ids(store))
    said = tuple(each for each in every if each.original not in on_its_way and not each.anonymous)
    side = TheirSide(product, them, store.settings.owner, given[::-1], said)
    lost = len(found) - len(given)
    return Outcome(side, notices=tuple(_notices(side, every, lost)), problems=(*record.problems, *reading.problems))


def _shares(store: Store, product: Product, party: Party) -> Iterator[Any]:
    """The lines of the ledger about the product and that party."""
    found = store.where(SHARES, slug=product.slug, product=product.id)
    return (each for each in found if each.value and each.value.party == party.slug)


def _notices(side: TheirSide, every: Sequence[Entry], lost: int) -> Iterator[str]:
    name = side.party.name
    if not (side.given or side.said):
        yield f"{name} has nothing of {side.product.name}: nothing was given, and nothing was said"
    if lost:
        yield f"of {lost} more that was given the history has no record, so it cannot be shown"
    if any(each.anonymous for each in every):
        yield f"what was said without your name is not here: {name} does not know that it is about this"
    if waiting := sum(is_own(each) for each in every if not each.anonymous) - sum(map(is_own, side.said)):
        yield f"not sent yet, and so not here: {waiting} of your words; carry them with: talktag send"
