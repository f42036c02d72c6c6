"""`due --run`: all moments of rules of time that came since the last time, the missed ones, too, and all that is left.

What is made is the same whenever and wherever it is made, so that nothing is made twice however often this is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talktag.model.rules.making.sound import lookup_problems
from talktag.model.rules.timed.worked_off import begin_of, note_after
from talktag.ops import commit_message
from talktag.ops.due.run import run_due
from talktag.ops.rules.complete import complete_reactions
from talktag.ops.rules.running.made_keeper import MadeKeeper
from talktag.ops.rules.running.running_rules import RunningRules, with_made
from talktag.ops.rules.timed.about_nothing import strike_about_nothing
from talktag.ops.rules.timed.made_rows import with_rows
from talktag.ops.rules.timed.products_at import RuleMoments, moments_of, products_at
from talktag.ops.rules.timed.worked_off import keep_worked_off, last_worked_off
from talktag.store import layout
from talktag.store.collections import RULES

if TYPE_CHECKING:
    from talktag.model.rules.rule import Rule
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session


def run_all(session: Session, *, can_sign: bool = True) -> Outcome:
    """Everything that is to be done by itself: whose time is up, what rules of time make, what rules still owe."""
    outcome = work_off(session, run_due(session), can_sign=can_sign)
    return complete_reactions(session, outcome) if can_sign else outcome


def work_off(session: Session, outcome: Outcome, *, can_sign: bool = True) -> Outcome:
    """The outcome with all that rules of time make up to now; as it is where none is due."""
    store = session.store
    if not store.names(layout.RULES):
        return outcome
    plan = outcome.plan or commit_message.plan("due", "Work off the rules of time")
    running = RunningRules(session, MadeKeeper(session, plan.changes, can_sign=can_sign))
    now, reading = session.recorded.replace(microsecond=0), last_worked_off(store)
    note = reading.value or {}
    running.tell(reading.problems)
    timed = _sound(running)
    due = [each for rule in timed for each in moments_of([rule], begin_of(note, rule.name, now), now, running.zone)]
    there = {path.rpartition("/")[2].removesuffix(".toml") for path in store.paths(RULES)}
    later = note_after(note, [each.rule.name for each in due], there, now)
    if later == note:
        return outcome._replace(problems=(*outcome.problems, *running.problems))
    _strike(running, due)
    running.keeper.store.put(keep_worked_off(store, later))
    made = with_made(outcome._replace(plan=plan), running, lambda: run_all(session, can_sign=False))
    return with_rows(made)


def _sound(running: RunningRules) -> Sequence[Rule]:
    """The rules of time that hold up, and what they look into, too; the others are made up for once they are mended."""
    timed = [each for each in running.rules if each.is_of_time]
    lookups = running.lookups(timed)
    sound = []
    for each in timed:
        problems = lookup_problems(each, lookups)
        running.tell(problems)
        sound += [] if problems else [each]
    return sound


def _strike(running: RunningRules, due: Sequence[RuleMoments]) -> None:
    """Make what comes of it: what is about nothing, then product by product."""
    if nothing := [moment for each in due if not each.rule.match for moment in each.due]:
        strike_about_nothing(running, nothing)
    for slug, moments in products_at(running.keeper.store, due, running.zone).items():
        running.strike(layout.about_product(slug), moments)
