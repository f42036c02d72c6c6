"""`shares`: who was given what about which product. Reads the ledger; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    `messages` are those that left about one product, or to one party, channel by channel. `terms` are what was offered,
    and what both signed, with whom and about what is asked.
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

    @property
    def terms_beside(self) -> tuple[StandingTerms, ...]:
        """The terms that stand with no share here, as they were offered by a message alone."""
        told = {(each.party, each.terms) for each in self.shares}
        return tuple(each for each in self.terms if (each.party, each.agreement.offer.said.terms) not in told)


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
    terms = tuple(_terms_for(session, ref, found, overdue=overdue))
    notices = () if found or messages or terms else (nothing,)
    return Outcome(Shares(found, slugs, messages, terms), notices=notices, problems=problems)


def _terms_for(session: Session, ref: str | None, found: Sequence[Share], *, overdue: bool) -> Iterator[StandingTerms]:
    """What was offered and signed with the party, about the product, or with everybody; else with what is shown."""
    given = {(each.party, each.terms) for each in found}
    if overdue and not any(is_hash(terms or "") for _, terms in given):
        return
    party, folder = (None, None) if ref is None or overdue else _party_or_folder(session, ref)
    for each in find_agreements(session, party):
        is_meant = not overdue and (ref is None or party or each.folder == folder)
        if is_meant or (each.party, each.agreement.offer.said.terms) in given:
            yield each


def _party_or_folder(session: Session, ref: str) -> tuple[str | None, str | None]:
    """The slug of the party that is meant, or where the log of the product is."""
    try:
        return None, layout.about_product(find_product(session.store, ref).product.slug)
    except NotFoundError:
        return find_party(session.store, ref).slug, None


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
