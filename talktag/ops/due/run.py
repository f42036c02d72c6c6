"""Whose time is up: once somebody may keep no longer what they were given, the product's log says so, by `due --run`.

Missed days come in order, each thing once for ever. What rules of time make is added by `ops/rules/timed`. Nothing is
sent, nothing is asked, and nothing is done for the owner that takes a decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.due.due_item import SHARE, DueItem, derived_id
from talktag.model.log import kinds
from talktag.model.log.entry import Entry
from talktag.ops import commit_message
from talktag.ops.due.gather import gather
from talktag.ops.log.own_entries import append_entry
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from talktag.ops.session import Session


class Ran(NamedTuple):
    """What was done by itself: the name of the log, which is a product's slug, and the entry made; in order of days."""

    done: tuple[tuple[str, Entry], ...]

    def values(self) -> Mapping[str, Any]:
        """Each as JSON values."""
        told = [
            {"slug": slug, "entry": each.id, "date": each.date.isoformat(), "kind": each.kind, "title": each.title}
            for slug, each in self.done
        ]
        return {"ran": told}


def run_due(session: Session) -> Outcome:
    """A plan that does all that is due by itself up to today; nothing at all where there is nothing."""
    due = gather(session, session.today - datetime.timedelta(days=1))
    items = [each for each in due.items if each.key[0] == SHARE and each.slug]
    ran = tuple(_new(session, items, due.parties))
    if not ran:
        return Outcome(Ran(()), problems=due.problems)
    by_slug: dict[str, list[Entry]] = {}
    for slug, entry in ran:
        by_slug.setdefault(slug, []).append(entry)
    writes = [append_entry(session.store, slug, *entries) for slug, entries in sorted(by_slug.items())]
    return Outcome(Ran(ran), commit_message.plan("due", "Note whose time is up", *writes), problems=due.problems)


def _new(session: Session, items: list[DueItem], parties: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """The entries that no log has yet, not even withdrawn."""
    logs = {slug: session.store.entries(slug).value or () for slug in {each.slug for each in items}}
    for item in items:
        entry = _entry(item, parties)
        if all(each.id != entry.id for each in logs[item.slug]):
            yield item.slug, entry


def _entry(item: DueItem, parties: Mapping[str, str]) -> Entry:
    """That the time is up, on the day after the last; made on two machines, it is the same entry."""
    day = (item.date or datetime.date.min) + datetime.timedelta(days=1)
    who = parties.get(item.party or "", item.party or "somebody")
    made = derived_id("talktag-run-1", item.product, *item.key)
    title = f"Time is up for {who[:100]}: ask to delete it with talktag revoke {item.key[1]}"
    return Entry(made, day, kinds.SHARE, title, party=item.party)
