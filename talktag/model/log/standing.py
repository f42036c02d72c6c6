"""What the entries of a product add up to: when it was last seen, who has it, what is due. Derived, never stored.

The record is the owner's word for the state; entries only say whom it is lent to and when it should be back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import KINDS, EntryKind

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

_OTHER = EntryKind("other")  # a kind that is not in the table


class Standing(NamedTuple):
    """Days in ISO form, which compare as the days do, so that an index can hold them.

    `seen` is the last day the product was surely there. `to` is the party of the last loan, and `back` when it should
    be back; both only mean something while the record says lent. `due` is the next day of anything else.
    """

    seen: str | None = None
    to: str | None = None
    back: str | None = None
    due: str | None = None

    def holder(self, state: str) -> str | None:
        """Who has a product of that state."""
        return self.to if state == "lent" else None

    def next_due(self, state: str) -> str | None:
        """The first day that something is due of a product of that state."""
        return min(filter(None, (self.back if state == "lent" else None, self.due)), default=None)

    def values(self, state: str) -> Mapping[str, str]:
        """Who has it and what is due, as JSON values."""
        found = {"seen": self.seen, "to": self.holder(state), "due": self.next_due(state)}
        return {key: value for key, value in found.items() if value}


def standing_of(entries: Iterable[Entry]) -> Standing:
    """The standing by entries in their order; what an entry says is due holds until the next one of its kind."""
    last: dict[str, Entry] = {}
    for each in entries:
        last[each.kind] = each
    kinds = {name: KINDS.get(name, _OTHER) for name in last}
    loan = next((last[name] for name, kind in kinds.items() if kind.lends), None)
    seen = max((last[name].date.isoformat() for name, kind in kinds.items() if kind.seen), default=None)
    dates = (each.due for name, each in last.items() if not kinds[name].lends)
    due = min((date.isoformat() for date in dates if date), default=None)
    back = loan.due.isoformat() if loan and loan.due else None
    return Standing(seen, loan and loan.party, back, due)
