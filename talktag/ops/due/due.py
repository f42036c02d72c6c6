"""`due`: everything that is due within a time, a line each. Reads; changes nothing."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from talktag.errors import InvalidError
from talktag.model.due.due_item import item_values
from talktag.model.typed.duration import typed_duration
from talktag.ops.due.gather import FAR, Gathered, gather
from talktag.ops.finding.broken_records import broken_records
from talktag.ops.finding.choose_products import facts_of_query
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session

WITHIN = "90 days"


class DueList(NamedTuple):
    """What is due, as of `today`."""

    today: datetime.date
    due: Gathered

    def values(self) -> Mapping[str, Any]:
        """Each thing that is due, and how many more are later."""
        items = [item_values(each, self.today, self.due.parties.get(each.party or "")) for each in self.due.items]
        days = {"today": self.today.isoformat(), "last": self.due.last.isoformat()}
        return {**days, "due": items, "later": self.due.later}


def list_due(session: Session, words: Sequence[str] = (), within: str | None = None) -> Outcome:
    """What is due within so long from today, of every product or those that all of `words` hold for."""
    within = WITHIN if within is None else within
    last = read_within("within", within, session.today)
    only = [facts.slug for facts in facts_of_query(session, words)] if words else None
    due = gather(session, last, only)
    problems = (*broken_records(session.store), *due.problems)
    return Outcome(DueList(session.today, due), notices=_notices(due, words, within), problems=problems)


def read_within(flag: str, text: str, today: datetime.date) -> datetime.date:
    """The last day of so long a time from today, such as `90d`; InvalidError for what is no length of time."""
    try:
        length = typed_duration(text.strip())
    except ValueError as error:
        raise InvalidError(f"--{flag}: {error}", hints=[f"write it like: --{flag} 90d"]) from None
    if length is None:
        raise InvalidError(f'--{flag}: "{text}" is not a length of time', hints=[f"write it like: --{flag} 90d"])
    try:
        return length.after(today)
    except (OverflowError, ValueError):
        return FAR


def _notices(due: Gathered, words: Sequence[str], within: str) -> tuple[str, ...]:
    said = []
    if not due.items:
        said.append(f"nothing is due within {within}")
    if due.later:
        more = "one more thing is due" if due.later == 1 else f"{due.later} more things are due"
        said.append(f"{more} later; see all with: {shlex.join(('talktag', 'due', *words, '--within', '100y'))}")
    return tuple(said)
