"""`stats`: how many things there are and what they cost, by place, label, year and more. It never mixes currencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.errors import UsageError
from talktag.model.products.product import GONE
from talktag.model.queries.columns import Priced
from talktag.model.queries.stats import GROUPINGS, Tally, count_by, whole
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.finding.choose_products import choose, left_out
from talktag.ops.outcome import Outcome
from talktag.ops.products.list import nothing_found
from talktag.ops.session import Session

USUAL = ("place", "label", "maker", "year", "ends")


@dataclass(frozen=True, slots=True)
class Stats:
    """All products as one group, and the groups of each grouping that was asked for."""

    whole: Tally
    groups: Mapping[str, tuple[Tally, ...]]

    def values(self) -> Mapping[str, Any]:
        """The counts, and what the products cost by currency."""
        groups = {name: [tally_values(each) for each in tallies] for name, tallies in self.groups.items()}
        return {"whole": tally_values(self.whole), "groups": groups}


def tally_values(group: Tally) -> Mapping[str, Any]:
    """One group as JSON values; those without a value have no name."""
    name = {} if group.name is None else {"name": group.name}
    worth = {currency: str(money.amount) for currency, money in group.worth.items()}
    return {**name, "products": group.products, "pieces": group.pieces, "totals": worth}


def stats(session: Session, words: Sequence[str] = (), by: Sequence[str] = ()) -> Outcome:
    """The products a query chooses, counted by each of `by`; UsageError for what they cannot be counted by."""
    for name in by:
        if name not in GROUPINGS:
            raise UsageError(f'nothing is counted by "{name}"', hints=[f"use one of: {', '.join(GROUPINGS)}"])
    names = tuple(dict.fromkeys(by or USUAL))
    found, gone = _products(session, words, names)
    notices = left_out(gone, "talktag stats", words)
    groups = {name: count_by(found, name, session.today) for name in names}
    broken = broken_records(session.store)
    if not (found or notices or (broken and not words)):
        notices = (nothing_found(session.store, words, "talktag stats"),)
    return Outcome(Stats(whole(found), groups), notices=notices, problems=broken)


def _products(session: Session, words: Sequence[str], names: Sequence[str]) -> tuple[Sequence[Priced], int]:
    """The products to count by `names`, and how many more are gone; all of them are had quicker than any query."""
    if words or "from" in names:  # who sold a product is in no line of a list
        choice = choose(session, words)
        return choice.found, choice.gone
    every = session.store.catalogue.products()
    here = [each for each in every if each.state not in GONE]
    return here, len(every) - len(here)
