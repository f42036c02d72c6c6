"""What rules of time wrote, as rows of what was done by itself, not as a line of talk for each. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.content import content_of
from talktag.model.log.entry import read_entries
from talktag.model.plan import Write
from talktag.ops.due.run import Ran
from talktag.ops.rules.running.made_notices import say_written
from talktag.store import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from talktag.content import Content
    from talktag.model.log.entry import Entry
    from talktag.ops.outcome import Outcome


def with_rows(outcome: Outcome) -> Outcome:
    """The outcome with the entries that rules wrote among what was done, by day."""
    if outcome.plan is None or not isinstance(outcome.data, Ran):
        return outcome
    made = [(about, entry) for about, entry in _new_entries(outcome) if entry.rule and not entry.to]
    said = {say_written(entry.rule or "", entry) for _, entry in made}
    rows = ((about.rpartition("/")[2], entry) for about, entry in made)
    done = sorted((*outcome.data.done, *rows), key=lambda each: (each[1].date, each[0]))
    return outcome._replace(data=Ran(tuple(done)), ahead=tuple(each for each in outcome.ahead if each not in said))


def _new_entries(outcome: Outcome) -> Iterator[tuple[str, Entry]]:
    """Every entry that is new in a log, with its folder."""
    for change in outcome.plan.changes if outcome.plan else ():
        if isinstance(change, Write) and (about := layout.about_of_log(change.path)):
            known = {each.id for each in _entries(change.replaces, change.path)}
            yield from ((about, each) for each in _entries(change.data, change.path) if each.id not in known)


def _entries(data: bytes | Content | None, path: str) -> tuple[Entry, ...]:
    return read_entries(content_of(data).whole(), path).value or () if data is not None else ()
