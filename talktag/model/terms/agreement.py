"""What signed entries of two sides add up to: what was offered, and what both signed. Pure; it asks no clock.

It is a fold over a set: the same entries late, twice or in another order come to the same, on either side. Nothing is
agreed before both signed the same hash, and only who signed it can end it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.entry import in_order
from talktag.model.log.schedule import standing_entries
from talktag.model.log.settling import is_own, other_side
from talktag.model.terms.said_terms import Act, SaidTerms, read_said_terms

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class Status(Enum):
    """How it stands between the two."""

    OFFERED = "offered"
    COUNTERED = "countered"
    AGREED = "agreed"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    BREACHED = "breached"

    @property
    def is_open(self) -> bool:
        """Whether somebody can still accept."""
        return self in {Status.OFFERED, Status.COUNTERED}


class Statement(NamedTuple):
    """One entry and what it says of terms; `own` where the owner said it, else it is of the other side."""

    entry: Entry
    said: SaidTerms
    own: bool

    @property
    def moment(self) -> tuple[datetime.datetime, str]:
        """When its writer says that it was said, which both sides know alike; of one moment by its id."""
        entry = self.entry
        return entry.time or datetime.datetime.combine(entry.date, datetime.time(), datetime.UTC), entry.id

    def values(self) -> dict[str, Any]:
        """It as JSON values."""
        entry = self.entry
        said = {
            "entry": entry.id,
            "act": self.said.act.value,
            "terms": self.said.terms,
            "by": "owner" if self.own else "party",
            "date": entry.date.isoformat(),
            "signer": entry.signer,
            "text": entry.text,
            "until": self.said.until and self.said.until.isoformat(),
        }
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What became of one offer. `accepted` is what made it an agreement: the second signature under the same text.

    `counter` is the one counter-offer, None for none. `ended` withdrew it, `breaches` say that it was not kept.
    `unsigned` is what the other side said without a signature, which counts nothing. `history` is all that counts.
    """

    offer: Statement
    status: Status
    counter: Statement | None = None
    accepted: Statement | None = None
    refused: Statement | None = None
    ended: Statement | None = None
    breaches: tuple[Statement, ...] = ()
    unsigned: tuple[Statement, ...] = ()
    history: tuple[Statement, ...] = ()

    @property
    def of(self) -> Statement:
        """The statement whose text it is about: what both signed, else what stands open."""
        if self.accepted:
            return self.offer if self.accepted.entry.cause == self.offer.entry.id else self.counter or self.offer
        return self.counter or self.offer

    @property
    def terms(self) -> str:
        """The hash of the text that it is about."""
        return self.of.said.terms

    @property
    def is_agreed(self) -> bool:
        """Whether both signed the same text, and it was not withdrawn."""
        return self.accepted is not None and self.ended is None

    @property
    def waits_for_owner(self) -> bool:
        """Whether it is for the owner to accept, refuse or, of an offer, to counter."""
        return self.status.is_open and not self.of.own

    def values(self) -> dict[str, Any]:
        """It as JSON values."""
        said = self.of.said
        values = {
            "id": self.offer.entry.id,
            "status": self.status.value,
            "terms": said.terms,
            "title": said.title,
            "roster": said.roster,
            "roster_id": said.id,
            "offered": self.offer.entry.date.isoformat(),
            "offered_by": "owner" if self.offer.own else "party",
            "until": said.until and said.until.isoformat(),
            "signed": self.accepted and self.accepted.entry.date.isoformat(),
            "ended": self.ended and self.ended.entry.date.isoformat(),
            "waits_for_owner": self.waits_for_owner or None,
            "breaches": [each.values() for each in self.breaches],
            "unsigned": [each.values() for each in self.unsigned],
            "history": [each.values() for each in self.history],
        }
        return {key: value for key, value in values.items() if value}


def agreements_with(
    entries: Iterable[Entry], party: str, keys: Collection[str], today: datetime.date
) -> tuple[Agreement, ...]:
    """What became of each offer between the owner and the party of that slug, oldest first.

    `keys` are the fingerprints of the party's keys that are kept and accepted: what another one signed counts nothing.
    """
    said, unsigned = _statements(entries, party, keys)
    offers = (each for each in said if each.said.act is Act.OFFERED)
    return tuple(_fold(offer, said, unsigned, today) for offer in offers)


