"""The rules that can have anything to do with what arrives, and what these look into. All else is not even read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.rules.rule import NOTICE
from talktag.ops.rules.lookups import look_up_table
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.rule import Rule
    from talktag.store.store import Store


def rules_for(rules: Iterable[Rule], kinds: Collection[str]) -> tuple[Rule, ...]:
    """Those that entries of these kinds may wake, and those that may be woken by what these make."""
    left, found = list(rules), []
    woken = [each for each in left if {*each.on} & {*kinds}]
    while woken:
        found += woken
        left = [each for each in left if each not in woken]
        made = {action.kind for each in woken for action in (*each.do, *each.otherwise) if action.what != NOTICE}
        woken = [each for each in left if each.auto and {*each.on} & made]
    return tuple(found)


def lookups_of(
    store: Store, rules: Iterable[Rule], read: dict[str, LookupTable]
) -> tuple[Mapping[str, LookupTable], tuple[Problem, ...]]:
    """What the rules look into, as far as it holds up, and what is wrong with any; each is `read` once."""
    problems: list[Problem] = []
    for name in dict.fromkeys(each.look.table for each in rules if each.look):
        if name in read or not store.has(layout.lookup(name)):
            continue
        reading = look_up_table(store, name)
        problems += reading.problems
        if reading.value:
            read[name] = reading.value
    return read, tuple(problems)
