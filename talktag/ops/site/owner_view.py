"""The site as its owner sees it: every product whole, with all entries, and what is due. No note, no sealed file."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.interop.feeds.write_feed import FeedEntry, newest
from talktag.model.bundles.told import ToldEntry, read_entries
from talktag.model.due.due_item import derived_id
from talktag.model.log.entry import Entry, entry_values
from talktag.model.log.entry import read_entries as read_log
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import is_own
from talktag.model.products.product import Product, ProductFile
from talktag.model.site.thing import SiteFile, SiteThing, ThingLink, ThingRow, row_of
from talktag.ops.due.calendar_out import calendar_entries
from talktag.ops.due.gather import FAR, gather
from talktag.ops.importing.linkset_out import links_of
from talktag.ops.site.pictures import clean_copy, small_pictures
from talktag.ops.site.site_view import OWNER, SiteView, ThingSource, ThingTold
from talktag.page.site.frame import SiteFrame
from talktag.page.site.thing_page import FOLDER
from talktag.store import layout
from talktag.store.collections import PARTIES

if TYPE_CHECKING:
    from talktag.model.due.due_item import DueItem
    from talktag.ops.session import Session
    from talktag.store.store import Store

FED = 200  # entries in the feed
COPIES = "files"
_COUNTED = ("notes_count", "entries_count")  # what is told of a product and is not in its record


class _IndexedThing(NamedTuple):
    """A product as the index has it: its JSON as text, its id, what it is inside of and needs, its open files."""

    slug: str
    form: str
    ident: str
    inside: str
    needs: tuple[str, ...]
    files: tuple[str, ...]
    has_log: bool


class _Surroundings(NamedTuple):
    """What the page of a product tells of others: parties, what it belongs to, what is due of it."""

    parties: Mapping[str, str]
    links: Mapping[str, ThingLink]  # by the ids of products
    parts: Mapping[str, Sequence[ThingLink]]  # by the id of what they are inside of
    needing: Mapping[str, Sequence[ThingLink]]  # by the id of what they cannot work without
    dues: Mapping[str, Sequence[DueItem]]  # by slug


def owner_view(session: Session, language: str, *, with_files: bool) -> SiteView:
    """Everything that the owner may read without a key."""
    store = session.store
    slugs = [each.slug for each in store.catalogue.products()]
    parties, due = _parties(store), gather(session, FAR)
    rows, seen = _look(store, slugs)
    around = _around(seen, rows, parties, due.items)
    logs = {each.slug: _log(store, each.slug) for each in seen if each.has_log}
    sources = tuple(_source(store, each, logs.get(each.slug, b""), around, with_files=with_files) for each in seen)
    frame = SiteFrame(store.settings.owner, language)
    named = {each.slug: (each.ident, row.name) for each, row in zip(seen, rows, strict=True)}
    return SiteView(
        derived_id("talktag-site-1", store.settings.id, OWNER),  # that of another store is another reader's
        frame,
        made_of=json.dumps([store.settings.owner, language, parties]),
        rows=rows,
        sources=sources,
        dues=due.items,
        stems={slug: slug for slug in slugs},
        parties=due.parties,
        feed=derived_id("talktag-feed-1", store.settings.id, OWNER),
        logged=_hash_of(logs),
        entries=lambda: newest(_fed(store, logs, named, parties), FED),
        calendar=lambda: calendar_entries(session, due, frame.words),
    )


def _look(store: Store, slugs: Sequence[str]) -> tuple[tuple[ThingRow, ...], tuple[_IndexedThing, ...]]:
    """A line for each product, and what the index has of it."""
    rows, seen = [], []
    for slug, form in zip(slugs, store.catalogue.forms(slugs).texts, strict=True):
        values = json.loads(form)
        rows.append(row_of(slug, values))
        files = tuple(each["name"] for each in values["files"] if not each.get("sealed"))
        seen.append(
            _IndexedThing(
                slug,
                form,
                ident=values["id"],
                inside=values.get("inside", ""),
                needs=tuple(values.get("needs", ())),
                files=files,
                has_log=bool(values["entries_count"]),
            )
        )
    return tuple(rows), tuple(seen)


def _around(
    seen: Sequence[_IndexedThing], rows: Sequence[ThingRow], parties: Mapping[str, str], dues: Sequence[DueItem]
) -> _Surroundings:
    links = {each.ident: ThingLink(each.slug, row.name) for each, row in zip(seen, rows, strict=True)}
    parts: defaultdict[str, list[ThingLink]] = defaultdict(list)
    for each in seen:
        if each.inside:
            parts[each.inside].append(links[each.ident])
    needing: defaultdict[str, list[ThingLink]] = defaultdict(list)
    for each in seen:
        for ident in each.needs:
            needing[ident].append(links[each.ident])
    of_slug: defaultdict[str, list[DueItem]] = defaultdict(list)
    for item in dues:
        of_slug[item.slug].append(item)
    return _Surroundings(parties, links, parts, needing, of_slug)


def _needs_of(seen: _IndexedThing, around: _Surroundings) -> tuple[ThingLink, ...]:
    """What a product cannot work without, as far as that is in the store."""
    return tuple(around.links[ident] for ident in seen.needs if ident in around.links)


def _parties(store: Store) -> Mapping[str, str]:
    """The names of all parties by their slugs."""
    found = (each.value for each in store.all(PARTIES))
    return {each.slug: each.name for each in found if each}


def _log(store: Store, slug: str) -> bytes:
    return store.read(layout.entries(slug), ENTRIES_LIMIT)


def _hash_of(logs: Mapping[str, bytes]) -> str:
    import hashlib

    digest = hashlib.sha256()
    for slug, data in logs.items():
        digest.update(f"{slug} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _source(store: Store, seen: _IndexedThing, log: bytes, around: _Surroundings, *, with_files: bool) -> ThingSource:
    slug, dues = seen.slug, around.dues.get(seen.slug, ())
    beside = [around.links.get(seen.inside), around.parts.get(seen.ident), [str(each) for each in dues]]
    if seen.needs or seen.ident in around.needing:
        beside += [_needs_of(seen, around), around.needing.get(seen.ident)]
    files = seen.files if with_files else ()
    copies = tuple(f"{COPIES}/{slug}/{number}{_ending(name)}" for number, name in enumerate(files, 1))
    made_of = f"{seen.form}\n{json.dumps(beside)}\n{copies}\n{_hash_of({slug: log})}"
    return ThingSource(slug, made_of, copies, lambda: _tell(store, seen, log, around, copies))


def _ending(name: str) -> str:
    """The ending of a file's name as it may stand in a site's."""
    _, dot, ending = name.rpartition(".")
    ending = ending.lower()
    return f".{ending}" if dot and ending.isascii() and ending.isalnum() and len(ending) <= 8 else ""


def _tell(store: Store, seen: _IndexedThing, log: bytes, around: _Surroundings, copies: Sequence[str]) -> ThingTold:
    """The product as the index has it, with its log and its pictures."""
    slug = seen.slug
    values = {key: value for key, value in json.loads(seen.form).items() if key not in _COUNTED}
    values["files"] = [each for each in values["files"] if not each.get("sealed")]
    product = _with_files(slug, values)
    entries = standing_entries(read_log(log, layout.entries(slug)).value or ()) if log else ()
    values["entries"] = [entry_values(each) for each in entries]
    thing = SiteThing(
        slug,
        values,
        told_entries(entries, around.parties) if entries else (),
        dues=tuple(around.dues.get(slug, ())),
        pictures=small_pictures(store, slug, product.pictures()) if product.files else (),
        files=_files(product.files, copies),
        inside=around.links.get(seen.inside),
        parts=tuple(around.parts.get(seen.ident, ())),
        needs=_needs_of(seen, around),
        needed_by=tuple(around.needing.get(seen.ident, ())),
    )
    made = {name: _copier(store, slug, file) for name, file in zip(copies, product.files, strict=bool(copies))}
    return ThingTold(thing, product, made, links_of(entries) if entries else ())


def _with_files(slug: str, values: Mapping[str, Any]) -> Product:
    """The product with its number and its files, which is all that is asked of it here."""
    files = tuple(ProductFile(**each) for each in values["files"])
    return Product(values["id"], slug, values["name"], gtin=values.get("gtin"), files=files)


def _files(files: Sequence[ProductFile], copies: Sequence[str]) -> tuple[SiteFile, ...]:
    hrefs = [f"../{each}" for each in copies] or [""] * len(files)
    return tuple(SiteFile(each.name, each.kind, each.size, href) for each, href in zip(files, hrefs, strict=True))


def _copier(store: Store, slug: str, file: ProductFile) -> Callable[[], bytes]:
    """What gives a copy of a file as a site may have it."""
    return lambda: clean_copy(store, slug, file)


def told_entries(entries: Sequence[Entry], parties: Mapping[str, str]) -> tuple[ToldEntry, ...]:
    """Entries for a page, each with the name of its party."""
    told = read_entries([entry_values(each) for each in entries])
    return tuple(replace(each, party=parties.get(each.party or "", each.party)) for each in told)


def _fed(
    store: Store, logs: Mapping[str, bytes], named: Mapping[str, tuple[str, str]], parties: Mapping[str, str]
) -> Iterator[FeedEntry]:
    """The entries of all products as a feed tells them."""
    for slug in logs:
        ident, name = named[slug]
        for each in standing_entries(store.entries(slug).value or ()):
            yield fed_entry(each, ident, f"{FOLDER}/{slug}.html", name, who_wrote(each, store.settings.owner, parties))


def fed_entry(entry: Entry, product: str, href: str, name: str, author: str) -> FeedEntry:
    """An entry of the product of that id as a feed tells it: never where it is kept, nor who signed it."""
    moment = entry.moment or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC)
    return FeedEntry(
        product,
        entry.id,
        moment.replace(microsecond=0),
        kind=entry.kind,
        title=f"{name}: {entry.title}",
        text=entry.text or "",
        author=author,
        href=href,
    )


def who_wrote(entry: Entry, owner: str, parties: Mapping[str, str]) -> str:
    """The name of who wrote an entry."""
    return owner if is_own(entry) or not entry.party else parties.get(entry.party, entry.party)