def _statements(
    entries: Iterable[Entry], party: str, keys: Collection[str]
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """What was signed, and what the other side said unsigned. What was sent is signed, whatever was undone here."""
    ordered = in_order(entries)
    standing = {each.id for each in standing_entries(ordered)}
    signed: list[Statement] = []
    unsigned: list[Statement] = []
    for entry in ordered:
        said = read_said_terms(entry)
        if said is None or other_side(entry) != party or entry.original is None:
            continue
        if is_own(entry):
            signed.append(Statement(entry, said, own=True))
        elif entry.id in standing:
            (signed if entry.signer in keys else unsigned).append(Statement(entry, said, own=False))
    return signed, unsigned


def _fold(
    offer: Statement, said: Sequence[Statement], unsigned: Sequence[Statement], today: datetime.date
) -> Agreement:
    """What became of one offer, by all that names it or what followed from it."""
    counter, accepted = _closing(offer, said)
    found = [each for each in (offer, counter, accepted) if each]
    ids, signers = {each.entry.id for each in found}, {each.own for each in found}
    named = [each for each in said if each.entry.cause in ids]
    ends = [each for each in named if each.said.act is Act.WITHDRAWN and each.own in signers]
    ended = min(ends, key=_moment, default=None)
    if accepted and ended and _second(ended) < _second(accepted):
        accepted = None  # what was withdrawn cannot be accepted any more
    refused = _refusal(said, offer, counter)
    breaches = tuple(each for each in named if accepted and each.said.act is Act.BREACH)
    texts = {each.said.terms for each in found}  # who says yes to another text says nothing of these
    heard = (each for each in unsigned if each.said.act is not Act.ACCEPTED or each.said.terms in texts)
    made = Agreement(
        offer,
        Status.OFFERED,
        counter=counter,
        accepted=accepted,
        refused=refused,
        ended=ended,
        breaches=breaches,
        unsigned=tuple(each for each in heard if each.entry.cause in ids),
        history=tuple(sorted((*found, *filter(None, (refused,)), *breaches, *filter(None, (ended,))), key=_second)),
    )
    return replace(made, status=_status(made, today))


def _closing(offer: Statement, said: Sequence[Statement]) -> tuple[Statement | None, Statement | None]:
    """The one counter-offer and the second signature, None for what there is not: one that was signed goes before."""
    countered = sorted(_answers(said, offer, Act.COUNTERED), key=_moment)
    countered = [each for each in countered if each.said.terms != offer.said.terms]
    for each in countered:
        if accepted := _acceptance(said, each):
            return each, accepted
    return countered[0] if countered else None, _acceptance(said, offer)


def _moment(statement: Statement) -> tuple[datetime.datetime, str]:
    return statement.moment


def _second(statement: Statement) -> datetime.datetime:
    """When, without the id, which is drawn by lot: what answers in the same second stays behind what it answers."""
    return statement.moment[0]


def _status(made: Agreement, today: datetime.date) -> Status:
    if made.ended:
        return Status.WITHDRAWN
    if made.accepted:
        return Status.BREACHED if made.breaches else Status.AGREED
    if made.refused:
        return Status.REFUSED
    until = made.of.said.until
    if until and until < today:
        return Status.EXPIRED
    return Status.COUNTERED if made.counter else Status.OFFERED


def _answers(said: Iterable[Statement], asked: Statement, act: Act) -> Iterator[Statement]:
    """What the other side than that of `asked` said to it."""
    return (
        each for each in said if each.said.act is act and each.entry.cause == asked.entry.id and each.own != asked.own
    )


def _acceptance(said: Iterable[Statement], asked: Statement) -> Statement | None:
    """The first signature of the other side under the very text, by the day on which it could still be given."""
    until = asked.said.until
    found = (
        each
        for each in _answers(said, asked, Act.ACCEPTED)
        if each.said.terms == asked.said.terms and (until is None or each.entry.date <= until)
    )
    return min(found, key=_moment, default=None)


def _refusal(said: Sequence[Statement], offer: Statement, counter: Statement | None) -> Statement | None:
    """The first refusal: of the offer by who got it, of the counter-offer by who made the offer."""
    found = [*_answers(said, offer, Act.REFUSED)]
    found += _answers(said, counter, Act.REFUSED) if counter else ()
    return min(found, key=_moment, default=None)
