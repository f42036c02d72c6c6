"""Permission as it is said in a log and in a message: an entry that gives, withdraws or denies kinds of entries.

The owner's own is what they told a party; what came from a party is what that party lets the owner send. What comes
in is judged by the record of a party and never by these, which only say what was agreed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.kinds import KINDS, OFFER, PERMISSION, WISH
from talktag.model.log.schedule import standing_entries
from talktag.model.parties.rate import Rate, parse_rate

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

_SEPARATOR = ", "


class Consent(Enum):
    """What an entry about permission says."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    DENIED = "denied"  # what came was not permitted, and was not read


class SaidPermission(NamedTuple):
    """What was said of `kinds`: how often and until when they may come, what for; `products` are ids, none for any."""

    consent: Consent
    kinds: tuple[str, ...]
    most: Rate | None = None
    until: datetime.date | None = None
    purpose: str | None = None
    products: tuple[str, ...] = ()

    def data(self) -> dict[str, str]:
        """It, as an entry carries it."""
        said = {
            "consent": self.consent.value,
            "kinds": _SEPARATOR.join(self.kinds),
            "most": str(self.most or ""),
            "until": str(self.until or ""),
            "purpose": self.purpose or "",
            "products": _SEPARATOR.join(self.products),
        }
        return {key: value for key, value in said.items() if value}

    def values(self) -> dict[str, Any]:
        """It as JSON values."""
        lists = {"kinds": list(self.kinds), "products": list(self.products)}
        return self.data() | {key: value for key, value in lists.items() if value}

    def title(self) -> str:
        """It, as one line that either side reads the same."""
        kinds = " and ".join(self.kinds)
        match self.consent:
            case Consent.GIVEN:
                return f"Permission given: {kinds}{self.terms()}"
            case Consent.WITHDRAWN:
                return f"Permission withdrawn: {kinds}"
        return f"Not permitted: {kinds}"

    def terms(self) -> str:
        """How often and until when, behind what is permitted; empty for always."""
        said = (self.most and f"at most {self.most}", self.until and f"until {self.until}")
        return "".join(f", {each}" for each in said if each)

    def is_over(self, today: datetime.date) -> bool:
        """Whether its last day is past, which makes it no permission."""
        return self.until is not None and self.until < today


def read_permission(entry: Entry) -> SaidPermission | None:
    """What an entry says of permission; None for another entry, and for one that says nothing that can be read."""
    data = entry.data
    kinds = tuple(dict.fromkeys(filter(None, map(str.strip, data.get("kinds", "").split(",")))))
    if entry.kind != PERMISSION or not kinds:
        return None
    try:
        return SaidPermission(
            Consent(data.get("consent", "")),
            kinds,
            most=parse_rate(data["most"]) if "most" in data else None,
            until=datetime.date.fromisoformat(data["until"]) if "until" in data else None,
            purpose=data.get("purpose"),
            products=tuple(filter(None, map(str.strip, data.get("products", "").split(",")))),
        )
    except ValueError:
        return None  # a permission that nobody can read is none


def permissions_from(entries: Iterable[Entry], party: str) -> Mapping[str, SaidPermission]:
    """What the party of that slug said last of each kind, by entries in their order, less what it withdrew."""
    return _last_said(each for each in standing_entries(entries) if each.party == party and each.signer and not each.to)


def permissions_to(entries: Iterable[Entry], party: str) -> Mapping[str, SaidPermission]:
    """What the owner told the party of that slug last of each kind; what was noted and never sent is not told.

    What the owner took back here was told all the same.
    """
    return _last_said(each for each in entries if each.to == party and not each.signer)


def _last_said(entries: Iterable[Entry]) -> Mapping[str, SaidPermission]:
    found: dict[str, SaidPermission] = {}
    for each in entries:
        if said := read_permission(each):
            found |= dict.fromkeys(said.kinds, said)
    return found


def unwelcome(
    said: Mapping[str, SaidPermission], kind: str, today: datetime.date, asked: Entry | None = None
) -> str | None:
    """Why the other side does not want to be sent a kind, in a sentence; None where nothing speaks against it.

    `said` is what it said of permission. A kind that no role is enough for is unwelcome until it was permitted, but for
    an offer in answer to a wish that it `asked`.
    """
    last = said.get(kind)
    if last is None:
        is_wanted = kind == OFFER and asked is not None and asked.kind == WISH
        needs = kind in KINDS and KINDS[kind].needs_permission and not is_wanted
        return f'they have not permitted "{kind}"' if needs else None
    if last.consent is not Consent.GIVEN:
        return f'they do not want "{kind}"'
    return f'their permission for "{kind}" ended on {last.until}' if last.is_over(today) else None


def may_be_told(entries: Iterable[Entry], party: str, kind: str) -> bool:
    """Whether the owner may tell a party that a kind is not permitted: once, until it was permitted again."""
    last = permissions_to(entries, party).get(kind)
    return last is None or last.consent is Consent.GIVEN
