"""Whether what a rule looks in is there and has what it asks of it. A rule with a problem wakes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from talktag.model.problem import Problem
from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.rule import Rule
from talktag.model.rules.rule_text import ValueName


def lookup_problems(rule: Rule, lookups: Mapping[str, LookupTable]) -> list[Problem]:
    """What is wrong between a rule and its lookup."""
    if rule.look is None:
        return []
    table = lookups.get(rule.look.table)
    if table is None:
        wrong = [f'there is no lookup "{rule.look.table}" that holds up, so the rule wakes nothing']
    else:
        asked = {name.key for name in _names(rule) if name.group == "look" and name.key}
        wrong = [
            f'the lookup "{table.name}" has no column "{column}", so the rule wakes nothing'
            for column in sorted(asked - set(table.columns))
        ]
    return [Problem("no-lookup", rule.path, each, rule.look.line, "look.table") for each in wrong]


def _names(rule: Rule) -> Iterator[ValueName]:
    yield from (each.name for each in rule.conditions)
    for action in (*rule.do, *rule.otherwise):
        for text in (action.title, action.text, *action.data.values()):
            if text is not None:
                yield from text.names
