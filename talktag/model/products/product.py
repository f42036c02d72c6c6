"""The product: one owned thing and its parts, as values. Knows no TOML, no files, no terminal."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from talktag.model.products.renewals import Renewals
from talktag.model.values.money import Money
from talktag.model.values.warranty import RETURN, Duration, Warranty

STATES = ("owned", "lent", "lost", "sold", "given", "recycled")
# What one no longer has, in the order that it is offered in; a list leaves it out unless asked for states.
GONE = ("sold", "lost", "given", "recycled")
PARTED = ("sold", "given", "recycled")  # what is somebody else's from now on, or nobody's; what is lost may be found
PASSED_ON = ("sold", "given")  # what has a next owner
OWN = ("owned", "lost")  # what the owner can dispose of: it is with nobody else
SERVICE, CONSUMABLE = "service", "consumable"
PRODUCT_KINDS = (SERVICE, CONSUMABLE)  # what is none of them is a thing
FILE_KINDS = ("receipt", "photo", "manual", "certificate", "report", "file")


class Purchase(NamedTuple):
    """Where a product came from, and for how much."""

    date: datetime.date | None = None
    seller: str | None = None
    price: Money | None = None
    order: str | None = None


class Service(NamedTuple):
    """What is paid each time and when it goes on by itself, of what is paid for by the month or the year.

    It is paid `every` so often, and goes on for a `term` each time, which is the same where that is None.
    """

    fee: Money | None = None
    every: Duration | None = None
    renews: datetime.date | None = None
    term: Duration | None = None
    notice: Duration | None = None
    ends: datetime.date | None = None

    def renewals(self) -> Renewals | None:
        """The days on which it goes on by itself; None where none is known."""
        return Renewals(self.renews, self.term or self.every, None, self.ends) if self.renews else None

    def notices(self) -> Renewals | None:
        """The last days on which notice can be given, one before each of those; None where nothing says how long."""
        days = self.renewals()
        return days._replace(before=self.notice) if days and self.notice else None


class PublicWords(NamedTuple):
    """What whoever finds the product may read, and nothing else of it; `photo` is the name of one of its pictures."""

    name: str | None = None
    words: str | None = None
    reward: str | None = None
    urgent: str | None = None
    hand_in: str | None = None
    photo: str | None = None


class Tag(NamedTuple):
    """A TalkTag stuck on the product; a retired one still resolves. One that is `of_maker` was printed by its maker."""

    id: str
    made: datetime.date | None = None
    retired: datetime.date | None = None
    of_maker: bool = False


class ProductFile(NamedTuple):
    """A file kept with the product: its name, and what its bytes hash to.

    They are in the product's `files` folder under that name, or at `at`, a path in the store, where another product
    holds the same bytes. Those of a `sealed` one are an age file.
    """

    name: str
    kind: str
    sha256: str
    size: int
    media: str | None = None
    at: str | None = None
    sealed: bool = False


class Product(NamedTuple):
    """One owned thing. Absent is None or empty, never 0 and never an empty string."""

    id: str
    slug: str
    name: str
    maker: str | None = None
    model: str | None = None
    serial: str | None = None
    gtin: str | None = None
    condition: str | None = None
    place: str | None = None
    inside: str | None = None  # the id of the product this one is a part or accessory of
    kind: str | None = None  # one of PRODUCT_KINDS, None for a thing
    needs: tuple[str, ...] = ()  # the ids of the products this one cannot work without
    labels: tuple[str, ...] = ()
    quantity: int = 1
    state: str = "owned"
    added: datetime.date | None = None
    source: str | None = None  # what it is called where it was imported from, like `homebox:7f3a…`
    purchase: Purchase = Purchase()
    finder: PublicWords = PublicWords()  # leaves in no bundle
    service: Service = Service()  # nor does this
    warranties: tuple[Warranty, ...] = ()
    tags: tuple[Tag, ...] = ()
    files: tuple[ProductFile, ...] = ()
    fields: Mapping[str, object] = MappingProxyType({})

    def warranty_ends(self) -> datetime.date | None:
        """The latest last day of any warranty with a known end; a time to return it in is none."""
        promises = (each for each in self.warranties if each.kind != RETURN)
        ends = [end for warranty in promises if (end := warranty.ends(self.purchase.date))]
        return max(ends, default=None)

    def earner(self) -> str | None:
        """Whom it is paid to: who sold it, else who made it."""
        return self.purchase.seller or self.maker

    def pictures(self) -> tuple[ProductFile, ...]:
        """The files of it that can be shown to others as pictures; a sealed one never is."""
        return tuple(
            each
            for each in self.files
            if not each.sealed and (each.media.startswith("image/") if each.media else each.kind == "photo")
        )

    @property
    def own_tags(self) -> tuple[Tag, ...]:
        """The tags that the owner stuck on, or an owner before: those that lead a finder to somebody."""
        return tuple(tag for tag in self.tags if not tag.of_maker)

    def live_tag(self) -> Tag | None:
        """The newest of the owner's tags that is not retired."""
        return next((tag for tag in reversed(self.tags) if tag.retired is None and not tag.of_maker), None)
