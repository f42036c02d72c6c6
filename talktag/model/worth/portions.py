"""Whose cost a shared cost is: an insurance of several things, ink of two printers, divide evenly. It asks no clock.

What is divide is divide in the smallest coins, and nothing of it is lost or doubled: the portions come to the whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from talktag.model.products.product import CONSUMABLE, SERVICE
from talktag.model.values.currency import MINOR_UNITS
from talktag.model.values.money import Money

if TYPE_CHECKING:
    from talktag.model.worth.flow import Flow
    from talktag.model.worth.holding import Holding

Holdings = Mapping[str, "Holding"]  # by the ids of the products
Shares = Mapping[str, Fraction]  # by the ids of products; together 1


class Owners:
    """Which things carry the cost of a product on a day; `holdings` has all that have to do with each other.

    A service is carried by what needs it, what is used up by what it is needed for, each by those that were had on that
    day; anything else, and what nobody needs, by itself.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._helds = holdings
        self._needers: dict[str, list[str]] = {}
        for ident, each in holdings.items():
            for needed in dict.fromkeys(each.product.needs):
                if each.product.kind != CONSUMABLE:
                    self._needers.setdefault(needed, []).append(ident)

    def on(self, ident: str, day: datetime.date) -> Shares:
        """The share of each thing in the cost of a product on a day."""
        return self._shares(ident, day, frozenset())

    def _shares(self, ident: str, day: datetime.date, above: frozenset[str]) -> Shares:
        carriers = [each for each in self._carriers(ident, day) if each not in above]
        if not carriers:
            return {ident: Fraction(1)}
        found: dict[str, Fraction] = {}
        for carrier in carriers:
            for owner, share in self._shares(carrier, day, above | {ident}).items():
                found[owner] = found.get(owner, Fraction()) + share / len(carriers)
        return found

    def _carriers(self, ident: str, day: datetime.date) -> Iterator[str]:
        """The products that a cost goes on to; none where it stays."""
        kind = self._helds[ident].product.kind if ident in self._helds else None
        over: Sequence[str] = self._needers.get(ident, ()) if kind == SERVICE else ()
        over = self._helds[ident].product.needs if kind == CONSUMABLE else over
        there = [each for each in dict.fromkeys(over) if each in self._helds and each != ident]
        yield from sorted([each for each in there if self._helds[each].is_there(day)] or there)


def portion(flow: Flow, shares: Shares, owners: Iterable[str]) -> Flow | None:
    """So much of a flow as `owners` carry together; the flow itself where that is all, None where it is nothing."""
    carrying = [each for each in shares if each in set(owners)]
    if len(carrying) == len(shares):
        return flow
    if not carrying:
        return None
    parts = split(flow.money, shares)
    amount = sum((parts[each].amount for each in carrying), Decimal())
    return flow._replace(money=Money(amount, flow.money.currency), whole=flow.money)


def split(money: Money, shares: Shares) -> Mapping[str, Money]:
    """An amount in whole coins by shares; the coins left over go to those who lack most, then by id."""
    places = max(MINOR_UNITS.get(money.currency, 2), -int(money.amount.normalize().as_tuple().exponent))
    coins = int(money.amount.scaleb(places))
    exact = {each: coins * share for each, share in shares.items()}
    whole = {each: share.numerator // share.denominator for each, share in exact.items()}
    lacking = sorted(shares, key=lambda each: (whole[each] - exact[each], each))
    for each in lacking[: coins - sum(whole.values())]:
        whole[each] += 1
    return {each: Money(Decimal(count).scaleb(-places), money.currency) for each, count in whole.items()}
