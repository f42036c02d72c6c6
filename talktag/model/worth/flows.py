"""All money of one product: the purchase, what its log says was paid, the fees of a service. It asks no clock.

What somebody only named counts nothing: an offer, a promise, a question. Nor does what was paid before it was here.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import TYPE_CHECKING

from talktag.model.log.kinds import KINDS
from talktag.model.log.settling import is_own
from talktag.model.products.renewals import Renewals
from talktag.model.values.money import Money
from talktag.model.worth.flow import FEE, PURCHASE, Flow, flow_order

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.worth.holding import Holding


def flows_of(held: Holding, today: datetime.date) -> tuple[Flow, ...]:
    """The money of a product until the end of `today`, by day."""
    entries = tuple(_of_log(held))
    flows = (*_purchase(held), *entries, *_fees(held, entries, today))
    return tuple(sorted((each for each in flows if each.day <= today), key=flow_order))


def _purchase(held: Holding) -> Iterator[Flow]:
    """What was paid for all the pieces of it."""
    product, price = held.product, held.product.purchase.price
    if price and held.since:
        whole = Money(price.amount * product.quantity, price.currency)
        yield Flow(product.id, held.since, whole, PURCHASE, title=product.name, party=product.earner())


def _of_log(held: Holding) -> Iterator[Flow]:
    for each in held.entries:
        kind = KINDS.get(each.kind)
        if each.cost is None or (kind and kind.names_price) or is_of_another(held, each):
            continue
        flow = Flow(held.product.id, each.date, each.cost, each.kind, title=each.title)
        yield flow._replace(party=each.party, entry=each.id, is_got=bool(kind and kind.fetches))


def is_of_another(held: Holding, entry: Entry) -> bool:
    """Whether it is what the last owner tells of the time before."""
    return not is_own(entry) and held.since is not None and entry.date < held.since


def _fees(held: Holding, said: Sequence[Flow], today: datetime.date) -> Iterator[Flow]:
    """What is paid each time: as the log says it, for a time of which it says something, else as the record does.

    What came back of it, an amount below 0, is no word about what was paid.
    """
    product, fee = held.product, held.product.service.fee
    if fee is None:
        return
    days = list(takewhile(lambda day: day <= today, fee_days(held)))
    written = {bisect_right(days, each.day) for each in said if not (each.is_got or each.money.amount < 0)}
    for number, day in enumerate(days, 1):
        if number not in written:
            yield Flow(product.id, day, fee, FEE, title=product.name)._replace(party=product.earner(), is_counted=True)


def fee_days(held: Holding) -> Iterator[datetime.date]:
    """The days on which a fee is paid, the first being that on which it began; none where nobody knows when it did.

    From then on it is paid whenever it goes on, until it is over or one parted with it.
    """
    service, start = held.product.service, held.since
    if start is None:
        return
    until = min(filter(None, (service.ends, held.until)), default=None)
    if until and start >= until:
        return
    yield start
    if service.every is None:
        return
    series = Renewals(service.renews or start, service.every, None, until)
    for number in count(_first_after(series, start)):
        day = series.number(number)
        if day is None:
            return
        yield day


def _first_after(series: Renewals, start: datetime.date) -> int:
    """The number of the first of its days behind `start`, which may lie before the one it is counted from."""
    number = 0
    while (day := series._replace(until=None).number(number)) and day > start:
        number -= 1
    while (day := series._replace(until=None).number(number)) and day <= start:
        number += 1
    return number
