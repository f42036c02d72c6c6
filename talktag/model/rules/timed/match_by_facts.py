"""Which products a rule of time may fire for, by what an index knows of each: so that few records are opened.

What the facts do not say for sure may hold; the engine decides by the record. It asks no clock.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Sequence

from talktag.model.queries.facts import Facts
from talktag.model.rules.making.scene import WARRANTY_VALUES, warranty_value
from talktag.model.rules.rule import Rule
from talktag.model.rules.rule_condition import RuleCondition
from talktag.model.rules.rule_text import ValueName
from talktag.model.values.fold import fold
from talktag.model.values.warranty import LIFETIME

_BY_DAY = ValueName("product", "warranty_days")  # the one value that is another each day
_SURE = ("name", "slug", "maker", "model", "state")  # the same in facts as in the record


class MatchByFacts:
    """The match of one rule, asked of many products; what it comes to for one end of a warranty is kept."""

    def __init__(self, rule: Rule, days: Sequence[datetime.date]) -> None:
        self._days = days
        # To a rule from elsewhere a value may be missing that is there, so that its "not" holds all the same.
        sure = [each for each in rule.match if rule.giver is None or not each.negated]
        self._fixed = [each for each in sure if each.name != _BY_DAY]
        self._daily = [each for each in sure if each.name == _BY_DAY]
        self._name = rule.name
        self._by_end: dict[datetime.date | None, list[int]] = {}

    def places(self, facts: Facts) -> Sequence[int]:
        """At which of the days, by their places, the rule may fire for the product."""
        if not all(self._may_hold(each, facts) for each in self._fixed):
            return ()
        if not self._daily or _is_unsure(facts):
            return range(len(self._days))
        ends = _day(facts.warranty_until)
        if ends not in self._by_end:
            self._by_end[ends] = [at for at, day in enumerate(self._days) if self._holds_on(day, ends)]
        return self._by_end[ends]

    def _holds_on(self, day: datetime.date, ends: datetime.date | None) -> bool:
        return all(each.holds(lambda name: warranty_value(name.key, ends, day)) for each in self._daily)

    def _may_hold(self, condition: RuleCondition, facts: Facts) -> bool:
        name = condition.name
        if name.group == "product" and name.key in _SURE:
            value = getattr(facts, name.key)
        elif name.group == "product" and name.key in WARRANTY_VALUES and not _is_unsure(facts):
            value = None if facts.warranty_until == LIFETIME else facts.warranty_until
        elif name.group == "field":
            wanted = fold(name.key)
            value = next((text for key, text in facts.fields if fold(key) == wanted), None)
        elif name.group == "rule":
            value = self._name
        else:
            return True
        return condition.holds(lambda _: None if value is None else str(value))


def _is_unsure(facts: Facts) -> bool:
    """Whether one warranty never ends, and another may."""
    return facts.warranty_until == LIFETIME and facts.warranties > 1


def _day(text: str | None) -> datetime.date | None:
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(text or "")
    return None
