"""`party`: makers, sellers, repairers, insurers: whoever a product is talked about with. Looks; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.errors import NotFoundError
from talktag.model.parties.allowance import allowance_table
from talktag.model.parties.party import CONTACT_KEYS, Party
from talktag.model.parties.roles import ROLES
from talktag.model.queries.match import match
from talktag.model.sharing.share import Share, in_order
from talktag.model.toml.record_file import json_values, without_absent
from talktag.model.values.ident import is_slug
from talktag.ops.finding.find_holder import slugs_of
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.collections import PARTIES, SHARES
from talktag.store.store import Store

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.model.talk.permission import SaidPermission
    from talktag.ops.parties.agreements import StandingTerms


_FACTS = ("slug", "name", "role", "contact", *CONTACT_KEYS, "key", "age", "language")
_OF_A_SHARE = ("bundle", "date", "sections", "purpose", "until", "revoked")
_OF_AN_ENTRY = ("id", "date", "kind", "title", "signer")


@dataclass(frozen=True, slots=True)
class Parties:
    """Parties, by slug."""

    parties: tuple[Party, ...]

    def values(self) -> Mapping[str, Any]:
        """Each party's facts."""
        return {"parties": [party_values(each) for each in self.parties]}


@dataclass(frozen=True, slots=True)
class OneParty:
    """One party."""

    party: Party

    def values(self) -> Mapping[str, Any]:
        """The party's facts."""
        return party_values(self.party)


@dataclass(frozen=True, slots=True)
class WholeParty:
    """One party with its key's fingerprint, what it was given and what it did, each with the slug of the product.

    The digits of the key are not here: who is to type them must hear them from the other. `accepted` tells whether
    its key was accepted on this computer; None where it has none. `permits` is what it said of each kind that it wants,
    or does not want, to be sent. `terms` are what was offered between the two, and what both signed.
    """

    party: Party
    fingerprint: str | None
    accepted: bool | None
    shares: tuple[tuple[Share, str], ...]
    entries: tuple[tuple[Entry, str], ...]
    permits: Mapping[str, SaidPermission]
    terms: tuple[StandingTerms, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The party's facts, and the lists, oldest first."""
        from talktag.model.log.entry import entry_values
        from talktag.model.sharing.share import share_values

        shares = [{**_slug(slug), **share_values(share, _OF_A_SHARE)} for share, slug in self.shares]
        entries = [{**_slug(slug), **entry_values(entry, _OF_AN_ENTRY)} for entry, slug in self.entries]
        found = {
            **party_values(self.party),
            "fingerprint": self.fingerprint,
            "key_accepted": self.accepted,
            "shares": shares,
            "entries": entries,
            "permits": {kind: said.values() for kind, said in self.permits.items()} or None,
            "terms": [each.values() for each in self.terms] or None,
        }
        return {key: value for key, value in found.items() if value is not None}


def _slug(slug: str) -> dict[str, str]:
    return {"slug": slug} if slug else {}


def party_values(party: Party) -> dict[str, Any]:
    """A party as JSON values."""
    facts = {key: getattr(party, key) for key in _FACTS}
    days = {key: day and day.isoformat() for key in ("key_seen", "key_checked") if (day := getattr(party, key))}
    rights = {"sections": list(ROLES[party.role].given), "writes": list(party.writes)}
    channel = json_values(allowance_table(party.channel))
    return without_absent(
        {**facts, **days, "key_state": party.key_state, "key_from": party.key_from, **rights, "channel": channel}
    )


def list_parties(session: Session) -> Outcome:
    """Every party; those whose record cannot be read are named in the problems."""
    readings = session.store.all(PARTIES)
    found = tuple(reading.value for reading in readings if reading.value)
    problems = tuple(problem for reading in readings for problem in reading.problems)
    notices = () if found else ("no parties yet; add one with: talktag party add NAME --role ROLE",)
    return Outcome(Parties(found), notices=notices, problems=problems)


def show_party(session: Session, ref: str) -> Outcome:
    """The party `ref` names, what it was given, what it did and what it permits."""
    from talktag.model.log.kinds import TERMS
    from talktag.model.talk.permission import permissions_from
    from talktag.ops.keys.accepted_keys import accepts, unaccepted_notices
    from talktag.ops.keys.whose_key import key_of_line
    from talktag.ops.parties.agreements import find_agreements

    store = session.store
    party = find_party(store, ref)
    key = key_of_line(party.key) if party.key else None
    accepted = accepts(session, party) if key else None
    given = in_order(each.value for each in store.where(SHARES, party=party.slug) if each.value)
    slugs = slugs_of(store, (each.product for each in given))
    shares = tuple((share, slugs.get(share.product, "")) for share in given)
    entries = tuple(_entries(store, party))
    permits = permissions_from((entry for entry, _ in entries), party.slug)
    fingerprint = key.fingerprint if key else None
    data = WholeParty(party, fingerprint, accepted, shares=shares, entries=entries, permits=permits)
    if any(entry.kind == TERMS for entry, _ in entries):
        data = replace(data, terms=find_agreements(session, party.slug))
    notices = list(unaccepted_notices(session, party))
    if party.key and not key:
        notices.append("its key does not hold up; put it in anew with: talktag party set PARTY key=LINE")
    return Outcome(data, notices=tuple(notices))


def find_party(store: Store, ref: str) -> Party:
    """The party `ref` names; NotFoundError with near names and how to add it, AmbiguousError with the list."""
    if is_slug(ref) and store.has(layout.party(ref)) and (party := store.one(PARTIES, ref).value):
        return party  # an exact slug is answered from its file alone, as that of a product
    try:
        return match(ref, [each.value for each in store.all(PARTIES) if each.value], "party")
    except NotFoundError as error:
        import shlex

        added = [f"or add them: talktag party add {shlex.quote(ref.strip())}"] if ref.strip() else []
        raise NotFoundError(error.message, hints=[*error.hints, *added]) from None


def _entries(store: Store, party: Party) -> Iterator[tuple[Entry, str]]:
    """What was done and said by and with the party, oldest first, less what it was given, which the ledger tells.

    What was withdrawn is not told. Only the logs that name it are read.
    """
    from talktag.model.log.kinds import SHARE
    from talktag.model.log.schedule import standing_entries
    from talktag.model.values.fold import fold

    names = {party.slug, fold(party.name)}
    slugs = {each.slug for name in names for each in store.catalogue.facts([name]) if each.entries}
    logs = [(layout.about_none(party.slug), ""), *((layout.about_product(slug), slug) for slug in sorted(slugs))]
    found = ((entry, slug) for folder, slug in logs for entry in standing_entries(store.entries_in(folder).value or ()))
    own = (
        (entry, slug)
        for entry, slug in found
        if entry.kind != SHARE and names & {fold(each) for each in (entry.party, entry.to) if each}
    )
    yield from sorted(own, key=lambda pair: pair[0].date)
