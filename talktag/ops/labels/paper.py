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
from talktag.model.values.near import hints as near_hints
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

    papers: tuple[Paper, ...]

    def values(self) -> Mapping[str, Any]:
        """Each paper's measures, in millimetres."""
        return {"stocks": [_values(each) for each in self.papers]}


@dataclass(frozen=True, slots=True)
class OnePaper:
    """One paper."""

    paper: Paper

    def values(self) -> Mapping[str, Any]:
        """Its measures, in millimetres."""
        return _values(self.paper)


def known_papers(store: Store | None) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """The owner's papers and those that talktag comes with, and what is wrong with any of the owner's.

    The owner's own measures count where both have a paper of that id, as a later talktag may.
    """
    from talktag.paper.labels.papers import load_papers

    readings = store.all(PAPERS) if store else ()
    own = {paper.id: paper for reading in readings for paper in reading.value or ()}
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return (*own.values(), *(each for each in load_papers() if each.id not in own)), problems


def paper_named(session: Session, name: str) -> tuple[Paper, tuple[Problem, ...]]:
    """The paper of that id, part number or alias; NotFoundError tells of papers of the owner's that cannot be read."""
    papers, problems = known_papers(session.store_if_any)
    return paper_called(papers, problems, name), problems


def paper_called(papers: Sequence[Paper], problems: Sequence[Problem], name: str) -> Paper:
    """The same among papers that are known."""
    try:
        return find_paper(papers, name)
    except NotFoundError as error:
        raise NotFoundError(error.message, hints=error.hints, details=[str(each) for each in problems]) from None


def find_known_paper(store: Store | None, name: str) -> str:
    """The id of the paper of that name; NotFoundError with the near ones as what was perhaps meant."""
    papers, problems = known_papers(store)
    try:
        return paper_called(papers, problems, name).id
    except NotFoundError as error:
        near = [each.removeprefix("--stock ") for each in error.hints if each.startswith("--stock ")]
        listed = "see all of them: talktag stock list"
        raise NotFoundError(error.message, details=error.details, hints=[*near_hints(near), listed]) from None


def list_papers(session: Session) -> Outcome:
    """Every paper; outside of a store those that talktag comes with."""
    papers, problems = known_papers(session.store_if_any)
    return Outcome(Papers(papers), problems=problems)


def show_paper(session: Session, name: str) -> Outcome:
    """The paper of that id, part number or alias."""
    paper, problems = paper_named(session, name)
    return Outcome(OnePaper(paper), problems=problems)


def check_own_paper(text: str) -> Outcome:
    """The papers of a text, if they hold up; InvalidError names all that is wrong with the first that does not."""
    from talktag.model.labels.own_paper import papers_from_text

    return Outcome(Papers(papers_from_text(text)))


def add_papers(session: Session, text: str) -> Outcome:
    """A plan that keeps papers of the owner's own in the store, a file each, as they were written."""
    from talktag.model.labels.own_paper import papers_from_text
    from talktag.model.toml.write import new_text

    held, problems = known_papers(session.store)
    papers = papers_from_text(text, held)
    for each in papers:
        if not layout.is_path(layout.paper(each.id)):
            raise UsageError(f'"{each.id}" cannot be an id', hints=["use letters, digits and hyphens: my-labels"])
    writes = [Write(layout.paper(each.id), new_text({"format": FORMAT, "stock": [_values(each)]})) for each in papers]
    names = ", ".join(each.id for each in papers)
    sheets = (each.id for each in papers if each.kind == "sheet")
    notices = tuple(f"calibrate first: talktag sheet calibrate --stock {each} -o page.pdf" for each in sheets)
    plan = commit_message.plan("stock add", f"Add the label paper {names}", *writes)
    return Outcome(Papers(papers), plan, notices=notices, problems=problems)


def add_measured(session: Session, table: Mapping[str, Any]) -> Outcome:
    """The same for one paper by its measures; what follows from them is worked out."""
    from talktag.model.toml.write import new_text

    return add_papers(session, new_text({"stock": [dict(table)]}).decode())


def _values(paper: Paper) -> dict[str, Any]:
    return without_absent(
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(paper).items()}
    )
