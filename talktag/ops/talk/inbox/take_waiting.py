"""`inbox take`: what waits is taken in as if it were handed over, and is out of the inbox with that. It asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from talktag.model.plan import Plan
from talktag.ops import commit_message
from talktag.ops.outcome import OneByOne, Outcome, Turn
from talktag.ops.talk.inbox.hold import removals
from talktag.ops.talk.inbox.list_waiting import find_all_waiting, open_waiting
from talktag.ops.talk.incoming.take_in import take_in
from talktag.ops.talk.receive import tell_received

if TYPE_CHECKING:
    from talktag.model.talk.waiting import WaitingFile
    from talktag.ops.session import Session
    from talktag.ops.talk.incoming.believing import Believing


def take_waiting(session: Session, refs: Sequence[str], believing: Believing) -> Outcome | OneByOne:
    """What takes in each of those that wait, the oldest first by what they say; one is one outcome.

    Whoever takes something in looked at it: that no channel was open for it, or that it was too much, is overridden.
    NotFoundError for what does not wait, and what `receive` raises.
    """
    found = [each.file for each in find_all_waiting(session.store, refs)]
    if len(found) == 1:
        return _take(session, found[0], believing)
    found.sort(key=lambda each: (each.created or "", each.came, each.id))
    return OneByOne([Turn(each.id, partial(_take, session, each, believing)) for each in found], tell_received)


def _take(session: Session, waiting: WaitingFile, believing: Believing) -> Outcome:
    """The outcome that takes it in, with what takes it out of the inbox in the same change."""
    outcome = take_in(session, open_waiting(session, waiting), believing)
    gone = removals(session.store, waiting)
    if outcome.plan is None:
        plan = commit_message.plan("inbox take", f"Take {waiting.name} out of the inbox", *gone)
        return outcome._replace(plan=plan, question=None)
    return outcome._replace(plan=Plan((*outcome.plan.changes, *gone), outcome.plan.message))
