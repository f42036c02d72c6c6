"""What of a rule cannot be said in KRL, and what is said there a little otherwise. Each is named, none is left out."""

from __future__ import annotations

from collections.abc import Iterator

from talktag.model.rules.lookup_table import LookupTable
from talktag.model.rules.named_values import named_values
from talktag.model.rules.rule import Rule
from talktag.model.rules.rule_condition import NUMBER, PART

ROWS_MOST = 2_000  # of a lookup, which stands in the ruleset itself
_NO_NAME = "__proto__"  # means something else in the engine than in a table


def faults(rule: Rule, table: LookupTable | None) -> Iterator[str]:
    """Why a rule cannot be said at all; nothing where it can. `table` is the lookup that it looks in."""
    if rule.is_of_time:
        yield "time wakes it, and a ruleset is woken by events"
    if table is not None and len(table.rows) > ROWS_MOST:
        yield f"it looks in a table of more than {ROWS_MOST} rows"
    data = (name for action in (*rule.do, *rule.otherwise) for name in action.data)
    if _NO_NAME in {*data, *(name.key for _, name in named_values(rule))}:
        yield f'it names a value "{_NO_NAME}", which no ruleset can'


def differences(rule: Rule) -> Iterator[str]:
    """What it means a little otherwise in KRL, a sentence each."""
    conditions = (*rule.match, *rule.conditions)
    if any(each.how == PART for each in conditions):
        yield "where it looks for a part of a text, accents count"
    if any(each.how == NUMBER for each in conditions):
        yield "numbers of more than 15 digits are compared as if the last were none"
    if rule.count > 1:
        yield "it counts in the order in which events come, not in that of their moments"
    if rule.giver:
        yield f'an event may tell it of a thing only what "{rule.giver}" was given of it'
