"""Things with records and logs, to ask what they are worth; any test may draw from them. Holds no assertions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from talktag.model.log.entry import Entry, in_order
from talktag.model.log.kinds import KINDS
from talktag.model.products.product import STATES, Product, Purchase, Service
from talktag.model.values.money import Money
from talktag.model.values.warranty import Duration
from talktag.model.worth.holding import Holding, holding_of

TODAY = datetime.date(2026, 11, 30)
Day = datetime.date


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def thing(ident: str, *entries: Entry, **said: Any) -> Holding:
    return holding_of(Product(ident, ident, ident.title(), **said), entries)


def house(*things: Holding) -> Mapping[str, Holding]:
    return {each.product.id: each for each in things}


def entry(ident: str, day: str, kind: str, cost: str | None = None, **said: Any) -> Entry:
    money = said.pop("money", None) or (eur(cost) if cost else None)
    return Entry(ident, Day.fromisoformat(day), kind, said.pop("title", ident), cost=money, **said)


_IDS = ("box", "camera", "car", "cloud", "ink", "lens", "policy", "printer")
_days = st.dates(Day(2019, 1, 1), Day(2027, 12, 31))
_money = st.builds(
    Money,
    st.decimals(0, 10**6, places=2) | st.decimals(0, 99, places=3) | st.integers(0, 10**12).map(Decimal),
    st.sampled_from(("EUR", "USD", "JPY", "KWD")),
)
_parties = st.none() | st.sampled_from(("fix-it", "Foto Ruiz", "adorama"))
_entries = st.builds(
    Entry,
    st.sampled_from([f"e{number}" for number in range(12)]),
    _days,
    st.sampled_from([*KINDS]),
    st.just("Done"),
    st.none(),
    party=_parties,
    cost=st.none() | _money,
    due=st.none(),
    original=st.none(),
    signer=st.none(),
    recorded=st.none(),
    every=st.just(()),
    meter=st.just({}),
    cause=st.none() | st.sampled_from([f"e{number}" for number in range(12)]),
    time=st.none(),
    to=st.none(),
    channel=st.none(),
    sequence=st.none(),
    data=st.just({}),
    auto=st.just(False),
    rule=st.none(),
    reset=st.just(()),
    anonymous=st.just(False),
)
_lengths = st.none() | st.builds(Duration, st.integers(1, 24), st.sampled_from(("week", "month", "year")))
_services = st.builds(Service, st.none() | _money, _lengths, st.none() | _days, _lengths, st.none(), st.none() | _days)


@st.composite
def houses(draw: st.DrawFn) -> Mapping[str, Holding]:
    """Up to eight products that hold and need each other in any way, rings among them."""
    found = {}
    for ident in draw(st.lists(st.sampled_from(_IDS), min_size=1, unique=True)):
        product = Product(
            ident,
            ident,
            ident,
            maker=draw(_parties),
            inside=draw(st.none() | st.sampled_from(_IDS)),
            kind=draw(st.sampled_from((None, "service", "consumable"))),
            needs=draw(st.lists(st.sampled_from(_IDS), max_size=3).map(tuple)),
            quantity=draw(st.integers(1, 3)),
            state=draw(st.sampled_from(STATES)),
            added=draw(st.none() | _days),
            purchase=Purchase(draw(st.none() | _days), draw(_parties), draw(st.none() | _money)),
            service=draw(_services),
        )
        found[ident] = holding_of(product, in_order(draw(st.lists(_entries, max_size=4))))
    return found
