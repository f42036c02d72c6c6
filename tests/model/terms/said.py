"""Statements about terms as they stand in the logs of two sides."""

from __future__ import annotations

import datetime
from typing import Any

from talktag.model.log.entry import Entry
from talktag.model.terms.said_terms import Act, SaidTerms

DAY = datetime.date(2026, 12, 1)
ONE, OTHER = "a" * 64, "b" * 64
KEYS = {"ana": "SHA256:ana", "shop": "SHA256:shop"}


def said_by(
    writer: str, ident: str, act: Act, terms: str = ONE, *, cause: str | None = None, day: int = 0, **more: Any
) -> Entry:
    """What one of the two said, as its writer's log has it; `more` is of the entry, but for `until`."""
    until = more.pop("until", None)
    said = SaidTerms(act, terms, until=DAY + datetime.timedelta(until) if until is not None else None)
    date = DAY + datetime.timedelta(day)
    time = datetime.datetime.combine(date, datetime.time(9), datetime.UTC)
    to = "shop" if writer == "ana" else "ana"
    made = Entry(f"{ident}-1", date, "terms", said.line(), to=to, original=ident, time=time, recorded=time)
    return made._replace(data=said.data(), cause=f"{cause}-1" if cause else None, **more)


def as_it_came(entry: Entry, signer: str | None = None) -> Entry:
    """The same in the log of the other side, recorded a day later."""
    writer = "ana" if entry.to == "shop" else "shop"
    recorded = entry.recorded and entry.recorded + datetime.timedelta(days=1)
    return entry._replace(to=None, party=writer, signer=signer or KEYS[writer], recorded=recorded)
