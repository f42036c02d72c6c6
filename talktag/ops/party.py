"""`party`: makers, sellers, repairers, insurers: whoever a product is talked about with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import InvalidError
from talktag.model.ident import make_slug
from talktag.model.match import match
from talktag.model.party import ROLE_SECTIONS, Party, party_table
from talktag.model.plan import Write
from talktag.model.record import without_absent
from talktag.model.toml_write import new_text
from talktag.ops import changes
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout
from talktag.store.store import Store


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


def party_values(party: Party) -> dict[str, Any]:
    """A party as JSON values."""
    facts = {"slug": party.slug, "name": party.name, "role": party.role, "contact": party.contact, "key": party.key}
    return without_absent({**facts, "sections": list(ROLE_SECTIONS[party.role])})


def add_party(session: Session, name: str, role: str, contact: str | None, key: str | None) -> Outcome:
    """A plan that writes the record of one more party."""
    if role not in ROLE_SECTIONS:
        raise InvalidError(f'"{role}" is not a role', hints=[f"use one of: {', '.join(ROLE_SECTIONS)}"])
    if not name.strip():
        raise InvalidError(
            "the party needs a name", hints=['for example: talktag party add "Fix-It Cameras" --role repairer']
        )
    if key is not None:
        from talktag.seal.sshkey import PublicKey

        PublicKey.from_line(key)
    first = slug = make_slug(name, f"party-{session.new_id()[:6]}")
    number = 1
    while session.store.has(layout.party(slug)):
        number += 1
        slug = f"{first}-{number}"
    party = Party(slug, name, role, contact or None, key)
    plan = changes.plan("party add", f"Add the party {name}", Write(layout.party(slug), new_text(party_table(party))))
    return Outcome(OneParty(party), plan)


def list_parties(session: Session) -> Outcome:
    """Every party; those whose record cannot be read are named in the problems."""
    readings = session.store.parties()
    found = tuple(reading.value for reading in readings if reading.value)
    problems = tuple(problem for reading in readings for problem in reading.problems)
    notices = () if found else ("no parties yet; add one with: talktag party add NAME --role ROLE",)
    return Outcome(Parties(found), notices=notices, problems=problems)


def show_party(session: Session, ref: str) -> Outcome:
    """The party `ref` names."""
    return Outcome(OneParty(find_party(session.store, ref)))


def find_party(store: Store, ref: str) -> Party:
    """The party `ref` names; NotFoundError with near names, AmbiguousError with the list."""
    return match(ref, [reading.value for reading in store.parties() if reading.value], "party")
