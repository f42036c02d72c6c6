"""Money that was paid for a product on a day, or that came in by it, as values. It adds nothing up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Context, Decimal
from typing import NamedTuple

from talktag.model.values.money import Money

PURCHASE, FEE = "purchase", "fee"  # beside the kinds of entries, which are what else it can be
_EXACT = Context(prec=100)  # the usual 28 digits would round what the model allows
Sums = tuple[Money, ...]  # one a currency, in the order of their codes; two of them are never added


class Flow(NamedTuple):
    """So much money on a day, for the product whose id is `product`; `is_got` is what came in.

    `what` is PURCHASE, FEE or the kind of the entry that says it, `party` the slug or name of the other side. A
    `is_counted` one follows from the record, and nobody wrote down that it was paid. A portion says in `whole` of what.
    """

    product: str
    day: datetime.date
    money: Money
    what: str
    title: str = ""
    party: str | None = None
    is_got: bool = False
    entry: str | None = None
    is_counted: bool = False
    whole: Money | None = None


def flow_order(flow: Flow) -> tuple[datetime.date, str, str, str, str, str]:
    """By day; those of one day by what they say of themselves, for ids are drawn by lot and differ in every store."""
    return flow.day, flow.what, flow.party or "", flow.title, flow.product, flow.entry or ""


def sum_of(moneys: Iterable[Money]) -> Sums:
    """The sum in each currency."""
    sums: dict[str, Decimal] = {}
    for each in moneys:
        sums[each.currency] = _EXACT.add(sums.get(each.currency, Decimal()), each.amount)
    return tuple(Money(sums[code], code) for code in sorted(sums))


def expenses_of(flows: Iterable[Flow]) -> Sums:
    """What was paid."""
    return sum_of(each.money for each in flows if not each.is_got)


def income_of(flows: Iterable[Flow]) -> Sums:
    """What came in."""
    return sum_of(each.money for each in flows if each.is_got)


def net(flows: Iterable[Flow]) -> Sums:
    """What was paid less what came in."""
    return sum_of(minus(each.money) if each.is_got else each.money for each in flows)


def minus(money: Money) -> Money:
    """As much the other way."""
    return Money(_EXACT.minus(money.amount), money.currency)


def divide(sums: Sums, by: Decimal, places: int = 2) -> Sums:
    """Each of the sums divide, rounded to that many places; nothing where there is nothing to divide by."""
    if by <= 0:
        return ()
    step = Decimal(1).scaleb(-places)
    return tuple(Money(_EXACT.divide(each.amount, by).quantize(step), each.currency) for each in sums)


def money_text(sums: Sums) -> str:
    """Sums in a line: `45.00 EUR + 12.00 USD`."""
    return " + ".join(map(str, sums))
