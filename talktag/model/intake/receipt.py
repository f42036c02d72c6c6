"""Shop, day, total and number as a receipt or invoice seems to say. It offers; it never decides."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from talktag.model.intake.field_offer import FieldOffer, best_offers
from talktag.model.intake.text_line import TextLine, rows_of
from talktag.model.intake.words.bought_day import day_offers
from talktag.model.intake.words.shop import number_offers, shop_offers
from talktag.model.intake.words.total import total_offers

KEYS = ("from", "bought", "price", "order")


def receipt_offers(
    lines: Iterable[TextLine],
    sellers: Iterable[str] = (),
    *,
    currency: str | None = None,
    today: datetime.date | None = None,
    day_first: bool | None = None,
) -> tuple[FieldOffer, ...]:
    """What the text of a receipt offers for `from`, `bought`, `price` and `order`, at most three of each.

    `sellers` are those that the store already knows; `currency` is the store's own, for amounts without a sign or with
    one of several; nothing after `today` is offered; `day_first` settles 03/04/2024 where the receipt does not.
    """
    rows = rows_of(lines)
    offers = [
        *shop_offers(rows, sellers),
        *day_offers(rows, today, day_first=day_first),
        *total_offers(rows, currency),
        *number_offers(rows),
    ]
    return best_offers(offers, KEYS)
