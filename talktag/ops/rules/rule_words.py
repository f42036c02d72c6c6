"""What a rule says, in words: what wakes it, where it looks, what it makes, what it may send to whom. Pure; runs none.

A rule from elsewhere is a stranger's text: its words are given as they stand, and shown as foreign text is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from talktag.model.rules.rule import NOTICE, OWNER, SEND, THEM, Rule, RuleAction
from talktag.model.rules.rule_condition import RuleCondition
from talktag.model.values.plural import plural
from talktag.store import layout

ANYBODY = "anybody"
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


class Sends(NamedTuple):
    """What one action of a rule may send: to whom, and the names of the values that are put into it."""

    to: str
    values: tuple[str, ...]


def wakes(rule: Rule) -> str:
    """What wakes it, in one sentence."""
    if rule.is_of_time:
        return _by_time(rule)
    said = f"{_which(rule.count)} {' or '.join(rule.on)} by {_people(rule.by)}"
    if rule.match:
        said += f", where {' and '.join(map(_condition, rule.match))}"
    if rule.within:
        said += f", within {length(rule.within)}"
    if rule.late:
        said += f"; none that is recorded more than {length(rule.late)} late"
    return f"{said}; also what rules made" if rule.auto else said


def looks(rule: Rule) -> str | None:
    """Where it looks, and for what."""
    return f"in {layout.lookup(rule.look.table)} for {rule.look.key.written}" if rule.look else None


def holds(rule: Rule) -> str | None:
    """What must hold for what it makes; else something else is made."""
    return " and ".join(map(_condition, rule.conditions)) or None


def makes(actions: Iterable[RuleAction]) -> tuple[str, ...]:
    """What is made, a line each."""
    return tuple(map(_action, actions))


def sends(rule: Rule) -> tuple[Sends, ...]:
    """All that it may send, and to whom, however it comes out."""
    return tuple(_sends(each) for each in (*rule.do, *rule.otherwise) if each.what == SEND)


def length(time: datetime.timedelta) -> str:
    """A length of time in its largest whole unit: `7 days`, `90 minutes`."""
    seconds = int(time.total_seconds())
    name, size = next(unit for unit in _UNITS if seconds % unit[1] == 0)
    return plural(seconds // size, name)


def _by_time(rule: Rule) -> str:
    first = rule.at
    if first is None:
        return "never"
    said = f"{first.local:%Y-%m-%d %H:%M} {first.zone or 'where you are'}"
    said = f"every {rule.every}, first at {said}" if rule.every else f"once, at {said}"
    return f"{said}, for each product where {' and '.join(map(_condition, rule.match))}" if rule.match else said


def _which(count: int) -> str:
    ending = "th" if count % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return "each" if count == 1 else f"each {count}{ending}"


def _people(by: Sequence[str]) -> str:
    return " or ".join("you" if each == OWNER else each for each in by) or ANYBODY


def _condition(condition: RuleCondition) -> str:
    return condition.word


def _sends(action: RuleAction) -> Sends:
    return Sends(_addressee(action), tuple(dict.fromkeys(_values_of(action))))


def _addressee(action: RuleAction) -> str:
    return "who woke it" if action.to in {None, THEM} else str(action.to)


def _values_of(action: RuleAction) -> Iterator[str]:
    for text in (action.title, action.text, *action.data.values()):
        yield from map(str, text.names if text else ())


def _action(action: RuleAction) -> str:
    if action.what == NOTICE:
        return f'tells you "{action.title.written}"'
    said = f'"{action.title.written}"'
    if action.text:
        said += f', "{action.text.written}"'
    if action.data:
        said += f", with {', '.join(f'{name} = {text.written}' for name, text in action.data.items())}"
    if action.due:
        said += f", due {action.due} later"
    if action.what == SEND:
        return f"sends {action.kind} to {_addressee(action)}: {said}"
    return f"writes {action.kind} on your log: {said}"
