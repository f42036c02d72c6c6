"""`list` and `find`: many products, a line each. Reads the catalogue, which looks at every record's file first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.ops.outcome import Outcome
from talktag.ops.products import whole_values
from talktag.ops.session import Session
from talktag.store.catalogue import Summary
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Listing:
    """The products that were asked for, and where to read more of them."""

    store: Store
    products: tuple[Summary, ...]

    def values(self) -> Mapping[str, Any]:
        """Each product in the form of the contract, read from its record."""
        return {"products": [whole_values(self.store, self.store.record(each.slug).product) for each in self.products]}


def list_products(session: Session, words: Sequence[str] = ()) -> Outcome:
    """Every product that holds all of `words`, whatever their case; all products where there are none.

    Records that cannot be read are named in the problems; the others are listed all the same.
    """
    catalogue = session.store.catalogue
    found = catalogue.find(words) if words else catalogue.products()
    broken = tuple(problem for problem in catalogue.problems() if problem.severity == "error")
    notices = (
        () if found else (("no product matches",) if words else ("no products yet; add one with: talktag add NAME",))
    )
    return Outcome(Listing(session.store, found), notices=notices, problems=broken)
