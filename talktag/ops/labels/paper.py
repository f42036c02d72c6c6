"""`stock`: the label papers talktag knows the measures of, and those the owner measured. None is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.labels.find_paper import find_paper
from talktag.model.labels.paper import Paper
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
class Papers:
    """Stocks, the owner's own first."""

    stocks: tuple[Paper, ...]

    def values(self) -> Mapping[str, Any]:
        """Each stock's measures, in millimetres."""
        return {"stocks": [_values(each) for each in self.stocks]}


@dataclass(frozen=True, slots=True)
class OnePaper:
    """One stock."""

    stock: Paper

    def values(self) -> Mapping[str, Any]:
        """Its measures, in millimetres."""
        return _values(self.stock)


def known_papers(store: Store | None) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """The owner's stocks and those that talktag comes with, and what is wrong with any of the owner's.

    The owner's own measures count where both have a stock of that id, as a later talktag may.
    """
    from talktag.paper.labels.papers import load_papers

    readings = store.all(PAPERS) if store else ()
    own = {stock.id: stock for reading in readings for stock in reading.value or ()}
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return (*own.values(), *(each for each in load_papers() if each.id not in own)), problems


def paper_named(session: Session, name: str) -> tuple[Paper, tuple[Problem, ...]]:
    """The stock of that id, part number or alias; NotFoundError tells of stocks of the owner's that cannot be read."""
    stocks, problems = known_papers(session.store_if_any)
    return paper_called(stocks, problems, name), problems


def paper_called(stocks: Sequence[Paper], problems: Sequence[Problem], name: str) -> Paper:
    """The same among stocks that are known."""
    try:
        return find_paper(stocks, name)
    except NotFoundError as error:
        raise NotFoundError(error.message, hints=error.hints, details=[str(each) for each in problems]) from None


def list_papers(session: Session) -> Outcome:
    """Every stock; outside of a store those that talktag comes with."""
    stocks, problems = known_papers(session.store_if_any)
    return Outcome(Papers(stocks), problems=problems)


def show_paper(session: Session, name: str) -> Outcome:
    """The stock of that id, part number or alias."""
    stock, problems = paper_named(session, name)
    return Outcome(OnePaper(stock), problems=problems)


def check_own_paper(text: str) -> Outcome:
    """The stocks of a text, if they hold up; InvalidError names all that is wrong with the first that does not."""
    from talktag.model.labels.own_paper import papers_from_text

    return Outcome(Papers(papers_from_text(text)))


def add_papers(session: Session, text: str) -> Outcome:
    """A plan that keeps stocks of the owner's own in the store, a file each, as they were written."""
    from talktag.model.labels.own_paper import papers_from_text
    from talktag.model.toml.write import new_text

    held, problems = known_papers(session.store)
    stocks = papers_from_text(text, held)
    for each in stocks:
        if not layout.is_path(layout.stock(each.id)):
            raise UsageError(f'"{each.id}" cannot be an id', hints=["use letters, digits and hyphens: my-labels"])
    writes = [Write(layout.stock(each.id), new_text({"format": FORMAT, "stock": [_values(each)]})) for each in stocks]
    names = ", ".join(each.id for each in stocks)
    sheets = (each.id for each in stocks if each.kind == "sheet")
    notices = tuple(f"calibrate first: talktag sheet calibrate --stock {each} -o page.pdf" for each in sheets)
    plan = commit_message.plan("stock add", f"Add the label paper {names}", *writes)
    return Outcome(Papers(stocks), plan, notices=notices, problems=problems)


def add_measured(session: Session, table: Mapping[str, Any]) -> Outcome:
    """The same for one stock by its measures; what follows from them is worked out."""
    from talktag.model.toml.write import new_text

    return add_papers(session, new_text({"stock": [dict(table)]}).decode())


def _values(stock: Paper) -> dict[str, Any]:
    return without_absent(
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(stock).items()}
    )
