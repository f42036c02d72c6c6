"""Everything that is due of a store, from every source there is. Reads the index and few files; changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.due.due_item import DueItem, due_order
from talktag.model.due.of_wishes import dues_of_wish
from talktag.model.due.sources import due_of_party_text, due_of_share_text, dues_of_log, dues_of_share, dues_of_table
from talktag.model.values.ident import is_slug
from talktag.ops.due.compare_recalls import compare_recalls
from talktag.ops.finding.party_names import party_names
from talktag.store import layout
from talktag.store.collection import Span
from talktag.store.collections import GIVEN_TABLES, PARTIES, SHARES, WISHES, talk_log

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.ops.session import Session
    from talktag.store.collection import Collection
    from talktag.store.store import Store

FAR = datetime.date.max  # a list up to this day has everything


class Gathered(NamedTuple):
    """What is due up to the day `last`, in order; how many more things are later, and the day of the first of those.

    `parties` has the name of each party that is met, by its slug. Of shares that cannot be read, `problems` tell.
    """

    items: tuple[DueItem, ...]
    last: datetime.date
    later: int
    following: str | None
    parties: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def gather(
    session: Session, last: datetime.date, only: Iterable[str] | None = None, *, since: datetime.date | None = None
) -> Gathered:
    """What is due up to that day; with `only`, of the products of those slugs.

    Late is what is not done; what ended by itself is left out some days after that, unless it is told as it was on
    the day `since`.
    """
    store, today = session.store, since or session.today
    until = FAR if only is not None else last
    of_products = compare_recalls(store, store.catalogue.dues(today, until))
    found = sorted((*of_products, *_beside(store, today, until)), key=due_order)
    if only is None:
        later, following = _look_ahead(store, session.today, last)
    else:
        wanted = set(only)
        every = [each for each in found if each.slug in wanted]
        found = [each for each in every if each.is_told(today, last)]
        ahead = [str(each.date) for each in every if each.date and each.date > last]
        later, following = len(ahead), min(ahead, default=None)
    parties = party_names(store, sorted({each.party for each in found if each.party}))
    unreadable = tuple(problem for each in store.unreadable(SHARES) for problem in each.problems)
    return Gathered(tuple(found), last, later, following, parties, problems=unreadable)


def _beside(store: Store, today: datetime.date, last: datetime.date) -> Iterator[DueItem]:
    """What the records of products and their logs know nothing of."""
    yield from _of_shares(store, last)
    yield from _of_tables(store, last)
    yield from _of_talk(store, last)
    yield from (each for each in _of_wishes(store, last) if each.is_told(today, last))
    yield from (each for each in map(due_of_party_text, _days(store, PARTIES)) if each.is_told(today, last))


def _days(store: Store, of: Collection[Any]) -> Iterator[str]:
    """What the index knows to be due by records of a kind: texts that begin with the day."""
    yield from store.count(of, "due").elements()


def _of_shares(store: Store, last: datetime.date) -> Iterator[DueItem]:
    """What should be deleted by others; what it is about may be gone, or even without a record.

    The index has all of it, so that no share is opened but those that are written in an unusual way.
    """
    texts = [text for text in _days(store, SHARES) if text[:10] <= last.isoformat()]
    items = [item for text in texts if (item := due_of_share_text(text))]
    for day in {text for text in texts if len(text) == 10}:
        items += [item for each in store.where(SHARES, due=day) if each.value for item in dues_of_share(each.value)]
    of_id = store.catalogue.products_of_ids({each.product for each in items})
    for item in items:
        slug, name, place = of_id.get(item.product, ("", "", None))
        yield item._replace(slug=slug, name=name, place=place)


def _of_tables(store: Store, last: datetime.date) -> Iterator[DueItem]:
    """What others showed, and is to be forgotten."""
    if _has_any(store, GIVEN_TABLES):
        for each in store.where(GIVEN_TABLES, until=Span("", str(last))):
            yield from dues_of_table(each.value) if each.value else ()


def _of_talk(store: Store, last: datetime.date) -> Iterator[DueItem]:
    """What was promised and asked about what others own, or about nothing; only logs that tell of any are read."""
    for about in _talk_folders(store):
        for each in store.where(talk_log(about), due=Span("", str(last))):
            yield from (
                _place(store, about, item)
                for item in dues_of_log(each.value or ())
                if item.date is None or item.date <= last
            )


def _of_wishes(store: Store, last: datetime.date) -> Iterator[DueItem]:
    """The last days for offers; no wish is opened whose day is later."""
    if _has_any(store, WISHES):
        for each in store.where(WISHES, due=Span("", str(last))):
            yield from dues_of_wish(each.value) if each.value else ()


def _talk_folders(store: Store) -> Iterator[str]:
    """The folders of conversations that are about no product of one's own."""
    for folder, about_of in ((PARTIES.folder, layout.about_none), (GIVEN_TABLES.folder, layout.about_table)):
        for name in store.names(folder):
            if is_slug(name) and store.has(layout.entries_in(about_of(name))):
                yield about_of(name)


def _place(store: Store, about: str, item: DueItem) -> DueItem:
    """The item with what it is about: somebody else's thing, or a party alone."""
    slug = about.rpartition("/")[2]
    if about == layout.about_none(slug):
        return item._replace(party=item.party or slug)
    table = store.one(GIVEN_TABLES, slug).value if store.has(layout.table(slug)) else None
    if table is None:
        return item._replace(slug=slug)
    party = table.owner if item.party == slug else item.party
    return item._replace(product=table.product, slug=slug, name=table.name, party=party)


def _has_any(store: Store, of: Collection[Any]) -> bool:
    return (store.folder / of.folder).is_dir()


def _look_ahead(store: Store, today: datetime.date, last: datetime.date) -> tuple[int, str | None]:
    """How many things are due after that day, and the day of the first."""
    count, first = store.catalogue.dues_after(today, last)
    texts = (*_days(store, SHARES), *_days(store, PARTIES))
    days = [text[:10] for text in texts if text[:10] > last.isoformat()]
    for about in _talk_folders(store):
        days += [day for day in store.count(talk_log(about), "due").elements() if day > last.isoformat()]
    if _has_any(store, GIVEN_TABLES):
        days += [day for day in store.count(GIVEN_TABLES, "until").elements() if day > last.isoformat()]
    if _has_any(store, WISHES):
        days += [day for day in store.count(WISHES, "due").elements() if day > last.isoformat()]
    return count + len(days), min(filter(None, (first, *days)), default=None)
