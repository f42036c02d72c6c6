"""What the owner has with a party: contracts, things, what was said, given, wished for, agreed. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.entry import in_order
from talktag.model.log.kinds import OFFER, SHARE, WITHDRAWN
from talktag.model.log.schedule import standing_entries
from talktag.model.products.product import SERVICE
from talktag.model.sharing.share import in_order as shares_in_order
from talktag.model.values.fold import fold
from talktag.model.wishes.offer import WishOffer, read_offer
from talktag.ops.parties.agreements import StandingTerms, find_agreements
from talktag.store import layout
from talktag.store.collections import SHARES, WISHES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.model.wishes.wish import OwnWish, SentWish
    from talktag.ops.session import Session
    from talktag.store.store import Store

# How a party has to do with a product.
THEIR_SERVICE, BOUGHT, MADE, WARRANTY, LOGGED, SHOWN = "service", "bought", "made", "warranty", "log", "shown"


class Tie(NamedTuple):
    """A product that a party has to do with, and how, in the words above."""

    product: Product
    why: tuple[str, ...]

    @property
    def is_service(self) -> bool:
        """Whether it is a service or a subscription."""
        return self.product.kind == SERVICE


class LoggedEntry(NamedTuple):
    """An entry, and the product that it is about, if any."""

    entry: Entry
    product: Product | None = None


class AskedOfParty(NamedTuple):
    """A wish, and the last time that it was sent to the party."""

    wish: OwnWish
    sent: SentWish


class WithParty(NamedTuple):
    """All of it, each in its order: ties by name, the rest by day."""

    party: Party
    ties: Sequence[Tie]
    entries: Sequence[LoggedEntry]
    shares: Sequence[Share]
    wishes: Sequence[AskedOfParty] = ()
    offers: Sequence[WishOffer] = ()
    terms: Sequence[StandingTerms] = ()

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product there is a tie with."""
        return tuple(each.product for each in self.ties)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but how to reach them."""
        return not (self.ties or self.entries or self.wishes or self.terms)


def gather_with_party(session: Session, party: Party) -> WithParty:
    """What the records say of it; only the records and logs that name the party are read."""
    store = session.store
    names = {fold(party.name), party.slug}
    shares = shares_in_order(each.value for each in store.where(SHARES, party=party.slug) if each.value)
    slugs = {each.slug for name in names for each in store.catalogue.facts([name])}
    slugs |= {found[0] for each in shares if (found := store.catalogue.of_id(each.product))}
    ties: list[Tie] = []
    entries: list[LoggedEntry] = []
    for slug in sorted(slugs):
        product = store.record(slug).product
        logged = _log_with(store.entries(slug).value or (), names)
        why = tuple(_reasons(product, names, logged, shares))
        if why:
            ties.append(Tie(product, why))
            entries += [LoggedEntry(each, product) for each in logged]
    said = store.entries_in(layout.about_none(party.slug)).value or ()
    entries += [LoggedEntry(each) for each in said]
    ties.sort(key=lambda each: (not each.is_service, fold(each.product.name), each.product.slug))
    about = {each.entry.id: each.product for each in entries}
    told = [LoggedEntry(each, about[each.id]) for each in in_order(each.entry for each in entries)]
    standing = standing_entries(said)
    return WithParty(
        party,
        tuple(ties),
        tuple(each for each in told if each.entry.kind != SHARE),
        tuple(shares),
        wishes=tuple(_wishes_sent(store, party.slug)),
        offers=tuple(read_offer(each) for each in standing if each.kind == OFFER and each.party == party.slug),
        terms=find_agreements(session, party.slug),
    )


def _wishes_sent(store: Store, slug: str) -> Iterator[AskedOfParty]:
    """Each wish that went to the party, as a message or as a page, in the order in which they went."""
    wishes = (each.value for each in store.where(WISHES, party=slug) if each.value)
    sendings = ((wish, (*wish.sent_to(slug), *wish.pages_for(slug))) for wish in wishes)
    found = [
        AskedOfParty(wish, max(sent, key=lambda each: (each.date, each.bundle))) for wish, sent in sendings if sent
    ]
    yield from sorted(found, key=lambda each: (each.sent.date, each.wish.slug))


def _log_with(log: Sequence[Entry], names: set[str]) -> list[Entry]:
    """What was said and done with the party, and what the owner took back of it, which names nobody."""
    theirs = {each.id for each in log if _is_with(each, names)}
    return [each for each in log if each.id in theirs or (each.kind == WITHDRAWN and each.cause in theirs)]


def _is_with(entry: Entry, names: set[str]) -> bool:
    return bool({fold(each) for each in (entry.party, entry.to) if each} & names)


def _reasons(product: Product, names: set[str], logged: Sequence[Entry], shares: Sequence[Share]) -> Iterator[str]:
    """How a party has to do with a product; nothing where it only happens to be named."""
    if fold(product.purchase.seller or "") in names:
        yield THEIR_SERVICE if product.kind == SERVICE else BOUGHT
    if fold(product.maker or "") in names:
        yield MADE
    if any(fold(each.provider or "") in names for each in product.warranties):
        yield WARRANTY
    if logged:
        yield LOGGED
    if any(each.product == product.id for each in shares):
        yield SHOWN
