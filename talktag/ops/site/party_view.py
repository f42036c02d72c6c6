"""The site as a party may see it: what its shares in force name, and what was said with it. It discloses nothing else.

It names nothing by what it is called in the store: a slug tells what a thing was called once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.interop.calendar.write_calendar import CalendarEntry
from talktag.interop.feeds.write_feed import FeedEntry, newest
from talktag.model.bundles.told import ToldEntry, read_entries
from talktag.model.due.due_item import LOAN, QUESTION, DueItem, derived_id, due_order
from talktag.model.due.sources import dues_of_log, dues_of_record
from talktag.model.log.entry import entry_values
from talktag.model.log.settling import is_own
from talktag.model.products.product import Product
from talktag.model.site.thing import SiteFile, SiteThing, row_of
from talktag.ops.due.gather import FAR
from talktag.ops.importing.linkset_out import links_of
from talktag.ops.site.given_to import GivenThing, given_things, moment_of
from talktag.ops.site.owner_view import FED
from talktag.ops.site.pictures import small_pictures
from talktag.ops.site.site_view import SiteView, ThingSource, ThingTold
from talktag.ops.talk.their_side.show import BOTH_HAVE
from talktag.page.site.describe_thing import said_of_due
from talktag.page.site.frame import DUE, MAKERS, PLACES, SiteFrame
from talktag.page.site.thing_page import FOLDER

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.ops.session import Session

_NOT_THEIRS = (QUESTION, LOAN)  # what is due of the owner, or says who else has it


def reader_id(session: Session, party: Party) -> str:
    """What a party is called in its site: nothing of what it is called in the store."""
    return derived_id("talktag-site-1", session.store.settings.id, party.slug)


class ShownThing(NamedTuple):
    """A product with the stem of its files, and what makes it as a page tells it."""

    stem: str
    given: GivenThing
    source: ThingSource


class PartySite(NamedTuple):
    """The site, and each product that it shows."""

    view: SiteView
    shown: Sequence[ShownThing]


def party_view(session: Session, party: Party, language: str) -> PartySite:
    """Everything that the party may see, made of that and of no more."""
    owner = session.store.settings.owner
    shown = [_thing_for(session, each, party, owner) for each in given_things(session, party)]
    rows = tuple(row_of(each.stem, each.given.values) for each in shown)
    lists = (*((PLACES,) if any(row.place for row in rows) else ()), MAKERS, DUE)
    frame = SiteFrame(owner, language, party.name, lists)
    dues = sorted(
        (due for each in shown for due in _dues(session, each.stem, each.given)),
        key=due_order,
    )
    view = SiteView(
        reader_id(session, party),
        frame,
        made_of=json.dumps([owner, party.name, language]),
        rows=rows,
        sources=tuple(each.source for each in shown),
        dues=tuple(dues),
        stems={each.stem: each.stem for each in shown},
        parties={},
        feed=derived_id("talktag-feed-1", session.store.settings.id, party.slug),
        logged=repr([(each.given.entries, each.given.said) for each in shown]),
        entries=lambda: newest((entry for each in shown for entry in _fed(each, party, owner)), FED),
        calendar=lambda: [_calendar_entry(each, frame) for each in dues if each.date],
    )
    return PartySite(view, shown)


def _thing_for(session: Session, given: GivenThing, party: Party, owner: str) -> ShownThing:
    stem = derived_id("talktag-site-1", session.store.settings.id, party.slug, given.product.id)
    dues = tuple(_dues(session, stem, given))
    values = {**given.values, **({"said": _said_values(given)} if given.said else {})}
    files = [(each.name, each.file.sha256) for each in given.files]
    made_of = json.dumps([values, files, [str(each) for each in dues]])

    @cache
    def tell() -> ThingTold:
        pictures, others = _files(session, given)
        thing = SiteThing(
            stem,
            {**values, "files": [{"name": each.name, "kind": each.kind} for each in (*pictures, *others)]},
            read_entries(values.get("entries", ())),
            said=_words_of(given, party, owner),
            dues=dues,
            pictures=pictures,
            files=others,
        )
        product = Product(values.get("id", stem), stem, given.product.name, gtin=values.get("gtin"))
        return ThingTold(thing, product, {}, links_of((*given.entries, *given.said)))

    return ShownThing(stem, given, ThingSource(stem, made_of, (), tell))


def _files(session: Session, given: GivenThing) -> tuple[Any, tuple[SiteFile, ...]]:
    """The pictures that the party was given, small, and the other files by name."""
    product = given.product
    named = {each.file.name: each.name for each in given.files}
    drawn = small_pictures(session.store, product.slug, (each for each in product.pictures() if each.name in named))
    pictures = tuple(each._replace(name=named[each.name]) for each in drawn)
    shown = {each.name for each in drawn}
    others = (each for each in given.files if each.file.name not in shown)
    return pictures, tuple(SiteFile(each.name, each.file.kind, each.file.size) for each in others)


def _said_values(given: GivenThing) -> list[dict[str, Any]]:
    return [{**entry_values(each, BOTH_HAVE), "by": "owner" if is_own(each) else "party"} for each in given.said]


def _words_of(given: GivenThing, party: Party, owner: str) -> tuple[ToldEntry, ...]:
    """What was said, each with the name of who said it."""
    told = read_entries([entry_values(each, BOTH_HAVE) for each in given.said])
    names = (owner if is_own(each) else party.name for each in given.said)
    return tuple(replace(each, party=name) for each, name in zip(told, names, strict=True))


def _dues(session: Session, stem: str, given: GivenThing) -> Iterator[DueItem]:
    """What is due by what the party may see."""
    product = given.product
    warranties = dues_of_record(product) if "warranties" in given.values else ()
    for each in (*warranties, *dues_of_log((*given.entries, *given.said))):
        item = each._replace(product=stem, slug=stem, name=product.name, party=None, entry=None)
        item = item._replace(key=(each.key[0], derived_id("talktag-due-1", *each.key)))
        if each.key[0] not in _NOT_THEIRS and item.is_told(session.today, FAR):
            yield item


def _fed(shown: ShownThing, party: Party, owner: str) -> Iterator[FeedEntry]:
    """The entries that the party may see as a feed tells them, by names that nothing in the store has."""
    for each in {each.id: each for each in (*shown.given.entries, *shown.given.said)}.values():
        yield FeedEntry(
            shown.stem,
            derived_id("talktag-feed-1", shown.stem, each.id),
            moment_of(each).replace(microsecond=0),
            kind=each.kind,
            title=f"{shown.given.product.name}: {each.title}",
            text=each.text or "",
            author=owner if is_own(each) else party.name,
            href=f"{FOLDER}/{shown.stem}.html",
        )


def _calendar_entry(item: DueItem, frame: SiteFrame) -> CalendarEntry:
    text = f"{item.name}: {said_of_due(item, frame.words)}"
    return CalendarEntry(item.ident, text, (text,), item.date)
