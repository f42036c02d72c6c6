"""What `doctor` finds wrong with rules and what they look into. Runs no rule, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.problem import Problem
from talktag.ops.rules.lookups import look_up_table
from talktag.store import layout
from talktag.store.collections import RULES

if TYPE_CHECKING:
    from talktag.store.store import Store


def look_at_rules(store: Store) -> Iterator[Problem]:
    """Names that are none, lookups that do not hold up, and those that are not there; the rules are read elsewhere."""
    wanted: dict[str, tuple[str, int | None]] = {}
    for stored in store.all(RULES):
        if stored.value and stored.value.look:
            wanted.setdefault(stored.value.look.table, (stored.path, stored.value.look.line))
    for name in store.names(layout.LOOKUPS):
        path = f"{layout.LOOKUPS}/{name}"
        if name.endswith(".csv") and layout.original_of_copy(path) is None:
            yield from look_up_table(store, name.removesuffix(".csv")).problems
    for table, (path, line) in wanted.items():
        if not store.has(layout.lookup(table)):
            yield Problem("no-lookup", path, f'looks into "{layout.lookup(table)}", which is not there', line, "look")
