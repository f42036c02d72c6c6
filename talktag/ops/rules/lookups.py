"""The tables that rules look into, read from the store as streams. One that does not hold up is no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.problem import Problem
from talktag.model.rules.lookup_table import LookupTable, read_lookup
from talktag.model.toml.record_file import Reading
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store


def look_up_table(store: Store, name: str) -> Reading[LookupTable]:
    """The lookup of that name, or what is wrong with it; also one that is changed while it is read is told."""
    path = layout.lookup(name)
    try:
        content = store.content(path)
        content.sums  # noqa: B018 - what is read is held against them
        return read_lookup(content.parts(), path)
    except TalktagError as error:
        return Reading(None, (Problem("broken-lookup", path, error.message),))
