"""`rule list`: every rule, what wakes it and what it makes. It runs none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.model.toml.record_file import without_absent
from talktag.ops.outcome import Outcome
from talktag.ops.rules.lookups import problems_of_lookups
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
    """One rule: None where it does not hold up, and so is woken by nothing.

    Nor is one that `lacks_lookup`: what it looks into does not hold up.
    """

    name: str
    rule: Rule | None
    lacks_lookup: bool = False

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        rule = self.rule
        if rule is None:
            return {"name": self.name, "sound": False}
        known = {"name": self.name, "means": rule.means, "from": rule.giver, "sound": not self.lacks_lookup}
        return without_absent({**known, "wakes": wakes(rule), "makes": list(makes(rule.do))})


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
    sound = {each.name: rule for each in stored if (rule := sound_rule(each))}
    broken, wrong = problems_of_lookups(session.store, sound.values())
    found = RuleList(tuple(RuleLine(each.name, sound.get(each.name), each.name in wrong) for each in stored))
    of_rules = (problem for each in stored for problem in (*each.problems, *wrong.get(each.name, ())))
    return Outcome(found, problems=(*of_rules, *broken), notices=(TRY_IT if stored else NONE_YET,))
