"""Rules, run by whatever writes entries: what they make goes into the same plan. The only place that asks for it.

It writes and sends nothing itself. What is wrong with a rule is told, and changes nothing of what woke it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.problem import Problem
from talktag.ops.rules.running.arrivals import arrivals_of
from talktag.ops.rules.running.woken import as_warnings, rules_for, sound_rules
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session


def with_reactions(session: Session, outcome: Outcome, *, can_sign: bool = True) -> Outcome:
    """The outcome with all that rules make of the entries that it writes; as it is where there is no rule.

    Where the owner's key turns out to be locked, and nobody can be asked, it is made anew without what has to be
    signed, which waits for the key. Where rules cannot be run at all, that is told, and it is as it was.
    """
    try:
        return _react(session, outcome, can_sign=can_sign)
    except TalktagError as error:
        wrong = Problem("rules-stopped", layout.RULES, f"no rule was run: {error.message}", severity="warning")
        return outcome._replace(problems=(*outcome.problems, wrong))


def _react(session: Session, outcome: Outcome, *, can_sign: bool) -> Outcome:
    plan = outcome.plan
    if plan is None or outcome.starts_a_store or not session.store.names(layout.RULES):
        return outcome
    arrived = list(arrivals_of(plan))
    if not arrived:
        return outcome
    rules, broken = sound_rules(session.store)
    if not rules_for(rules, {entry.kind for each in arrived for entry in each.arriving}):
        return outcome._replace(problems=(*outcome.problems, *as_warnings(broken)))
    from talktag.ops.rules.running.made_keeper import MadeKeeper  # what takes long to load, and few entries ask for
    from talktag.ops.rules.running.running_rules import RunningRules, part_without_key, with_made

    running = RunningRules(session, MadeKeeper(session, plan.changes, can_sign=can_sign))
    for each in arrived:
        running.react(each.about, each.before, each.arriving)
    if not can_sign:
        return with_made(outcome, running, outcome.without_key)
    return with_made(outcome, running, lambda: with_reactions(session, part_without_key(outcome), can_sign=False))
