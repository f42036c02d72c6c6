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
    from talktag.model.log.entry import Entry
    from talktag.model.plan import Plan


_HEAD, _FOOT = b"entry = [\n", b"]"


class LogArrivals(NamedTuple):
    """The entries that arrive in a log, by its folder, in their order; `held` is what was in its file before."""

    about: str
    held: bytes
    arriving: Sequence[Entry]

    @property
    def before(self) -> Sequence[Entry]:
        """The entries that were there before."""
        return _entries(self.held, layout.entries_in(self.about))


def arrivals_of(plan: Plan) -> Iterator[LogArrivals]:
    """Each log that something arrives in; nothing where a plan joins histories or brings back what was there once.

    What rules made arrives where they make it, and is followed there.
    """
    if plan.joins or UNDOES in trailers(plan.message, (UNDOES,)):
        return
    for change in plan.changes:
        if isinstance(change, Write) and (about := layout.about_of_log(change.path)):
            held = content_of(change.replaces or b"").whole()
            new = _new_entries(held, content_of(change.data).whole(), change.path)
            if arriving := [each for each in new if not each.rule or each.signer]:
                yield LogArrivals(about, held, arriving)


def _new_entries(held: bytes, data: bytes, path: str) -> Sequence[Entry]:
    """What is in a log and was not before; of one that was only added to, no more than that is read."""
    same = held.rstrip().removesuffix(_FOOT)
    if same.startswith(_HEAD) and data.startswith(same):
        return _entries(_HEAD + data[len(same) :], path)
    known = {each.id for each in _entries(held, path)}
    return [each for each in _entries(data, path) if each.id not in known]


def _entries(data: bytes, path: str) -> Sequence[Entry]:
    return read_entries(data, path).value or () if data else ()
