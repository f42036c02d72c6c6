"""`standing`: what stands of a product today, or at the end of a day, by its log up to then. It changes nothing.

The log knows when each entry was written here; of one that does not say it, the history of the log knows whether it
was there. The record of that day comes from the history, what was given from the ledger, which has its days.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import InvalidError, NotFoundError
from talktag.model.due.recalls.match import concerning
from talktag.model.log.entry import read_entries
from talktag.model.log.kinds import TERMS
from talktag.model.log.settling import other_side
from talktag.model.products.record import read_product
from talktag.model.sharing.share import in_order
from talktag.model.talk.stands import Stands, stands_of
from talktag.model.values.ident import is_slug
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.party_names import party_names
from talktag.ops.outcome import Outcome
from talktag.ops.typed import read_day
from talktag.store import layout
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.problem import Problem
    from talktag.model.products.product import Product
    from talktag.model.sharing.share import Share
    from talktag.ops.parties.agreements import StandingTerms
    from talktag.ops.session import Session
    from talktag.store.store import Record, Store


class Stood(NamedTuple):
    """What stands, or stood, of a product; `names` has what the parties are called that are met, by their slugs.

    `terms` are what was offered about it, or to whom has to do with it, and what both signed.
    """

    product: Product
    stands: Stands
    names: Mapping[str, str]
    terms: tuple[StandingTerms, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The day, and all that stood then."""
        product = self.product
        about = {"id": product.id, "slug": product.slug, "name": product.name}
        terms = {"agreements": [each.values() for each in self.terms]} if self.terms else {}
        return {**about, "day": self.stands.today.isoformat(), "standing": self.stands.values(), **terms}


def standing(session: Session, ref: str, at: str | None) -> Outcome:
    """What stands of the product that `ref` names; with `at`, what stood when that day ended.

    NotFoundError where there was no record of it yet.
    """
    store = session.store
    record = find_product(store, ref)
    reading = store.entries(record.product.slug)
    entries: Iterable[Entry] = reading.value or ()
    product, day = record.product, session.today
    problems: tuple[Problem, ...] = (*record.problems, *reading.problems)
    if at is not None:
        day = read_day("at", at, session.today, ahead=False)
        if day > session.today:
            raise InvalidError(f"--at: {day} is still to come", hints=["what is due then is told by: talktag due"])
        product = _product_at(store, record, day)
        entries = tuple(_written_until(store, product.slug, entries, day, session.now.tzinfo))
    shares, entries = _shares(store, product), tuple(entries)
    beside = said_beside(store, entries, shares, day, session.now.tzinfo)
    stands = stands_of(entries, product, shares, day, beside)
    stands = stands._replace(dues=concerning(stands.dues, entries, product))
    terms = _terms(session, product.slug, (*entries, *beside), day)
    names = party_names(store, sorted(_parties_in(stands) | {each.party for each in terms}))
    return Outcome(Stood(product, stands, names, terms), problems=problems)


def _terms(session: Session, slug: str, said: Iterable[Entry], day: datetime.date) -> tuple[StandingTerms, ...]:
    """What was offered about it, or about no product to whom has to do with it, as it stood when that day ended."""
    if not any(each.kind == TERMS for each in said):
        return ()
    from talktag.ops.parties.agreements import find_agreements

    met = {other_side(each) for each in said} - {None}
    folders = {layout.about_product(slug), *(layout.about_none(each) for each in met if each)}
    return tuple(each for each in find_agreements(session, at=day) if each.folder in folders)


def said_beside(
    store: Store, entries: Iterable[Entry], shares: Iterable[Share], day: datetime.date, zone: datetime.tzinfo | None
) -> tuple[Entry, ...]:
    """What was said about no product, by the end of that day, with those who have to do with this one."""
    met = {slug for each in entries for slug in (each.party, each.to)} | {each.party for each in shares}
    folders = [layout.about_none(slug) for slug in sorted(filter(None, met)) if is_slug(slug)]
    return tuple(
        each
        for folder in folders
        if store.has(layout.entries_in(folder))
        for each in store.entries_in(folder).value or ()
        if (each.recorded.astimezone(zone).date() if each.recorded else each.date) <= day
    )


def _product_at(store: Store, record: Record, day: datetime.date) -> Product:
    """The product as its record was when the day ended."""
    slug = record.product.slug
    data = store.history.file_at(record.path, day)
    product = read_product(data, record.path, slug).value if data is not None else None
    if product is None:
        hints = [f"see its history with: talktag log {slug}"]
        raise NotFoundError(f'there was no record of "{slug}" on {day}', hints=hints)
    return product


def _written_until(
    store: Store, slug: str, entries: Iterable[Entry], day: datetime.date, zone: datetime.tzinfo | None
) -> Iterator[Entry]:
    """The entries that were here when the day ended: nobody else's clock says when something came."""
    there: frozenset[str] | None = None
    for each in entries:
        if each.recorded:
            if each.recorded.astimezone(zone).date() <= day:
                yield each
            continue
        if there is None:
            there = _ids_at(store, slug, day)
        if each.id in there:
            yield each


def _ids_at(store: Store, slug: str, day: datetime.date) -> frozenset[str]:
    path = layout.entries(slug)
    data = store.history.file_at(path, day)
    return frozenset(each.id for each in read_entries(data, path).value or ()) if data else frozenset()


def _shares(store: Store, product: Product) -> tuple[Share, ...]:
    found = store.where(SHARES, slug=product.slug, product=product.id)
    return in_order(each.value for each in found if each.value)


def _parties_in(stands: Stands) -> set[str]:
    """The slugs of everybody that is met, as far as they are some."""
    talk = stands.talk
    said = [*stands.cases, *(talk.questions if talk else ()), *(each.entry for each in (talk.promises if talk else ()))]
    found = {name for each in said for name in (each.party, each.to)}
    found |= {each.party for each in stands.dues} | {each.party for each in stands.given}
    found |= {each.party for each in stands.permissions} | {each.party for each in stands.money}
    return {each for each in (*found, stands.standing.to) if each}
