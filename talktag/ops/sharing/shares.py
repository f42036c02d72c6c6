"""`shares`: who was given what about which product. Reads the ledger; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import NotFoundError
from talktag.model.sharing.share import Share, share_values
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares, oldest first, and the slugs of the products they are about."""

    shares: tuple[Share, ...]
    slugs: Mapping[str, str]

    def values(self) -> Mapping[str, Any]:
        """Each share of the ledger."""
        return {"shares": [{**share_values(each), "slug": self.slugs.get(each.product, "")} for each in self.shares]}


def list_shares(session: Session, ref: str | None, *, overdue: bool = False) -> Outcome:
    """The whole ledger, or what concerns one product or one party; of it only what is `overdue`, if wanted."""
    store = session.store
    readings = store.shares()
    found = [reading.value for reading in readings if reading.value]
    if ref is not None:
        product, party = _meant(session, ref)
        found = [share for share in found if share.product == product or share.party == party]
    if overdue:
        found = [share for share in found if share.overdue(session.today)]
    nothing = "nothing is overdue" if overdue else "nothing was shared"
    slugs = {each.id: each.slug for each in store.catalogue.products()} if found else {}
    problems = tuple(problem for reading in readings for problem in reading.problems)
    return Outcome(Shares(tuple(found), slugs), notices=() if found else (nothing,), problems=problems)


def _meant(session: Session, ref: str) -> tuple[str | None, str | None]:
    """The product's id or else the party's slug that `ref` names."""
    try:
        return find_product(session.store, ref).product.id, None
    except NotFoundError:
        return None, find_party(session.store, ref).slug
