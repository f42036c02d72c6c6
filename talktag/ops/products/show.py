"""`show`: one product with what lies beside it, or its record as it was at the end of a day. Opens no note."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import NotFoundError, TalktagError
from talktag.model.log.entry import entry_values
from talktag.model.log.meters import uses_of
from talktag.model.log.schedule import dues_of, entries_in_force, standing_entries
from talktag.model.log.standing import Standing, standing_of
from talktag.model.products.product import Product
from talktag.model.products.product_json import product_values
from talktag.model.products.record import read_product
from talktag.model.toml.record_file import without_absent
from talktag.ops.files.card_photo import CardPhoto, card_photo
from talktag.ops.finding.find_product import find_product
from talktag.ops.finding.party_names import party_names
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store.collections import SHARES

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.log.meters import MeterUse
    from talktag.model.log.schedule import Due
    from talktag.model.sharing.share import Share
    from talktag.model.talk.conversation import Talked
    from talktag.store.store import Store


class Other(NamedTuple):
    """Another product, as far as a card names it."""

    slug: str
    name: str


class Loan(NamedTuple):
    """Who has a lent product, and until when."""

    party: str
    name: str
    due: datetime.date | None

    def overdue(self, today: datetime.date) -> int:
        """How many days ago it should have been back; 0 where it still has time."""
        return max((today - self.due).days, 0) if self.due else 0


class Card(NamedTuple):
    """A product with what lies beside its record; a past state has nothing beside it.

    `every` are all entries of today, `entries` those that stand, `entries_count` is how many the log has, `withdrawn`
    how many were taken back. `whereabouts` is where it is, which for one inside another is the place of that.
    `contents` asks the index, so it is only called where what is inside is really wanted; so does `beside` the logs
    with parties, for what was said with them about no product.
    `parties` has the name of each party that is met, by its slug, `needs` the slug, or the id, of each thing needed.
    `talk` is None where nobody spoke of the product.
    """

    product: Product
    today: datetime.date
    notes_count: int = 0
    entries_count: int = 0
    entries: tuple[Entry, ...] = ()
    shares: tuple[Share, ...] = ()
    parties: Mapping[str, str] = {}
    whereabouts: str | None = None
    holder: Other | None = None
    needs: tuple[str, ...] = ()
    contents: Callable[[], tuple[Other, ...]] = tuple
    loan: Loan | None = None
    paths: tuple[Path, ...] = ()
    standing: Standing = Standing()
    withdrawn: int = 0
    dues: tuple[Due, ...] = ()
    meters: Mapping[str, MeterUse] = {}
    photo: CardPhoto | None = None
    talk: Talked | None = None
    every: Sequence[Entry] = ()
    beside: Callable[[], tuple[Entry, ...]] = tuple

    @property
    def gtin_issuer(self) -> str | None:
        """Who issued the number under the bar code."""
        from talktag.model.values.gs1_prefix import issuer

        return issuer(self.product.gtin) if self.product.gtin else None

    def values(self) -> Mapping[str, Any]:
        """The product in the form of the contract, and what lies beside it."""
        loan = self.loan and {
            "party": self.loan.party,
            "name": self.loan.name,
            "due": self.loan.due and self.loan.due.isoformat(),
            "overdue_days": self.loan.overdue(self.today) or None,
        }
        return {
            **product_values(self.product, self.notes_count, self.entries_count),
            **without_absent(
                {
                    "gtin_issuer": self.gtin_issuer,
                    "holder": self.holder and self.holder._asdict(),
                    "whereabouts": self.whereabouts if self.whereabouts != self.product.place else None,
                    "loan": loan and without_absent(loan),
                    "standing": self._standing_values(),
                    "withdrawn_count": self.withdrawn or None,
                }
            ),
            "contents": [each._asdict() for each in self.contents()],
            "entries": [entry_values(each) for each in self.entries],
            "shares": _share_values(self.shares),
        }

    def _standing_values(self) -> dict[str, Any] | None:
        """What the entries add up to; None where there are none, and of a past state, which `standing --at` tells."""
        if not self.every:
            return None
        from talktag.model.due.recalls.match import concerning
        from talktag.model.talk.stands import stands_of

        stands = stands_of(self.every, self.product, self.shares, self.today, self.beside())
        return stands._replace(dues=concerning(stands.dues, self.every, self.product)).values()


def show(session: Session, ref: str, at: datetime.date | None = None, *, with_photo: bool = False) -> Outcome:
    """The product `ref` names; with `at`, its record as it stood at the end of that day."""
    store = session.store
    record = find_product(store, ref)
    product = record.product
    if at is not None:
        data = store.history.file_at(record.path, at)
        reading = read_product(data, record.path, product.slug) if data is not None else None
        if reading is None or reading.value is None:
            raise NotFoundError(
                f'there was no record of "{product.slug}" on {at}',
                hints=[f"see its history with: talktag log {product.slug}"],
            )
        return Outcome(Card(reading.value, at, whereabouts=reading.value.place), problems=reading.problems)
    entries = store.entries(product.slug)
    shares = _shares(store, product)
    card = _with_log(Card(product, session.today, shares=shares), entries.value or ())
    said = {name for each in card.entries for name in (each.party, each.to) if name}
    parties = party_names(store, {*(share.party for share in shares), *said})
    holder, whereabouts = _around(store, product)
    loan = _loan(product, card.standing)
    card = card._replace(
        notes_count=len(store.note_ids(product.slug)),
        parties=parties,
        whereabouts=whereabouts,
        holder=holder,
        needs=tuple(found[0].slug if (found := store.lookup.products("id", each)) else each for each in product.needs),
        contents=lambda: _contents(store, product),
        loan=loan and loan._replace(name=parties.get(loan.party, loan.party)),
        paths=_paths(store, product),
        photo=card_photo(store, product) if with_photo else None,
        beside=lambda: _beside(session, entries.value or (), shares),
    )
    return Outcome(card, notices=_notices(product, ref), problems=(*record.problems, *entries.problems))


def _beside(session: Session, entries: Sequence[Entry], shares: Sequence[Share]) -> tuple[Entry, ...]:
    """What was said about no product with those who have to do with this one."""
    from talktag.ops.log.standing import said_beside

    return said_beside(session.store, entries, shares, session.today, session.now.tzinfo)


def _with_log(card: Card, every: Sequence[Entry]) -> Card:
    """The card with the entries that stand, and with what they add up to."""
    log = standing_entries(every)
    return card._replace(
        entries=log,
        every=every,
        entries_count=len(every),
        withdrawn=len(every) - len(entries_in_force(every)),
        standing=standing_of(every),
        dues=dues_of(log),
        meters=uses_of(log),
        talk=_talk(every),
    )


def _talk(entries: Sequence[Entry]) -> Talked | None:
    """What was said about the product; of one that nobody ever spoke of it loads nothing."""
    if not any(each.original for each in entries):
        return None
    from talktag.model.talk.conversation import fold_talk

    return fold_talk(entries)


def _shares(store: Store, product: Product) -> tuple[Share, ...]:
    """What was given of a product, oldest first; nothing else in the ledger is opened."""
    if not (found := store.where(SHARES, slug=product.slug, product=product.id)):
        return ()
    from talktag.model.sharing.share import in_order

    return in_order(each.value for each in found if each.value)


def _notices(product: Product, ref: str) -> tuple[str, ...]:
    """That the tag somebody came by is retired."""
    if not any(each.retired for each in product.tags):
        return ()
    from talktag.ops.finding.find_tag import retired_notices

    return retired_notices(product, ref)


def _loan(product: Product, standing: Standing) -> Loan | None:
    """The last loan of a product that is lent; the record may say so without any entry."""
    party = standing.holder(product.state)
    return Loan(party, party, datetime.date.fromisoformat(standing.back) if standing.back else None) if party else None


def _contents(store: Store, product: Product) -> tuple[Other, ...]:
    """What is inside a product, by name."""
    found = (Other(each.slug, each.name) for each in store.lookup.products("inside", product.id))
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.slug)))


def _around(store: Store, product: Product) -> tuple[Other | None, str | None]:
    """What a product is directly inside of, and where it is, which for one inside another is the place of that."""
    if not product.inside:
        return None, product.place
    from talktag.model.products.containment import Spot, whereabouts
    from talktag.ops.finding.find_holder import StoreSpots

    spots, spot = StoreSpots(store), Spot(product.slug, product.place, product.inside)
    holder = spots.product(product.inside)
    return holder and Other(holder.slug, holder.name), whereabouts(product.id, spot, spots)


def _paths(store: Store, product: Product) -> tuple[Path, ...]:
    """Where each file is on this computer; a name that no file can have is left for doctor to speak of."""
    try:
        return tuple(store.folder / store.file_path(product.slug, each) for each in product.files)
    except TalktagError:
        return ()


def _share_values(shares: tuple[Share, ...]) -> list[dict[str, Any]]:
    from talktag.model.sharing.share import share_values

    return [share_values(each) for each in shares]
