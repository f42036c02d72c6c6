"""Money: a decimal amount in one ISO 4217 currency. It never converts and never adds two currencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.values.currency import MINOR_UNITS

if TYPE_CHECKING:
    from decimal import Decimal

_FORM = re.compile(r"^(?P<amount>-?\d{1,15}(?:\.\d{1,4})?)(?:\s+(?P<currency>[A-Za-z]{3}))?$", re.ASCII)


class Money(NamedTuple):
    """An amount and its currency; as text `2499.00 EUR`."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        places = max(MINOR_UNITS.get(self.currency, 2), -int(self.amount.normalize().as_tuple().exponent))
        return f"{self.amount:.{places}f} {self.currency}"


def parse_money(text: str, currency: str | None = None) -> Money:
    """Read an amount as records and bundles hold it: `2499 EUR`, `2499.00 EUR`, or `2499` with a `currency` given.

    Raises ValueError with a sentence for anything else. What people type is read by `typed_money`.
    """
    from decimal import Decimal

    found = _FORM.match(text.strip())
    if not found:
        raise ValueError(f'"{text}" is not an amount like "2499.00 EUR"')
    code = found["currency"] or currency
    if not code:
        raise ValueError(f'"{text}" has no currency; write it like "{text} EUR"')
    return Money(Decimal(found["amount"]), code.upper())
