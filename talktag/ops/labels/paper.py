"""`stock`: the label papers talktag knows the measures of, and those the owner measured. None is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.labels.find_paper import find_stock
from talktag.model.labels.paper import Stock
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.model.toml.record_file import FORMAT, without_absent
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collections import PAPERS

if TYPE_CHECKING:
    from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Stocks:
    """Stocks, the owner's own first."""

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


def known_stocks(store: Store | None) -> tuple[tuple[Stock, ...], tuple[Problem, ...]]:
    """The owner's stocks and those that talktag comes with, and what is wrong with any of the owner's.

    The owner's own measures count where both have a stock of that id, as a later talktag may.
    """
    from talktag.paper.labels.papers import load_stocks

    readings = store.all(PAPERS) if store else ()
    own = {stock.id: stock for reading in readings for stock in reading.value or ()}
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return (*own.values(), *(each for each in load_stocks() if each.id not in own)), problems


def stock_named(session: Session, name: str) -> tuple[Stock, tuple[Problem, ...]]:
    """The stock of that id, part number or alias; NotFoundError tells of stocks of the owner's that cannot be read."""
    stocks, problems = known_stocks(session.store_if_any)
    return wanted_stock(stocks, problems, name), problems


def wanted_stock(stocks: Sequence[Stock], problems: Sequence[Problem], name: str) -> Stock:
    """The same among stocks that are known."""
    try:
        return find_stock(stocks, name)
    except NotFoundError as error:
        raise NotFoundError(error.message, hints=error.hints, details=[str(each) for each in problems]) from None


def list_stocks(session: Session) -> Outcome:
    """Every stock; outside of a store those that talktag comes with."""
    stocks, problems = known_stocks(session.store_if_any)
    return Outcome(Stocks(stocks), problems=problems)


def show_stock(session: Session, name: str) -> Outcome:
    """The stock of that id, part number or alias."""
    stock, problems = stock_named(session, name)
    return Outcome(OneStock(stock), problems=problems)


def check_stock(text: str) -> Outcome:
    """The stocks of a text, if they hold up; InvalidError names all that is wrong with the first that does not."""
    from talktag.model.labels.own_paper import stocks_from_text

    return Outcome(Stocks(stocks_from_text(text)))


def add_stocks(session: Session, text: str) -> Outcome:
    """A plan that keeps stocks of the owner's own in the store, a file each, as they were written."""
    from talktag.model.labels.own_paper import stocks_from_text
    from talktag.model.toml.write import new_text

    held, problems = known_stocks(session.store)
    stocks = stocks_from_text(text, held)
    for each in stocks:
        if not layout.is_path(layout.stock(each.id)):
            raise UsageError(f'"{each.id}" cannot be an id', hints=["use letters, digits and hyphens: my-labels"])
    writes = [Write(layout.stock(each.id), new_text({"format": FORMAT, "stock": [_values(each)]})) for each in stocks]
    names = ", ".join(each.id for each in stocks)
    sheets = (each.id for each in stocks if each.kind == "sheet")
    notices = tuple(f"calibrate first: talktag sheet calibrate --stock {each} -o page.pdf" for each in sheets)
    plan = commit_message.plan("stock add", f"Add the label paper {names}", *writes)
    return Outcome(Stocks(stocks), plan, notices=notices, problems=problems)


def add_measured(session: Session, table: Mapping[str, Any]) -> Outcome:
    """The same for one stock by its measures; what follows from them is worked out."""
    from talktag.model.toml.write import new_text

    return add_stocks(session, new_text({"stock": [dict(table)]}).decode())


def _values(stock: Stock) -> dict[str, Any]:
    return without_absent(
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(stock).items()}
    )
