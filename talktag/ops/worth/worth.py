"""`worth`: what things cost and fetched, who earned it, who kept their word, what they depend on. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talktag.model.queries.query import is_keyed
from talktag.model.worth.worth import with_parties, worth_of
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.finding.choose_products import facts_of_query, slugs_of
from talktag.ops.finding.party_names import party_names
from talktag.ops.outcome import Outcome
from talktag.ops.worth.gather import gather, party_slugs, said_beside
from talktag.ops.worth.told import WorthTold

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.ops.session import Session


def worth(session: Session, words: Sequence[str] = ()) -> Outcome:
    """What the products are worth that words name or a query chooses, of all without one; those that are gone, too."""
    told, problems = tell_worth(session, words)
    return Outcome(told, notices=tuple(notices_of(told, words)), problems=problems)


def tell_worth(
    session: Session, words: Sequence[str] = (), *, whole: bool = False
) -> tuple[WorthTold, tuple[Problem, ...]]:
    """The same as values, for whoever shows it elsewhere; and what is wrong with what was read.

    Of very many products, the records in it tell of money alone, unless they are wanted `whole`.
    """
    store = session.store
    is_query = not words or any(map(is_keyed, words))
    slugs = [facts.slug for facts in facts_of_query(session, words)] if is_query else [*slugs_of(session, words)]
    found = gather(store, slugs, whole=whole)
    beside = said_beside(store, None) if not words else ()
    told = worth_of(found.holdings, found.asked, session.today, beside)
    met = sorted(told.parties())
    called = party_slugs(store, met)
    told = with_parties(told, called)
    names = party_names(store, sorted({called.get(each, each) for each in met}))
    problems = (*(broken_records(store) if is_query else ()), *found.problems)
    return WorthTold(told, found.holdings, names), problems


def notices_of(told: WorthTold, words: Sequence[str]) -> Iterable[str]:
    """What to say where there is nothing to tell."""
    if not told.worth.asked:
        yield "no product matches" if words else "there are no products yet"
    elif not told.worth.flows:
        yield "no money is known of: no price, no fee, no cost in a log"
