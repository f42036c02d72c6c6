"""What the entries of a product add up to: when it was last seen, who has it, what is due. Derived, never stored.

The record is the owner's word for the state; entries only say whom it is lent to and when it should be back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.log.kinds import KINDS
from talktag.model.log.schedule import dues_of, standing_entries

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry


class Standing(NamedTuple):
    """Days in ISO form, which compare as the days do, so that an index can hold them.

    `seen` is the last day the owner surely had it before them; what others say of that does not count. `to` is the
    party of the last loan, and `back` when it should be back; both only mean something while the record says lent.
    `due` is the next day of anything else.
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
    """The standing by entries in their order, less what was withdrawn."""
    entries = standing_entries(entries)
    seen, loan = None, None
    for each in entries:
        kind = KINDS.get(each.kind)
        if kind and kind.seen and not each.signer:
            seen = max(seen or "", each.date.isoformat())
        if kind and kind.lends:
            loan = each
    back = loan.due.isoformat() if loan and loan.due else None
    due = min((each.date.isoformat() for each in dues_of(entries) if each.date), default=None)
    return Standing(seen, loan and loan.party, back, due)
