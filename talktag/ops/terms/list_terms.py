"""`terms list` and `terms show`: the texts that are kept, and who agreed to which. They read, and change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.terms.terms_text import Terms, terms_values
from talktag.ops.finding.find_terms import all_terms, find_terms, text_of
from talktag.ops.outcome import Outcome
from talktag.ops.parties.agreements import StandingTerms, find_agreements
from talktag.ops.parties.party import find_party
from talktag.store.collections import TERMS

if TYPE_CHECKING:
    from talktag.ops.session import Session


class ListedTerms(NamedTuple):
    """Every text, and what stands with whom; of one `party` only what stands with that."""

    terms: Sequence[Terms]
    standing: Sequence[StandingTerms]
    party: str | None = None

    def values(self) -> Mapping[str, Any]:
        """Both lists."""
        return {
            "terms": [terms_values(each) for each in self.terms],
            "agreements": [each.values() for each in self.standing],
        }


class ShownTerms(NamedTuple):
    """One text, and what stands of it with whom; `text` is None of a PDF, of which only its size is told."""

    terms: Terms
    size: int
    text: str | None
    standing: Sequence[StandingTerms]

    def values(self) -> Mapping[str, Any]:
        """The record, the text, and what stands."""
        text = {"text": self.text} if self.text is not None else {}
        standing = [each.values() for each in self.standing]
        return {**terms_values(self.terms), "size": self.size, **text, "agreements": standing}


def list_terms(session: Session, party: str | None = None) -> Outcome:
    """Every text that is kept, and how it stands with everybody, or with one party."""
    slug = find_party(session.store, party).slug if party else None
    standing = find_agreements(session, slug)
    known = all_terms(session.store)
    met = {each.agreement.terms for each in standing}
    shown = tuple(each for each in known if slug is None or each.sha256 in met)
    problems = tuple(problem for each in session.store.all(TERMS) for problem in each.problems)
    nothing = "no terms are kept yet; keep a text with: talktag terms add FILE"
    notices = () if shown or standing else (nothing if slug is None else "nothing was said of terms with them",)
    return Outcome(ListedTerms(shown, standing, slug), notices=notices, problems=problems)


def show_terms(session: Session, ref: str) -> Outcome:
    """One text as it is kept, and how it stands. InvalidError where it is not the text with its hash any more."""
    terms = find_terms(session.store, ref)
    data = text_of(session.store, terms)
    standing = tuple(each for each in find_agreements(session) if _is_about(each, terms.sha256))
    text = data.decode("utf-8") if terms.is_text else None
    return Outcome(ShownTerms(terms, len(data), text, standing))


def _is_about(standing: StandingTerms, sha256: str) -> bool:
    return any(each.said.terms == sha256 for each in standing.agreement.history)
