"""Who an entry is from, as far as that was found out by whoever took it in. What the entry itself says is no proof."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from talktag.model.log.entry import UNSIGNED, Entry
from talktag.model.parties.party import Party
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.rules.rule import OWNER, THEM

_FINDER = "finder"


class Waker(NamedTuple):
    """The owner, a party, or neither: then nobody knows who it is."""

    is_owner: bool = False
    party: Party | None = None

    @property
    def names(self) -> frozenset[str]:
        """What `by` may call them."""
        if self.is_owner:
            return frozenset({OWNER})
        return frozenset({self.party.slug, self.party.role}) if self.party else frozenset()


def find_waker(entry: Entry, parties: Mapping[str, Party]) -> Waker:
    """Who wrote an entry: the owner, unless it came from elsewhere; a party by the key that is kept of it.

    Of what nobody signed only a finder is known.
    """
    if entry.to or (entry.signer is None and entry.original is None):
        return Waker(is_owner=True)
    party = parties.get(entry.party or "")
    if party is None:
        called_so = [each for each in parties.values() if each.name == entry.party]
        party = called_so[0] if len(called_so) == 1 else None
    if party is None:
        return Waker()
    if entry.signer in {None, UNSIGNED}:
        return Waker(party=party) if party.is_unknown_finder and party.role == _FINDER else Waker()
    return Waker(party=party) if entry.signer == fingerprint_of(party) else Waker()


def fingerprint_of(party: Party) -> str | None:
    """The fingerprint of the key that is kept of a party, as `ssh-keygen -l` tells it; None without a key."""
    words = (party.key or "").split()
    try:
        blob = base64.b64decode(words[1], validate=True)
    except (IndexError, ValueError):
        return None
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def find_recipient(to: str, waker: Waker, parties: Mapping[str, Party]) -> Party:
    """The one party that `to` names; ValueError with a sentence where it is none, or one of several."""
    if to == THEM:
        if waker.party is None:
            raise ValueError("the owner woke it" if waker.is_owner else "nobody knows who woke it")
        return waker.party
    if to not in ROLE_NAMES:
        if to not in parties:
            raise ValueError(f'there is no party "{to}"')
        return parties[to]
    if waker.party and waker.party.role == to:
        return waker.party
    found = _of_role(to, parties.values())
    if len(found) != 1:
        raise ValueError(f"{len(found)} parties have the role {to}" if found else f"no party has the role {to}")
    return found[0]


def _of_role(role: str, parties: Iterable[Party]) -> list[Party]:
    return [each for each in parties if each.role == role and not each.is_unknown_finder]
