"""An offer as it came: a price, points, until when it holds. Read from an entry; it believes nothing and ranks nothing.

What of it cannot be read is told with the offer, which is kept all the same.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.entry import UNSIGNED
from talktag.model.log.kinds import OFFER
from talktag.model.values.currency import is_currency
from talktag.model.values.money import Money, parse_money
from talktag.model.wishes.point import WishPoint, point_name
from talktag.model.wishes.wish import OwnWish, SentWish

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

OFFERS_MOST = 20  # of one party to one wish, which need no further permission
_SHOWN = 40  # characters of what somebody else wrote
_EARLY = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class WishOffer(NamedTuple):
    """What a party offers; `entry` says it. `price` is None where none is said, or `faults` tell why none can be read.

    `said` are the points by their names as both sides spell them; `came` is when it was taken in here.
    """

    id: str
    party: str
    date: datetime.date
    came: datetime.datetime
    entry: Entry
    price: Money | None = None
    valid: datetime.date | None = None
    said: Mapping[str, str] = {}
    faults: tuple[str, ...] = ()


def read_offer(entry: Entry) -> WishOffer:
    """The offer that an entry makes, whatever stands in it."""
    faults: list[str] = []
    price, valid = _price(entry, faults), _valid(entry, faults)
    said = _points_of(entry, faults)
    return WishOffer(
        entry.id,
        entry.party or "",
        entry.date,
        entry.recorded or entry.moment or _EARLY,
        entry,
        price=price,
        valid=valid,
        said=said,
        faults=tuple(faults),
    )


def _price(entry: Entry, faults: list[str]) -> Money | None:
    text = entry.data.get("price")
    try:
        price = entry.cost if text is None else parse_money(text)
    except ValueError:
        faults.append(f'the price "{_cut(text or "")}" is no amount like "850 EUR"')
        return None
    if price and (not is_currency(price.currency) or price.amount < 0):
        faults.append(f'the price "{price}" is nothing that can be paid')
        return None
    return price


def _valid(entry: Entry, faults: list[str]) -> datetime.date | None:
    text = entry.data.get("valid")
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(f'"{_cut(text or "")}" is no day until which it would hold')
        return None


def _points_of(entry: Entry, faults: list[str]) -> dict[str, str]:
    """The points by their names; of one that is said twice, in two spellings of its name, neither counts."""
    found: dict[str, set[str]] = {}
    for name, value in entry.data.items():
        with contextlib.suppress(ValueError):  # what is no point stays in the entry, where it can be read
            found.setdefault(point_name(name), set()).add(value)
    twice = {name: sorted(values) for name, values in found.items() if len(values) > 1}
    faults += [f'"{name}" is said twice, "{_cut(one)}" and "{_cut(two)}"' for name, (one, two, *_) in twice.items()]
    return {name: next(iter(values)) for name, values in found.items() if name not in twice}


def offer_data(price: Money | None, said: Iterable[WishPoint], valid: datetime.date | None) -> dict[str, str]:
    """The data of the entry of an offer, as its writer says them."""
    told = {"price": str(price) if price else "", "valid": valid.isoformat() if valid else ""}
    return {**{name: text for name, text in told.items() if text}, **{each.name: each.value for each in said}}


def offer_title(wish: str) -> str:
    """What an offer is called that came without words of its own."""
    return f"An offer for {wish}"


def is_offer_to(entry: Entry, wish: OwnWish) -> bool:
    """Whether an entry of a party's log offers something for a wish, and is from somebody whom that was sent to."""
    if entry.kind != OFFER or entry.to or not entry.original:
        return False
    party = entry.party or ""
    by_form = entry.signer == UNSIGNED and any(entry.cause == each.entry for each in wish.pages_for(party))
    return by_form or any(is_answer(entry, each) for each in wish.sent_to(party))


def is_answer(entry: Entry, sent: SentWish) -> bool:
    """Whether what a party says answers a wish that it was sent: on its channel, or by naming it.

    By name alone nothing comes to a wish that was sent without one: whoever guesses whose it is learns nothing so.
    """
    return entry.channel == sent.channel or (entry.cause == sent.entry and not sent.anonymous)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
