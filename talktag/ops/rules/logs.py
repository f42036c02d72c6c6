"""The logs that a rule is tried on: of one product, or of all there are. Reads them; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.values.ident import is_slug
from talktag.ops.finding.find_product import find_product
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, PARTIES
from talktag.store.slugs import slugs

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.parties.party import Party
    from talktag.model.problem import Problem
    from talktag.model.products.product import Product
    from talktag.store.store import Store


class OneLog(NamedTuple):
    """A log by its folder, oldest entry first, and the product that it is of where that is one's own."""

    about: str
    entries: Sequence[Entry]
    product: Product | None = None
    problems: tuple[Problem, ...] = ()


def log_of(store: Store, ref: str) -> OneLog:
    """The log of the product that `ref` names; NotFoundError and AmbiguousError as for any product."""
    return _read(store, layout.about_product((product := find_product(store, ref).product).slug), product)


def log_of_slug(store: Store, slug: str) -> OneLog:
    """The log of the product of that slug; the product is None where its record cannot be read."""
    from talktag.model.products.record import read_product

    path = layout.record(slug)
    return _read(store, layout.about_product(slug), read_product(store.read(path), path, slug).value)


def all_logs(store: Store) -> Iterator[OneLog]:
    """Every log: of products, of what is said with parties about none, of tables that others gave."""
    for slug in sorted(slugs(store.folder)):
        if store.has(layout.entries(slug)):
            yield log_of_slug(store, slug)
    for folder, about_of in ((PARTIES.folder, layout.about_none), (GIVEN_TABLES.folder, layout.about_table)):
        for name in store.names(folder):
            if is_slug(name) and store.has(layout.entries_in(about_of(name))):
                yield _read(store, about_of(name), None)


def all_parties(store: Store) -> Mapping[str, Party]:
    """The parties whose records can be read, by their slugs."""
    return {stored.value.slug: stored.value for stored in store.all(PARTIES) if stored.value}


def _read(store: Store, about: str, product: Product | None) -> OneLog:
    reading = store.entries_in(about)
    return OneLog(about, reading.value or (), product, reading.problems)
