"""What a site shows: its frame, a line for each product, and what makes the rest once that is wanted. Makes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.interop.calendar.write_calendar import CalendarEntry
    from talktag.interop.feeds.write_feed import FeedEntry
    from talktag.interop.linkset.link import Link
    from talktag.model.due.due_item import DueItem
    from talktag.model.products.product import Product
    from talktag.model.site.thing import SiteThing, ThingRow
    from talktag.page.site.frame import SiteFrame

OWNER = "owner"


class ThingTold(NamedTuple):
    """A product as it is told: for the page, and by its id, name and number alone for what is said of its links.

    `copies` give the files beside its page, by name; `links` are where things about it are.
    """

    thing: SiteThing
    product: Product
    copies: Mapping[str, Callable[[], bytes]]
    links: Sequence[Link] = ()


class ThingSource(NamedTuple):
    """One product of a site: its stem, what it is made of as a text that changes with it, the copies beside its page.

    `tell` reads it.
    """

    stem: str
    made_of: str
    copies: tuple[str, ...]
    tell: Callable[[], ThingTold]


class SiteView(NamedTuple):
    """All of a site for one reader; `made_of` is what every page of it is made of besides.

    `entries` gives the newest entries for the feed, `calendar` what is due as a calendar tells it; `logged` and `dues`
    change where these do, and `feed` is what the feed is called for ever. `stems` are the products' pages by slug,
    `parties` the names of parties by slug.
    """

    reader: str
    frame: SiteFrame
    made_of: str
    rows: Sequence[ThingRow]
    sources: Sequence[ThingSource]
    dues: Sequence[DueItem]
    stems: Mapping[str, str]
    parties: Mapping[str, str]
    feed: str
    logged: str
    entries: Callable[[], Sequence[FeedEntry]]
    calendar: Callable[[], Sequence[CalendarEntry]]
