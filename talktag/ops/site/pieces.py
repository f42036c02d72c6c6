"""What a site is made of: for each product its page and its data, the lists, the feed, the calendar. It writes none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

import talktag
from talktag.model.effects.of_site import SitePiece
from talktag.page.site.frame import CALENDAR, DUE, FEED, LABELS, MAKERS, PLACES, START

if TYPE_CHECKING:
    from talktag.ops.site.site_view import SiteView, ThingSource

_GROUPED = (PLACES, LABELS, MAKERS)
_ENDINGS = ("html", "json", "jsonld", "linkset.json")
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_Made = Mapping[str, bytes]


def pieces_of(view: SiteView) -> Iterator[SitePiece]:
    """Every piece of the site, products first."""
    around = hashlib.sha256(f"{talktag.__version__}\n{_code()}\n{view.made_of}".encode())
    for source in view.sources:
        yield _piece(
            around, f"thing {source.stem}", source.made_of, _thing_names(source), partial(_thing, view, source)
        )
    yield from _lists(view, around)


def _piece(
    around: hashlib._Hash, key: str, made_of: str, names: tuple[str, ...], make: Callable[[], _Made]
) -> SitePiece:
    digest = around.copy()
    digest.update(f"\n{key}\n{made_of}".encode(errors="surrogateescape"))
    return SitePiece(key, digest.hexdigest(), names, make)


@cache
def _code() -> str:
    """What tells one state of the pages' own text and form from another, as while they are worked on."""
    from talktag.page.site.start_page import script
    from talktag.page.site.style import SITE_STYLE

    return hashlib.sha256(f"{SITE_STYLE}{script()}".encode()).hexdigest()


def _thing_names(source: ThingSource) -> tuple[str, ...]:
    from talktag.page.site.thing_page import FOLDER

    return (*(f"{FOLDER}/{source.stem}.{ending}" for ending in _ENDINGS), *source.copies)


def _thing(view: SiteView, source: ThingSource) -> _Made:
    """The files of one product: its page, the same as JSON and JSON-LD, its links, and the copies of its files."""
    from talktag.interop.linkset.write_linkset import linkset_context
    from talktag.interop.schema_org.write_products import jsonld_of
    from talktag.page.site.thing_page import thing_page

    told = source.tell()
    page, plain, linked, linkset = _thing_names(source)[:4]
    made = {
        page: thing_page(view.frame, told.thing),
        plain: json_of(told.thing.values),
        linked: jsonld_of({"id": told.product.id, **told.thing.values}),
        linkset: f"{_ENCODE({'linkset': [linkset_context(told.product, told.links)]})}\n".encode(),
    }
    return {**made, **{name: copy() for name, copy in told.copies.items()}}


def json_of(values: Mapping[str, object]) -> bytes:
    """A product as a JSON document in the form that `import` reads."""
    return f'{{"schema": 1, "products": [\n{_ENCODE(values)}\n]}}\n'.encode()


def _lists(view: SiteView, around: hashlib._Hash) -> Iterator[SitePiece]:
    from talktag.page.site.lists import due_pages, group_count, group_pages, list_names, more_pages
    from talktag.page.site.start_page import start_page

    frame, rows, dues = view.frame, view.rows, view.dues
    told = repr(rows)
    yield _piece(around, "start", told, (START,), lambda: {START: start_page(frame, rows)})
    yield _piece(around, "all", told, list_names(START, len(rows))[1:], lambda: more_pages(frame, rows))
    for name in (each for each in _GROUPED if each in frame.lists):
        names = list_names(name, group_count(name, rows))
        yield _piece(around, name, told, names, partial(group_pages, frame, name, rows))
    due = repr([dues, view.stems if dues else None, view.parties])
    make = partial(due_pages, frame, dues, view.stems, view.parties)
    yield _piece(around, "due", due, list_names(DUE, len(dues)), make)
    names_of = repr([(row.stem, row.name) for row in rows])
    yield _piece(around, "feed", f"{view.logged}\n{names_of}", (FEED,), partial(_feed, view))
    yield _piece(around, "calendar", due, (CALENDAR,), partial(_calendar, view))


def _feed(view: SiteView) -> _Made:
    from talktag.interop.feeds.write_feed import write_feed

    return {FEED: write_feed(view.feed, view.frame.title, view.frame.owner, view.entries())}


def _calendar(view: SiteView) -> _Made:
    from talktag.interop.calendar.write_calendar import calendar_bytes

    return {CALENDAR: calendar_bytes(view.calendar(), view.frame.title, None)}
