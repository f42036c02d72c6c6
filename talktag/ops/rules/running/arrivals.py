"""The entries that arrive by a plan: those of a log it writes that were not there before. It reads no file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.content import content_of
from talktag.model.log.entry import read_entries
from talktag.model.plan import Write
from talktag.store import layout
from talktag.store.git.past.commit_text import UNDOES, trailers

if TYPE_CHECKING:
    from talktag.content import Content
    from talktag.model.log.entry import Entry
    from talktag.model.plan import Plan


class LogArrivals(NamedTuple):
    """What was in a log before, by its folder, and the entries that arrive there, in their order."""

    about: str
    before: Sequence[Entry]
    arriving: Sequence[Entry]


def arrivals_of(plan: Plan) -> Iterator[LogArrivals]:
    """Each log that something arrives in; nothing where a plan joins histories or brings back what was there once.

    What rules made arrives where they make it, and is followed there.
    """
    if plan.joins or UNDOES in trailers(plan.message, (UNDOES,)):
        return
    for change in plan.changes:
        if isinstance(change, Write) and (about := layout.about_of_log(change.path)):
            before = _entries(change.replaces, change.path)
            known = {each.id for each in before}
            new = [each for each in _entries(change.data, change.path) if each.id not in known]
            if arriving := [each for each in new if not each.rule or each.signer]:
                yield LogArrivals(about, before, arriving)


def _entries(data: bytes | Content | None, path: str) -> Sequence[Entry]:
    return read_entries(content_of(data).whole(), path).value or () if data is not None else ()
