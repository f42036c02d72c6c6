"""The values that a rule names, wherever it does. It knows none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talktag.model.rules.rule import DO, ELSE, Rule, RuleAction
from talktag.model.rules.rule_text import ValueName


def named_values(rule: Rule) -> Iterator[tuple[str, ValueName]]:
    """Every value that a rule names, each with the key of the rule that names it."""
    yield from (("match", each.name) for each in rule.match)
    yield from (("if", each.name) for each in rule.conditions)
    if rule.look:
        yield from (("look", each) for each in rule.look.key.names)
    for key, actions in ((DO, rule.do), (ELSE, rule.otherwise)):
        yield from ((key, name) for action in actions for name in put_in(action))


def put_in(action: RuleAction) -> Iterable[ValueName]:
    """What an action puts into its texts."""
    texts = (action.title, action.text, *action.data.values())
    return (name for text in texts if text is not None for name in text.names)
