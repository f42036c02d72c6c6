"""`send`: what was said and is still here, carried. It says nothing new: all of it was agreed to when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.errors import TalktagError
from talktag.model.effects.of_talk import Carried, CarryMessages
from talktag.model.settings.carrier import choose_carrier
from talktag.model.values.plural import plural
from talktag.ops.outcome import Outcome
from talktag.ops.talk.leaving.parcels import find_unsent, unsent_ids

if TYPE_CHECKING:
    from talktag.model.talk.unsent import UnsentMessage
    from talktag.ops.session import Session


class Waiting(NamedTuple):
    """A message of the outbox, and the carrier that it leaves by; None where nothing carries it, and `fault` why."""

    message: UnsentMessage
    carrier: str | None
    fault: str | None = None


class ToSend(NamedTuple):
    """What was in the outbox, the oldest first."""

    waiting: tuple[Waiting, ...]

    def values(self) -> Mapping[str, Any]:
        """Each message: which, to whom, about what, by what."""
        return {"messages": [_values(each) for each in self.waiting]}


def _values(waiting: Waiting) -> dict[str, Any]:
    message = waiting.message
    told = {key: getattr(message, key) for key in ("bundle", "about", "to", "name", "made", "channel", "sealed")}
    way = {"carrier": waiting.carrier, "fault": waiting.fault}
    return told | {key: value for key, value in way.items() if value}


def send(session: Session, via: str | None) -> Outcome:
    """What is in the outbox, and what carries it: the carrier `via`, else the one that was named, else theirs.

    What cannot be carried now stays, and is told of; the exit code is that of the first of them.
    """
    store = session.store
    found = [each for ident in unsent_ids(store) if (each := find_unsent(store, ident))]
    messages = sorted((each.message for each in found), key=lambda each: (each.made, each.bundle))
    faults: list[TalktagError] = []
    waiting = tuple(_waiting(session, each, via, faults) for each in messages)
    going = tuple(Carried(each.message.bundle, each.message.name, each.carrier) for each in waiting if each.carrier)
    return Outcome(
        ToSend(waiting),
        effects=(CarryMessages(going),) if going else (),
        notices=() if waiting else ("nothing waits to be sent",),
        exit_code=faults[0].exit_code if faults else 0,
        done=(f"carried {plural(len(going), 'message')}",) if going else (),
    )


def _waiting(session: Session, message: UnsentMessage, via: str | None, faults: list[TalktagError]) -> Waiting:
    """A message with what carries it; what keeps it here is also put to `faults`."""
    named = via or message.via
    try:
        carrier = choose_carrier(session.carriers, message.to, named) if named or not message.anonymous else None
    except TalktagError as error:
        if via is not None:
            raise
        faults.append(error)
        return Waiting(message, None, error.message)
    if carrier is None:
        from talktag.errors import NotFoundError

        fault = NotFoundError("nothing carries messages to them; say by what: talktag send --via NAME")
        faults.append(fault)
        return Waiting(message, None, fault.message)
    return Waiting(message, carrier.name)
