"""Which entries of a log a table tells, and under which section. Pure; what an entry says leaves whole, or not at all.

That a recall was done is told wherever the recall is, so that nobody is told to do it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from talktag.model.log.kinds import DONE, KINDS, RECALL
from talktag.model.log.settling import can_settle

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

RECALLS = f"entries:{RECALL}"


def in_sections(entries: Sequence[Entry], chosen: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """The entries that may leave, each with its section, where the sections `chosen` leave."""
    recalls = recalls_by_id(entries) if RECALLS in chosen else {}
    for each in entries:
        if each.anonymous or (each.kind in KINDS and KINDS[each.kind].stays):
            continue
        section = f"entries:{each.kind}"
        goes_along = section not in chosen and is_done_recall(each, recalls)
        yield (RECALLS if goes_along else section), each


def entries_leaving(entries: Sequence[Entry], sections: Collection[str]) -> tuple[Entry, ...]:
    """Those that leave in these sections, in the order in which a table tells them."""
    return tuple(entry for section, entry in in_sections(entries, sections) if section in sections)


def recalls_by_id(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """The recalls among entries."""
    return {each.id: each for each in entries if each.kind == RECALL}


def is_done_recall(entry: Entry, recalls: Mapping[str, Entry]) -> bool:
    """Whether an entry says that one of those recalls was done, by somebody who has to do with it."""
    called_back = recalls.get(entry.cause or "") if entry.kind == DONE else None
    return called_back is not None and can_settle(entry, called_back)
