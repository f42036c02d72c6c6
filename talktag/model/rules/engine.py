"""What rules make of entries that arrive. Pure: from the log, without clock, files, chance or state of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from talktag.model.log.entry import Entry
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.reaction import Around, Reaction
from talktag.model.rules.rule import Rule


def react(
    rules: Iterable[Rule],
    log: Iterable[Entry],
    arriving: Iterable[Entry],
    lookups: Mapping[str, LookupTable],
    around: Around,
) -> Reaction:
    """What the rules make of entries that arrive one by one, when `log` is all that was there before."""
    raise NotImplementedError
