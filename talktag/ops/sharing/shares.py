"""`shares`: who was given what about which product. Reads the ledger; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import NotFoundError
from talktag.model.sharing.share import Share, in_order, share_values
from talktag.ops.finding.find_holder import slugs_of
from talktag.ops.finding.find_product import find_product
from talktag.ops.outcome import Outcome
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session
from talktag.store.collection import Span, Stored
from talktag.store.collections import SHARES


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
    if ref is not None:
        stored = (*_given_of(session, ref), *store.unreadable(SHARES))
    elif overdue:
        stored = (*store.where(SHARES, until=Span(last=session.today.isoformat())), *store.unreadable(SHARES))
    else:
        stored = store.all(SHARES)
    found = in_order(each.value for each in stored if each.value)
    if overdue:
        found = tuple(share for share in found if share.overdue(session.today))
    nothing = "nothing is overdue" if overdue else "nothing was shared"
    slugs = slugs_of(store, (each.product for each in found))
    problems = tuple(problem for each in stored for problem in each.problems)
    return Outcome(Shares(found, slugs), notices=() if found else (nothing,), problems=problems)


def _given_of(session: Session, ref: str) -> tuple[Stored[Share], ...]:
    """The shares that concern what `ref` names: a product, else a party."""
    try:
        product = find_product(session.store, ref).product.id
    except NotFoundError:
        return session.store.where(SHARES, party=find_party(session.store, ref).slug)
    return session.store.where(SHARES, product=product)
