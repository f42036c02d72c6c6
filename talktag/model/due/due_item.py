"""One thing that is due of a product, from whatever source, and what it is called for ever. It asks no clock.

A source is a function that gives DueItems of a record of one kind; lists, cards and calendars know no source.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from talktag.model.log.kinds import RECALL
from talktag.model.products.renewals import Renewals
from talktag.model.values.ident import ID_BITS, make_id

Key = tuple[str, ...]
WARRANTY, RETURN, LOAN, SHARE, TABLE, ENTRY = "warranty", "return", "loan", "share", "table", "entry"
PERMISSION, QUESTION, FIRMWARE, WISH = "permission", "question", "firmware", "wish"
RENEWAL, NOTICE, SERVICE_END = "renewal", "notice", "service-end"
ENDS = (
    WARRANTY,
    RETURN,
    PERMISSION,
    WISH,
    RENEWAL,
    NOTICE,
    SERVICE_END,
)  # what is over by itself: nobody can do it any more, nor need to
REMEMBERED = 14  # days for which what ended by itself is still told of, for those who do not look every day


class DueItem(NamedTuple):
    """Something of the product whose id is `product` that ends or should happen by the day `date`.

    `product` is empty of what concerns a party and no product.

    `key` tells it from all else of that product and stays as it is however often its day changes; the first word of it
    is the source. `kind` is the source, or the kind of the entry that says so, and `title` what that entry or record
    calls it. `date` is None for what waits for a meter to show `at`, which is None while nobody read it.
    `entry` is the id of the entry by which it can be answered. `party` is the slug or the name of who it is about.
    `series` are all its days, of what comes again by itself; `date` is the first of them until `as_of` says a day.
    Of a recall `why` is the reason to take it for one of this very thing, and `sure` how sure that is.
    `slug` is empty where the product is no longer in the store; so may be all that follows it.
    """

    product: str
    key: Key
    kind: str
    title: str
    date: datetime.date | None = None
    party: str | None = None
    entry: str | None = None
    meter: str | None = None
    at: str | None = None
    slug: str = ""
    name: str = ""
    place: str | None = None
    state: str = "owned"
    series: Renewals | None = None
    why: str | None = None
    sure: str | None = None

    def as_of(self, today: datetime.date) -> DueItem | None:
        """The item as it is on a day: what comes again by itself is due the next time; None where it does no more."""
        if self.series is None or self.series.every is None:
            return self
        day = self.series.next(today)
        return self._replace(date=day) if day else None

    @property
    def ident(self) -> str:
        """What it is called for ever, in calendars too: the id of the product, and 13 characters made of the key.

        In place of the id of a product that there is none of stands one made of the party.
        """
        of = self.product or derived_id("talktag-due-1", self.party or "")
        return f"{of}.{derived_id('talktag-due-1', *self.key)}"

    @property
    def can_be_done(self) -> bool:
        """Whether somebody can say that it is done; the rest ends by itself, or by a verb of its own."""
        return self.key[0] == ENTRY

    def days(self, today: datetime.date) -> int | None:
        """How many days are left; fewer than none where it is late."""
        return (self.date - today).days if self.date else None

    def is_told(self, today: datetime.date, last: datetime.date) -> bool:
        """Whether it belongs into a list up to the day `last`: also what is late, and what ended a short while ago."""
        if self.date is None:
            return True
        return self.date <= last and (self.key[0] not in ENDS or self.date >= oldest_told(today))


def oldest_told(today: datetime.date) -> datetime.date:
    """The first day of which is told what ended by itself."""
    return datetime.date.fromordinal(max(1, today.toordinal() - REMEMBERED))


def derived_id(*words: str) -> str:
    """An id made of words, the same on every machine, in the form of those that are drawn."""
    import hashlib

    digest = hashlib.sha256(json.dumps(words).encode()).digest()
    return make_id(int.from_bytes(digest) >> (256 - ID_BITS))


def what_is_due(item: DueItem, party: str | None = None) -> str:
    """What ends or is to be done, in English, without the product; `party` is the name of who it is about."""
    who = party or item.party or "somebody"
    by_itself = {
        WARRANTY: "warranty ends" if item.title == "all" else f"{item.title} warranty ends",
        RETURN: "last day to return it",
        LOAN: f"back from {who}",
        SHARE: f"{who} should delete what was given",
        TABLE: "last day to keep it, then forget it",
        RENEWAL: f"goes on for {item.title}" if item.title else "goes on for another time",
        NOTICE: f"last day to give notice to {who}",
        SERVICE_END: "is over",
        WISH: "last day for offers",
    }
    if said := by_itself.get(item.key[0]):
        return said
    if item.key[0] == QUESTION:
        return f"{who} asks: {item.title}"
    if item.kind == RECALL:
        # Without the reason, which may hold the serial number: calendars say this, and others may see those.
        return f"recall, {item.sure}: {item.title}" if item.sure else f"recall: {item.title}"
    if item.meter is None:
        return item.title
    at = f"at {item.at} {item.meter}" if item.at else f"by {item.meter}, which nobody read"
    return f"{item.title}, {'or ' if item.date else ''}{at}"


def item_values(item: DueItem, today: datetime.date, party: str | None = None) -> Mapping[str, Any]:
    """An item as JSON values; `days` are those left."""
    told = {
        "id": item.ident,
        "key": list(item.key),
        "kind": item.kind,
        "what": what_is_due(item, party),
        "title": item.title if item.can_be_done else None,
        "date": item.date.isoformat() if item.date else None,
        "days": item.days(today),
        "party": item.party,
        "entry": item.entry,
        "meter": item.meter,
        "at": item.at,
        "every": str(item.series.every) if item.series and item.series.every else None,
        "product": item.product,
        "slug": item.slug,
        "name": item.name,
        "place": item.place,
        "state": item.state,
        "why": item.why,
        "sure": item.sure,
    }
    return {key: value for key, value in told.items() if value not in (None, "")}


def due_order(item: DueItem) -> tuple[str, str, str, str, str, Key]:
    """The order of a list: by day, last what has none; those of one day by name, at the end what is drawn by lot."""
    day, name = item.date.isoformat() if item.date else "~", item.name.casefold()
    return day, name, item.slug or item.product, item.key[0], item.title, item.key
