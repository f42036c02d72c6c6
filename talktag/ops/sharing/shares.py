"""`shares`: who was given what about which product. Reads the ledger; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import NotFoundError
from talktag.model.sharing.share import Share, in_order, share_values
from talktag.model.terms.said_terms import is_hash
from talktag.ops.finding.find_holder import slugs_of
from talktag.ops.finding.find_product import find_product
from talktag.ops.log.messages_left import LeftMessage, messages_left
from talktag.ops.outcome import Outcome
from talktag.ops.parties.agreements import StandingTerms, find_agreements
from talktag.ops.parties.party import find_party
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collection import Span, Stored
from talktag.store.collections import SHARES


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares, oldest first, and the slugs of the products they are about.

    `messages` are those that left about one product, or to one party, channel by channel. `terms` are what was offered
    with whom was given something, and what both signed.
    """

    shares: tuple[Share, ...]
    slugs: Mapping[str, str]
    messages: tuple[LeftMessage, ...] = ()
    terms: tuple[StandingTerms, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """Each share of the ledger, and each message."""
        given = [{**share_values(each), "slug": self.slugs.get(each.product, "")} for each in self.shares]
        left = {"messages": [each.values() for each in self.messages]} if self.messages else {}
        agreed = {"agreements": [each.values() for each in self.terms]} if self.terms else {}
        return {"shares": given, **left, **agreed}

    def terms_of(self, share: Share) -> str:
        """Under which terms it was given: as they were named, or what a text is called and how it stands."""
        for each in self.terms:
            if each.party == share.party and each.agreement.offer.said.terms == share.terms:
                return f"{each.agreement.of.said.called}: {each.agreement.status.value}"
        return share.terms or ""


def list_shares(session: Session, ref: str | None, *, overdue: bool = False) -> Outcome:
    """The whole ledger, or what concerns one product or one party; of it only what is `overdue`, if wanted.

    What left in messages is told of one product or party: the log of each has it, and no ledger.
    """
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
    messages = () if ref is None or overdue else _messages_of(session, ref, slugs.values())
    notices = () if found or messages else (nothing,)
    terms = find_agreements(session) if any(is_hash(each.terms or "") for each in found) else ()
    met = {each.party for each in found}
    standing = tuple(each for each in terms if each.party in met)
    return Outcome(Shares(found, slugs, messages, standing), notices=notices, problems=problems)


def _messages_of(session: Session, ref: str, given: Iterable[str]) -> tuple[LeftMessage, ...]:
    """The messages about a product; or those to a party, about what it was `given`, by the slugs, or about none."""
    store = session.store
    try:
        slug = find_product(store, ref).product.slug
    except NotFoundError:
        party = find_party(store, ref).slug
        about = ((layout.about_product(slug), slug) for slug in dict.fromkeys(filter(None, given)))
        found = [each for folder, slug in about for each in messages_left(store, folder, slug) if each.party == party]
        return (*found, *messages_left(store, layout.about_none(party)))
    found = [*messages_left(store, layout.about_product(slug), slug)]
    return tuple(sorted(found, key=lambda each: each.channel))


def _given_of(session: Session, ref: str) -> tuple[Stored[Share], ...]:
    """The shares that concern what `ref` names: a product, else a party."""
    try:
        product = find_product(session.store, ref).product.id
    except NotFoundError:
        return session.store.where(SHARES, party=find_party(session.store, ref).slug)
    return session.store.where(SHARES, product=product)
