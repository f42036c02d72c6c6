"""The rules that can have anything to do with what arrives, and what these look into. All else is not even read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.store import layout
from talktag.store.collections import RULES

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.rules.lookup_table import LookupTable
    from talktag.model.rules.rule import Rule
    from talktag.store.collection import Stored
    from talktag.store.store import Store


def sound_rule(stored: Stored[Rule]) -> Rule | None:
    """The rule where it holds up; one with any fault in it is woken by nothing."""
    return None if any(each.severity == "error" for each in stored.problems) else stored.value


def sound_rules(store: Store) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """All rules that hold up, and what is wrong with the others."""
    stored = store.all(RULES)
    broken = tuple(problem for each in stored for problem in each.problems)
    return tuple(rule for each in stored if (rule := sound_rule(each))), broken


def as_warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What is wrong with rules, as something to look at: none of it is wrong with what woke them."""
    return tuple(dict.fromkeys(each._replace(severity="warning") for each in problems))


def rules_for(rules: Iterable[Rule], kinds: Collection[str]) -> tuple[Rule, ...]:
    """Those that entries of these kinds may wake, and those that may be woken by what these make."""
    from talktag.model.rules.rule import NOTICE

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
        from talktag.ops.rules.lookups import look_up_table

        reading = look_up_table(store, name)
        problems += reading.problems
        if reading.value:
            read[name] = reading.value
    return read, tuple(problems)
