"""Today's card: what ends soon or is late, what is lost, what has no proof. Reads the index; changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.due.due_item import QUESTION, DueItem, item_values
from talktag.model.due.recalls.order import is_from_maker, surest_first
from talktag.model.values.currency import MINOR_UNITS
from talktag.model.values.money import Money, parse_money
from talktag.ops.due.found_things import FoundThings, found_things
from talktag.ops.due.gather import FAR, gather
from talktag.ops.due.wished import WishedThing, wished_things
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.outcome import Outcome
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.store.store import Store

DAYS = 30  # that a card looks ahead
OVER, COMING, NAMED = 5, 50, 20  # at most so many lines, and names, however much there is; `due` has all
DEAR = 250  # what costs more, in whole units of a currency that has cents, should have a receipt and a photo
PROOFS = ("receipt", "photo")


_LACKS = {1: PROOFS[:1], 2: PROOFS[1:], 3: PROOFS}


class DuePart(NamedTuple):
    """The first few of what is due, and how many more there are of the kind."""

    items: tuple[DueItem, ...]
    more: int

    @property
    def total(self) -> int:
        """How many there are together."""
        return len(self.items) + self.more


class Unproven(NamedTuple):
    """A product of some worth, and which of PROOFS it has not."""

    slug: str
    name: str
    price: str
    lacks: tuple[str, ...]


class TodayCard(NamedTuple):
    """What a person wants to know of a store today.

    `over` is what is late or ended a few days ago, the newest first; `coming` what is due within DAYS days; `later` how
    much more is, and `following` the day of the first of that. `unproven` are the dearest of so many; `above` is what
    the settings say that they are worth more than. `asked` are questions that others wait for an answer to, `waiting`
    is how much waits in the inbox, `found` what of it finders wrote, `wished`
    what is wanted and was offered. `makers` is what makers and authorities say of
    things: recalls and newer firmware. `products` counts those that are not gone.
    """

    today: datetime.date
    over: DuePart
    coming: DuePart
    later: int
    following: str | None
    lost: tuple[tuple[str, str], ...]
    unproven: tuple[Unproven, ...]
    unproven_count: int
    above: Money | None
    products: int
    parties: Mapping[str, str]
    asked: DuePart = DuePart((), 0)
    waiting: int = 0
    found: FoundThings = FoundThings()
    wished: tuple[WishedThing, ...] = ()
    makers: DuePart = DuePart((), 0)

    @property
    def proof(self) -> str:
        """What the first of `unproven` is worth more than, such as `250 EUR`; empty where there is none."""
        if not self.unproven:
            return ""
        currency = self.unproven[0].price.partition(" ")[2]
        return f"{_worth(currency, self.above):f} {currency}"

    def values(self) -> Mapping[str, Any]:
        """The card as JSON values."""
        rest: dict[str, Any] = {
            "store": True,
            "today": self.today.isoformat(),
            "days": DAYS,
            "products": self.products,
            "over": self._part(self.over),
            "coming": self._part(self.coming),
            "asked": self._part(self.asked),
            "makers": self._part(self.makers),
            "waiting": self.waiting,
            "found": self.found.values(),
            "wished": [each.values() for each in self.wished],
            "later": self.later,
            "lost": {"count": len(self.lost), "products": [_product_values(each) for each in self.lost[:NAMED]]},
            "unproven": {
                "count": self.unproven_count,
                "products": [{**each._asdict(), "lacks": list(each.lacks)} for each in self.unproven],
            },
        }
        if self.unproven:
            rest["unproven"]["above"] = self.proof
        return rest | ({"following": self.following} if self.following else {})

    def _part(self, part: DuePart) -> Mapping[str, Any]:
        return {"count": part.total, "due": [self._item(each) for each in part.items]}

    def _item(self, item: DueItem) -> Mapping[str, Any]:
        return item_values(item, self.today, self.parties.get(item.party or ""))


class Start(NamedTuple):
    """The card of one who has no store yet: what to type, each with what it does."""

    lines: tuple[tuple[str, str], ...] = (
        ("start a store", 'talktag init things --owner "Your Name" --contact you@example.org'),
        ("put something in", 'talktag add "Canon EOS 5D" --bought 2026-03-02 --warranty 2y'),
        ("or look first", "talktag demo"),
    )

    def values(self) -> Mapping[str, Any]:
        """The same as JSON values."""
        return {"store": False, "start": [command for _, command in self.lines]}


def show_today(session: Session) -> Outcome:
    """The card of the store as it is today."""
    store, day = session.store, session.today
    due = gather(session, datetime.date.fromordinal(min(day.toordinal() + DAYS, FAR.toordinal())))
    dated = [each for each in due.items if each.date and not is_from_maker(each)]
    over = [each for each in reversed(dated) if each.date and each.date < day]
    above = parse_money(store.settings.proof) if store.settings.proof else None
    count, unproven = _unproven(store, above)
    waiting = sum(name.endswith(".toml") for name in store.names(layout.INBOX))
    card = TodayCard(
        today=day,
        over=_first(over, OVER),
        coming=_first(dated[len(over) :], COMING),
        later=due.later,
        following=due.following,
        lost=store.catalogue.lost_products(),
        unproven=unproven,
        unproven_count=count,
        above=above,
        products=store.catalogue.count_here(),
        parties=due.parties,
        asked=_first([each for each in due.items if each.key[0] == QUESTION], OVER),
        makers=_first(sorted(filter(is_from_maker, due.items), key=surest_first), OVER),
        waiting=waiting,
        found=found_things(store, NAMED) if waiting else FoundThings(),
        wished=wished_things(store),
    )
    return Outcome(card, problems=(*broken_records(store), *due.problems))


def _first(items: Sequence[DueItem], most: int) -> DuePart:
    return DuePart(tuple(items[:most]), max(0, len(items) - most))


def _unproven(store: Store, above: Money | None) -> tuple[int, tuple[Unproven, ...]]:
    """How many things of worth have no receipt or no photo, and the dearest of them.

    Amounts of two currencies are compared as numbers, for the order alone.
    """
    asked = (float(above.amount), above.currency) if above else (float(DEAR),)
    count, dearest = store.catalogue.unproven(*asked)
    return count, tuple(Unproven(each.slug, each.name, each.price, _LACKS[each.lacks]) for each in dearest)


def _worth(currency: str, above: Money | None) -> Decimal:
    """From what amount on a thing in that currency should have proof; a yen or a forint is no euro."""
    if above:
        return above.amount if above.currency == currency else Decimal("Infinity")
    return Decimal(DEAR) * (100 if MINOR_UNITS.get(currency, 2) == 0 else 1)


def _product_values(product: tuple[str, str]) -> Mapping[str, str]:
    return {"slug": product[0], "name": product[1]}
