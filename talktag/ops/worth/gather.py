"""The records and logs that tell what some products are worth: what is inside of them, what they share with others.

A few products cost what they have to do with, however many there are; of many the index is asked once. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.products.product import CONSUMABLE, SERVICE
from talktag.model.values.ident import is_slug
from talktag.model.worth.holding import Holding, holding_of
from talktag.model.worth.index_rows import holding_of_rows
from talktag.store import layout
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.model.queries.facts import Facts
    from talktag.store.store import Store

_MANY = 200  # products from which on the index is asked for all


class NearbyProducts(NamedTuple):
    """Products by their ids, the ids of those that were asked for, and what is wrong with any of their logs."""

    holdings: Mapping[str, Holding]
    asked: tuple[str, ...]
    problems: tuple[Problem, ...]


def gather(store: Store, slugs: Sequence[str], *, whole: bool = False) -> NearbyProducts:
    """The products of those slugs, all that is inside of them, what they need, and what else needs or is used by that.

    A record that cannot be read is left out. Of many products there is only what tells of money, unless they are
    wanted `whole`.
    """
    is_many = len(slugs) > _MANY
    links, reader = _Links(store, in_one=is_many), _HoldingSource(store, from_index=is_many and not whole)
    holdings: dict[str, Holding] = {}
    waiting, met, asked = [(slug, True) for slug in slugs], set(slugs), []
    wanted = frozenset(slugs)
    while waiting:
        slug, is_own = waiting.pop()
        for each in reader.read(slug):
            holdings[each.product.id] = each
            asked += [each.product.id] if slug in wanted else []
            nearby = [(near, own) for near, own in links.near(each, is_own=is_own) if near not in met]
            met.update(near for near, _ in nearby)
            waiting += nearby
    places = {slug: place for place, slug in enumerate(slugs)}
    asked.sort(key=lambda each: places[holdings[each].product.slug])
    return NearbyProducts(holdings, tuple(asked), tuple(reader.problems))


class _HoldingSource:
    """Reads products with their logs, from their files, or from the index as far as that tells; `problems` gather."""

    def __init__(self, store: Store, *, from_index: bool) -> None:
        self._store = store
        self.problems: list[Problem] = []
        self._facts: Mapping[str, Facts] = {}
        self._money: Mapping[str, str] = {}
        self._needs: dict[str, list[str]] = {}
        if from_index:
            self._facts = {each.slug: each for each in store.catalogue.facts()}
            self._money = store.catalogue.money()
            for ident, slug in store.catalogue.needs():
                self._needs.setdefault(slug, []).append(ident)

    def read(self, slug: str) -> Iterator[Holding]:
        """The product of that slug; nothing where its record cannot be read."""
        facts = self._facts.get(slug)
        if facts and (found := holding_of_rows(facts, self._needs.get(slug, ()), self._money.get(slug))):
            yield found
            return
        for record in self._store.readable([slug]):
            entries = self._store.entries(slug)
            self.problems += entries.problems
            yield holding_of(record.product, entries.value or ())


class _Links:
    """What holds and needs what, by slugs: asked product by product, or for all at once."""

    def __init__(self, store: Store, *, in_one: bool) -> None:
        self._store = store
        self._known: dict[tuple[str, str], list[str]] | None = None
        if in_one:
            self._known = {}
            for ident, spot in store.catalogue.spots.items():
                self._known.setdefault(("id", ident), []).append(spot.slug)
                if spot.inside:
                    self._known.setdefault(("inside", spot.inside), []).append(spot.slug)
            for ident, slug in store.catalogue.needs():
                self._known.setdefault(("needs", ident), []).append(slug)

    def near(self, each: Holding, *, is_own: bool) -> Iterator[tuple[str, bool]]:
        """The slugs of what has to do with a product, each with whether it is one whose own cost is asked for."""
        product = each.product
        if is_own:
            yield from ((slug, True) for slug in self._slugs("inside", product.id))
        if is_own or product.kind in {SERVICE, CONSUMABLE}:
            for ident in product.needs:
                yield from ((slug, False) for slug in self._slugs("id", ident))
            yield from ((slug, False) for slug in self._slugs("needs", product.id))

    def _slugs(self, key: str, ident: str) -> Iterable[str]:
        if self._known is not None:
            return self._known.get((key, ident), ())
        return [each.slug for each in self._store.lookup.products(key, ident)]


def party_slugs(store: Store, names: Iterable[str]) -> Mapping[str, str]:
    """The party that is meant by each of those texts: by its slug, or by a name that only one has; others are left out.

    So a shop is one, whether a record names it as it is written on the receipt or an entry by its slug.
    """
    found = {}
    for name in names:
        if is_slug(name) and store.has(layout.party(name)):
            found[name] = name
        elif len(named := store.where(PARTIES, name=name.casefold())) == 1 and (party := named[0].value):
            found[name] = party.slug
    return found


def said_beside(store: Store, parties: Iterable[str] | None) -> Iterator[Entry]:
    """What was said with those parties about no product; with all of them for None."""
    folders = (PARTIES.folder,) if parties is None else ()
    slugs = [name for folder in folders for name in store.names(folder)] if parties is None else [*parties]
    for slug in sorted(filter(is_slug, slugs)):
        if store.has(layout.entries_in(about := layout.about_none(slug))):
            yield from store.entries_in(about).value or ()
