"""The answer of a desk to terms that its settings list, by their hash alone. It accepts no other, and keeps nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.model.desk.cases import TABLE, desk_id
from talktag.model.desk.desk_channel import CUSTOMER
from talktag.model.log.entry import Entry
from talktag.model.log.kinds import TERMS
from talktag.model.terms.said_terms import Act, SaidTerms, read_said_terms
from talktag.ops.desk.answers import OwnAnswer
from talktag.ops.sharing.terms.given import offered_in

if TYPE_CHECKING:
    from talktag.ops.desk.arrivals.read_arrival import CameBundle
    from talktag.ops.desk.desk import OpenDesk


def accept_listed(desk: OpenDesk, came: CameBundle, entries: Iterable[Entry]) -> OwnAnswer | None:
    """What accepts the first offer in a bundle whose text the desk lists, and that is not over; None for none."""
    recorded = came.arrival.recorded
    for cause, said in _offers(came, entries):
        if said.terms in desk.settings.accepts and (said.until is None or recorded.date() <= said.until):
            return _acceptance(cause, said, recorded)
    return None


def _offers(came: CameBundle, entries: Iterable[Entry]) -> Iterator[tuple[str, SaidTerms]]:
    """Each offer with the id of the entry that makes it, as both sides call it."""
    if came.document.kind == TABLE and (given := offered_in(came.document)):
        yield f"{came.document.bundle}-terms", given
    for entry in entries:
        said = read_said_terms(entry)
        if said and said.act is Act.OFFERED:
            yield entry.id, said


def _acceptance(cause: str, said: SaidTerms, recorded: datetime.datetime) -> OwnAnswer:
    accepted = said._replace(act=Act.ACCEPTED, until=None)
    ident = desk_id("terms", cause)
    made = Entry(ident, recorded.date(), TERMS, accepted.line(), data=accepted.data())
    return OwnAnswer(ident, made._replace(recorded=recorded, time=recorded, cause=cause, to=CUSTOMER, auto=True))
