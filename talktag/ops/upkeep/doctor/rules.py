"""What `doctor` finds wrong with rules and what they look into. Runs no rule, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.rules.making.sound import lookup_problems
from talktag.ops.rules.lookups import look_up_table
from talktag.store import layout
from talktag.store.collections import RULES
from talktag.store.conflict_copies import original_of_copy

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.store.store import Store


def look_at_rules(store: Store) -> Iterator[Problem]:
    """Lookups that do not hold up, or lack what a rule asks of them; the rules themselves are read elsewhere."""
    tables = {}
    for name in store.names(layout.LOOKUPS):
        if name.endswith(".csv") and original_of_copy(f"{layout.LOOKUPS}/{name}") is None:
            reading = look_up_table(store, name.removesuffix(".csv"))
            yield from reading.problems
            if reading.value:
                tables[reading.value.name] = reading.value._replace(rows={})
    for stored in store.all(RULES):
        yield from lookup_problems(stored.value, tables) if stored.value else ()
