"""What rules are still to make, made: messages whose notes lie in the outbox, as nobody could sign them then.

Each is made of its cause, as if that came a second time, so that it is the same message. It sends nothing itself.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.log.schedule import entries_in_force
from talktag.model.rules.reaction import MadeNotice
from talktag.model.rules.unmade import NOTE_ENDING, UnmadeMessage, read_unmade
from talktag.ops import commit_message
from talktag.ops.rules.running.made_keeper import MadeKeeper
from talktag.ops.rules.running.running_rules import RunningRules, part_without_key, with_made
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session
    from talktag.store.store import Store

_MOMENT = re.compile(r"\d{8}T\d{6}Z")


def complete_reactions(session: Session, outcome: Outcome) -> Outcome:
    """The outcome with all that rules could not make before; as it is where there is nothing, or no key again."""
    notes, problems = _read_notes(session.store)
    if not notes:
        return outcome._replace(problems=(*outcome.problems, *problems))
    plan = outcome.plan or commit_message.plan("due", "Make what rules could not make before")
    running = RunningRules(session, MadeKeeper(session, plan.changes))
    for each in notes:
        _complete(running, each)
    planned = outcome._replace(plan=plan, problems=(*outcome.problems, *problems))
    return with_made(planned, running, lambda: _say_left(part_without_key(outcome), notes))


def _complete(running: RunningRules, note: UnmadeMessage) -> None:
    """Let its cause come a second time; where that is gone or taken back, so is what was to come of it."""
    store = running.keeper.store
    log = store.entries_in(note.about).value or ()
    store.drop(layout.outgoing(note.bundle, NOTE_ENDING))
    if moment := _moment_of(note.cause):
        due = [(note.rule, moment)]
        rules = running.woken_at(due)
        made = running.made_at(rules, log, due, running.around(note.about))
        told = [each for each in made if not isinstance(each, MadeNotice)]  # a notice was told then
        running.keeper.keep(note.about, told, rules)
        return
    cause = next((each for each in entries_in_force(log) if each.id == note.cause), None)
    if cause is None:
        running.keeper.notices.append(f"rule {note.rule} sends nothing more: what woke it was taken back")
        return
    if note.rule not in {each.name for each in running.rules}:
        running.keeper.notices.append(f"rule {note.rule} sends nothing more: there is no such rule that holds up")
    running.react(note.about, log, (cause,), note.rule)


def _moment_of(cause: str) -> datetime.datetime | None:
    """The moment that a rule of time fired at; None for an entry."""
    found = _MOMENT.match(cause)
    return datetime.datetime.strptime(f"{found[0]}+0000", "%Y%m%dT%H%M%SZ%z") if found else None


def _say_left(outcome: Outcome, notes: tuple[UnmadeMessage, ...]) -> Outcome:
    """What is done where the key is still locked: nothing of it."""
    said = f"{len(notes)} of what rules are to send {'waits' if len(notes) == 1 else 'wait'} for your key, still"
    return outcome._replace(notices=(*outcome.notices, said))


def _read_notes(store: Store) -> tuple[tuple[UnmadeMessage, ...], tuple[Problem, ...]]:
    found: list[UnmadeMessage] = []
    problems: list[Problem] = []
    for path in _paths(store):
        reading = read_unmade(store.read(path), path)
        problems += reading.problems
        found += [reading.value] if reading.value else []
    return tuple(found), tuple(problems)


def _paths(store: Store) -> Iterator[str]:
    return (f"{layout.OUTBOX}/{name}" for name in store.names(layout.OUTBOX) if name.endswith(NOTE_ENDING))
