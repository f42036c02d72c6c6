"""What the owner has with a party: contracts, things, what was said and given. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import SHARE
from talktag.model.products.product import SERVICE
from talktag.model.values.fold import fold
from talktag.store import layout
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.store.store import Store


class Tie(NamedTuple):
    """A product that a party has to do with, and how, in words."""

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


class WithParty(NamedTuple):
    """All of it, each in its order: ties by name, entries and shares by day."""

    party: Party
    ties: Sequence[Tie]
    entries: Sequence[LoggedEntry]
    shares: Sequence[Share]

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product there is a tie with."""
        return tuple(each.product for each in self.ties)


def gather_with_party(store: Store, party: Party) -> WithParty:
    """What the records say of it; only the records and logs that name the party are read."""
    names = {fold(party.name), party.slug}
    shares = sorted((each.value for each in store.where(SHARES, party=party.slug) if each.value), key=_day_of_share)
    slugs = {each.slug for name in names for each in store.catalogue.facts([name])}
    slugs |= {found[0] for each in shares if (found := store.catalogue.of_id(each.product))}
    ties: list[Tie] = []
    entries: list[LoggedEntry] = []
    for slug in sorted(slugs):
        product = store.record(slug).product
        logged = [each for each in store.entries(slug).value or () if _is_with(each, names)]
        why = tuple(_reasons(product, names, logged, shares))
        if why:
            ties.append(Tie(product, why))
            entries += [LoggedEntry(each, product) for each in logged]
    entries += [LoggedEntry(each) for each in store.entries_in(layout.about_none(party.slug)).value or ()]
    entries.sort(key=lambda each: (each.entry.date, each.entry.id))
    ties.sort(key=lambda each: (not each.is_service, fold(each.product.name), each.product.slug))
    told = [each for each in entries if each.entry.kind != SHARE]
    return WithParty(party, tuple(ties), tuple(told), tuple(shares))


def _day_of_share(share: Share) -> tuple[str, str]:
    return share.date.isoformat(), share.bundle


def _is_with(entry: Entry, names: set[str]) -> bool:
    return bool({fold(each) for each in (entry.party, entry.to) if each} & names)


def _reasons(product: Product, names: set[str], logged: Sequence[Entry], shares: Sequence[Share]) -> Iterator[str]:
    """How a party has to do with a product; nothing where it only happens to be named."""
    if fold(product.purchase.seller or "") in names:
        yield "a service of theirs" if product.kind == SERVICE else "bought from them"
    if fold(product.maker or "") in names:
        yield "made by them"
    if any(fold(each.provider or "") in names for each in product.warranties):
        yield "under their warranty"
    if logged:
        yield "in what was said and done"
    if any(each.product == product.id for each in shares):
        yield "shown to them"
