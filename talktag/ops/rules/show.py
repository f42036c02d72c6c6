"""`rule show`: one rule in words: what wakes it, what it makes, what it may send to whom. It runs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, NotFoundError
from talktag.model.toml.record_file import without_absent
from talktag.model.values.near import hints, near_words
from talktag.ops.outcome import Outcome
from talktag.ops.rules.lookups import problems_of_lookups
from talktag.ops.rules.rule_words import holds, looks, makes, sends, wakes
from talktag.ops.rules.running.woken import sound_rule
from talktag.store import layout
from talktag.store.collections import RULES

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.model.rules.rule import Rule
    from talktag.ops.session import Session
    from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule; one that `lacks_lookup` is woken by nothing, as what it looks into does not hold up."""

    rule: Rule
    lacks_lookup: bool = False

    def values(self) -> Mapping[str, Any]:
        """The same in words, as JSON."""
        rule = self.rule
        return {
            **without_absent(
                {
                    "name": rule.name,
                    "means": rule.means,
                    "from": rule.giver,
                    "file": rule.path,
                    "sound": not self.lacks_lookup,
                    "wakes": wakes(rule),
                    "looks": looks(rule),
                    "holds": holds(rule),
                    "makes": list(makes(rule.do)),
                    "else": list(makes(rule.otherwise)),
                }
            ),
            "sends": [{"to": each.to, "values": list(each.values)} for each in sends(rule)],
        }


def rule_named(store: Store, name: str) -> tuple[Rule, tuple[Problem, ...]]:
    """The rule of that name and what is to be said of it; NotFoundError, or InvalidError with all that is wrong."""
    known = [path.rpartition("/")[2].removesuffix(".toml") for path in store.paths(RULES)]
    if name not in known:
        near = hints(near_words(name, known))
        raise NotFoundError(f'there is no rule "{name}"', hints=[*near, "see all of them: talktag rule list"])
    stored = store.one(RULES, name)
    if rule := sound_rule(stored):
        return rule, stored.problems
    raise InvalidError(
        f'the rule "{name}" does not hold up, and wakes at nothing',
        details=[str(each) for each in stored.problems],
        hints=[f'change "{layout.rule(name)}" in your editor, then: talktag save'],
    )


def show(session: Session, name: str) -> Outcome:
    """The rule of that name, in words."""
    rule, problems = rule_named(session.store, name)
    broken, wrong = problems_of_lookups(session.store, (rule,))
    found = (*problems, *broken, *wrong.get(rule.name, ()))
    return Outcome(RuleShown(rule, bool(wrong)), problems=found)
