"""`rule add`: a rule from elsewhere, shown in words and taken in on a yes. It runs none, and obeys none before.

What such a rule would send is somebody else's wish. So where it sends anything, only a person says yes to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import InvalidError, UntrustedError, UsageError
from talktag.model.parties.roles import ROLE_NAMES
from talktag.model.plan import Write
from talktag.model.rules.giver import FROM, is_giver
from talktag.model.rules.read_rule import read_rule
from talktag.model.rules.rule import DO, ELSE, RULE_LIMIT
from talktag.model.toml.read import load_toml
from talktag.model.toml.write import changed_items, changed_text
from talktag.model.values.ident import is_slug
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.rules.rule_words import sends
from talktag.ops.rules.show import RuleShown
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.parties.party import Party
    from talktag.model.problem import Problem
    from talktag.model.rules.rule import Rule
    from talktag.ops.rules.foreign.brought import BroughtRule
    from talktag.ops.session import Session
    from talktag.store.store import Store

_CALL_IT = "call it something with a-z, 0-9 and hyphens: --name outage"


@dataclass(frozen=True, slots=True)
class RuleTaken:
    """A rule from elsewhere, as it will be in the store; `was` is the one of before that it takes the place of."""

    rule: Rule
    was: Rule | None = None

    def values(self) -> Mapping[str, Any]:
        """The same in words, as JSON: all of it, and what of it was otherwise."""
        said = RuleShown(self.rule).values()
        return said if self.was is None else {**said, "was": self.differences()}

    def differences(self) -> dict[str, Any]:
        """What the one of before says otherwise, by name; what it does not say is absent in it."""
        if self.was is None:
            return {}
        said, before = RuleShown(self.rule).values(), RuleShown(self.was).values()
        return {name: before.get(name) or "" for name in (*said, *before) if said.get(name) != before.get(name)}


def add(session: Session, brought: BroughtRule, name: str | None) -> Outcome:
    """A plan that takes a rule in under that name, else that of its file, as one of the party it is from.

    InvalidError with all that is wrong where it does not hold up, or would send to anybody else.
    """
    store, party = session.store, brought.party
    called = name or brought.name.removesuffix(".toml")
    path = layout.rule(called) if is_slug(called) else ""
    if not path or not layout.is_path(path):
        raise UsageError(f'"{called[:60]}" cannot be the name of a rule', hints=[_CALL_IT])
    if not is_giver(party.slug):
        raise UsageError(f'"{party.slug}" is the name of a role, too', hints=["give the party another one first"])
    data = _with_giver(brought.data, party, called)
    _sound(brought.data, f"{called}.toml", called)  # by the lines that it came with, before any is put in
    rule = _sound(data, path, called)
    before = store.read(path) if store.has(path) else None
    if before is not None and _giver_of(before) != party.slug:
        raise UsageError(f'there is a rule "{called}" already, and it is not from "{party.slug}"', hints=[_CALL_IT])
    if before == data:
        return Outcome(RuleTaken(rule), notices=(f'"{path}" says so already; nothing was changed',))
    was = read_rule(before, path).value if before is not None else None
    subject = f"Take in {'another text of ' if before is not None else ''}the rule {called}, from {party.name}"
    plan = commit_message.plan("rule add", subject, Write(path, data, before))
    question = "Take this rule in, in place of the one of before?" if before is not None else "Take this rule in?"
    return Outcome(
        RuleTaken(rule, was),
        plan,
        question=question,
        notices=_notices(store, rule, is_new_text=before is not None and was is None),
        in_person=_only_in_person(party) if sends(rule) else None,
    )


def _with_giver(data: bytes, party: Party, called: str) -> bytes:
    """The text with who it is from put in, and their slug where it sends to the role they have; they cannot know it."""
    if len(data) > RULE_LIMIT:
        raise _refusal(called, [f"it is larger than {RULE_LIMIT} bytes"])
    table, broken = load_toml(data, f"{called}.toml")
    if table is None:
        raise _refusal(called, broken)
    if table.get(FROM, party.slug) != party.slug:
        raise _refusal(called, [f'it says itself that it is from somebody; that is for you to say, and not "{FROM}"'])
    made = data
    for branch in (DO, ELSE):
        if party.role in ROLE_NAMES and isinstance(table.get(branch), list):
            made = changed_items(made, branch, lambda each: _sends_to(each, party.role), {"send": party.slug})
    return changed_text(made, {(FROM,): party.slug})


def _sends_to(action: Any, role: str) -> bool:
    return isinstance(action, Mapping) and action.get("send") == role


def _sound(data: bytes, path: str, called: str) -> Rule:
    reading = read_rule(data, path)
    if reading.value is None:
        raise _refusal(called, reading.problems)
    return reading.value


def _refusal(called: str, problems: tuple[Problem, ...] | list[str]) -> InvalidError:
    return InvalidError(
        f'the rule "{called}" does not hold up, and is not taken in',
        details=[str(each) for each in problems],
        hints=["ask them for one that does; nothing was changed"],
    )


def _giver_of(data: bytes) -> Any:
    """Whom the file of a rule says it is from, whether it holds up or not."""
    table, _ = load_toml(data, "rule")
    return table.get(FROM) if table else None


def _notices(store: Store, rule: Rule, *, is_new_text: bool) -> tuple[str, ...]:
    missing = rule.look and not store.has(layout.lookup(rule.look.table))
    return (
        *(
            (f'there is no "{layout.lookup(rule.look.table)}" yet, and none came along',)
            if rule.look and missing
            else ()
        ),
        *(("the one of before does not hold up, so it cannot be told what changed",) if is_new_text else ()),
    )


def _only_in_person(party: Party) -> UntrustedError:
    return UntrustedError(
        f'the rule would send something to "{party.slug}" by itself, and only a person says yes to that',
        hints=["read what it may send, and take it in at a terminal, without --yes"],
    )
