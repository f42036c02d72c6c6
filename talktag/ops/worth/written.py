"""`worth --as`: what things are worth as a file: a journal of hledger, a graph, a page. Nobody else is given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import UsageError
from talktag.model.worth.chain import chain_of
from talktag.ops.outcome import Outcome, Output
from talktag.ops.sharing.make_print_out import make_file
from talktag.ops.worth.worth import notices_of, tell_worth

if TYPE_CHECKING:
    from talktag.ops.session import Session
    from talktag.ops.worth.told import WorthTold

PAGES = ("html", "txt", "pdf")
FORMS = ("hledger", "dot", *PAGES)


class WorthFile(NamedTuple):
    """A file of what things are worth: in which of FORMS, where it goes, how large it is and how many pages it has."""

    told: WorthTold
    form: str
    path: Path | None
    size: int
    pages: int | None = None

    def values(self) -> Mapping[str, Any]:
        """The file as JSON values."""
        worth = self.told.worth
        told = {"file": str(self.path) if self.path else "-", "form": self.form, "size": self.size}
        pages = {"pages": self.pages} if self.pages else {}
        return {**told, **pages, "products": [self.told.product(each) for each in worth.asked]}


def write_worth(
    session: Session, words: Sequence[str], form: str, path: Path | None, *, language: str | None = None
) -> Outcome:
    """What the products are worth that `words` name or choose, in one of FORMS; UsageError for any other.

    A page is in one of the languages of pages, else in English.
    """
    if form not in FORMS:
        raise UsageError(f'"{form}" is not a form that worth is written in', hints=[f"use one of: {', '.join(FORMS)}"])
    if language is not None and form not in PAGES:
        raise UsageError("--language is for a page", hints=["leave it out, or say: --as html"])
    told, problems = tell_worth(session, words, whole=form == "dot")
    data, pages, lacking = _make(session, told, form, language or "en")
    return Outcome(
        WorthFile(told, form, path, len(data), pages),
        output=Output(path, lambda: data),
        notices=(*notices_of(told, words), *lacking),
        problems=problems,
    )


def _make(session: Session, told: WorthTold, form: str, language: str) -> tuple[bytes, int | None, tuple[str, ...]]:
    """The file, how many pages it has where it has pages, and what could not be set."""
    if form == "hledger":
        from talktag.interop.hledger.journal import JournalNames, write_journal

        slugs = {ident: each.product.slug for ident, each in told.holdings.items()}
        return write_journal(told.worth.flows, JournalNames(slugs, told.names)), None, ()
    if form == "dot":
        from talktag.interop.graphviz.dot import write_dot

        return write_dot(chain_of(told.worth, told.holdings, told.names), "worth"), None, ()
    from talktag.page.worth.describe_worth import describe_worth

    return make_file(session, describe_worth(told.worth, told.holdings, told.names, language), form)
