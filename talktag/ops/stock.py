"""`stock`: the label papers talktag knows the measures of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from talktag.model.record import without_absent
from talktag.model.stock import Stock, find_stock
from talktag.ops.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Stocks:
    """Stocks, in the order of the file they are kept in."""

    stocks: tuple[Stock, ...]

    def values(self) -> Mapping[str, Any]:
        """Each stock's measures, in millimetres."""
        return {"stocks": [_values(each) for each in self.stocks]}


@dataclass(frozen=True, slots=True)
class OneStock:
    """One stock."""

    stock: Stock

    def values(self) -> Mapping[str, Any]:
        """Its measures, in millimetres."""
        return _values(self.stock)


def list_stocks() -> Outcome:
    """Every stock talktag comes with."""
    from talktag.paper.stocks import load_stocks

    return Outcome(Stocks(load_stocks()))


def show_stock(name: str) -> Outcome:
    """The stock of that id, part number or alias."""
    from talktag.paper.stocks import load_stocks

    return Outcome(OneStock(find_stock(load_stocks(), name)))


def _values(stock: Stock) -> dict[str, Any]:
    return without_absent(
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(stock).items()}
    )
