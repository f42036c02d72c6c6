"""`rule list`: every rule, what wakes it and what it makes. It runs none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.toml.record_file import without_absent
from talktag.ops.outcome import Outcome
from talktag.ops.rules.new import TRY_IT
from talktag.ops.rules.rule_words import makes, wakes
from talktag.ops.rules.running.woken import sound_rule
from talktag.store.collections import RULES

if TYPE_CHECKING:
    from talktag.model.rules.rule import Rule
    from talktag.ops.session import Session

NONE_YET = "there is no rule yet; begin one with: talktag rule new NAME --from lost-scanned"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: None where it does not hold up, and so is woken by nothing."""

    name: str
    rule: Rule | None

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        rule = self.rule
        if rule is None:
            return {"name": self.name, "sound": False}
        made = {"wakes": wakes(rule), "makes": list(makes(rule.do))}
        return without_absent({"name": self.name, "means": rule.means, "from": rule.giver, "sound": True, **made})


@dataclass(frozen=True, slots=True)
class RuleList:
    """All rules, in the order in which they are woken."""

    rules: tuple[RuleLine, ...]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        return {"rules": [dict(each.values()) for each in self.rules]}


def list_rules(session: Session) -> Outcome:
    """Every rule, and what is wrong with any."""
    stored = session.store.all(RULES)
    found = RuleList(tuple(RuleLine(each.name, sound_rule(each)) for each in stored))
    problems = tuple(problem for each in stored for problem in each.problems)
    return Outcome(found, problems=problems, notices=(TRY_IT if stored else NONE_YET,))
