"""One turn of a desk: claim what came, open it, take it in, run the rules, keep it, say so, end it. Many in one go.

What is said of an arrival is said before it is ended, so that a killed worker's successor says it once more: the same
lines with the same ids, and never none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import BusyError, DiskError, TalktagError
from talktag.interop.cloudevents.event import Event, key_source, source_of
from talktag.interop.cloudevents.write_events import write_events
from talktag.model.desk.keeping import SAY, Arrival, RefusedArrival
from talktag.ops.desk.answers import KeyAwayError
from talktag.ops.desk.arrivals.read_arrival import CameBundle, RefusedBundleError, read_arrival
from talktag.ops.desk.arrivals.read_said import SaidLine, read_said
from talktag.ops.desk.settle import BrokenDeskError, SettledArrival, Settling
from talktag.ops.desk.tags.take_claim import channels_of_tag

if TYPE_CHECKING:
    from talktag.model.desk.keeping import HeldChannels
    from talktag.ops.desk.desk import OpenDesk

BATCH = 64  # arrivals in one go
_TROUBLE = (DiskError, BusyError, KeyAwayError)  # what may be over the next time


class DeskVoice(NamedTuple):
    """Where a desk says what it does: `lines` takes bytes for programs, `tell` a line for people."""

    lines: Callable[[bytes], None]
    tell: Callable[[str], None]


@dataclass
class DeskTurn:
    """What one turn came to. `trouble` is why something has to be tried again; `met` names all that was claimed."""

    kept: int = 0
    answered: int = 0
    cases: int = 0
    known: int = 0
    split: int = 0
    refused: int = 0
    trouble: TalktagError | None = None
    met: frozenset[str] = frozenset()

    @property
    def did_something(self) -> bool:
        """Whether anything was ended."""
        return bool(self.kept or self.known or self.refused or self.split)


@dataclass
class _Batch:
    """What was claimed together, and what it comes to."""

    came: list[CameBundle | SaidLine] = field(default_factory=list)
    refused: list[RefusedArrival] = field(default_factory=list)
    ended: list[Arrival] = field(default_factory=list)
    kept: list[SettledArrival] = field(default_factory=list)


def take_turn(desk: OpenDesk, now: datetime.datetime, voice: DeskVoice, most: int = BATCH) -> DeskTurn:
    """Work off some of what came; trouble leaves it where it is, to be tried again. Never raises for what came."""
    turn = DeskTurn()
    try:
        arrivals = desk.keeping.claim(most, now)
    except _TROUBLE as error:
        turn.trouble = error
        return turn
    turn.met = frozenset(each.name for each in arrivals)
    try:
        _work_off(desk, arrivals, voice, turn)
    except _TROUBLE as error:
        turn.trouble = error
    finally:
        desk.keeping.release(arrivals)  # whatever is ended is no longer there to be given back
    return turn


def _work_off(desk: OpenDesk, arrivals: Sequence[Arrival], voice: DeskVoice, turn: DeskTurn) -> None:
    batch = _Batch()
    for arrival in arrivals:
        _open(desk, arrival, batch, turn)
    with desk.keeping.holding(_channels_of(desk, batch)) as held:
        _settle(desk, held, batch, voice, turn)
        if changes := [change for each in batch.kept for change in (each.change, each.also) if change]:
            held.keep(changes)
    desk.keeping.put_out()
    _say(desk, batch, voice)
    desk.keeping.finish(batch.ended)
    desk.keeping.refuse(batch.refused)
    for refusal in batch.refused:
        voice.tell(f'"{refusal.arrival.called}" is refused: {refusal.reason}')
    _count(batch, turn)


def _open(desk: OpenDesk, arrival: Arrival, batch: _Batch, turn: DeskTurn) -> None:
    """Open and verify one, which takes most of the time and needs nothing that another worker may hold."""
    try:
        came = read_said(arrival) if arrival.box == SAY else read_arrival(desk, arrival)
    except _TROUBLE:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger sends, the desk goes on with the others
        channel = error.channel if isinstance(error, RefusedBundleError) else None
        batch.refused.append(RefusedArrival(arrival, _reason(error), channel))
        return
    if isinstance(came, tuple) and not isinstance(came, (CameBundle, SaidLine)):
        desk.keeping.split(arrival, came)
        turn.split += 1
        return
    batch.came.append(came)


def _channels_of(desk: OpenDesk, batch: _Batch) -> set[str]:
    """All channels that are looked at: those of what came, and beside each the one of its customer about no thing."""
    found = {each.channel for each in batch.came}
    found |= {each.general for each in batch.came if isinstance(each, CameBundle)}
    for tag in {each.claim.tag for each in batch.came if isinstance(each, CameBundle) and each.claim}:
        found |= channels_of_tag(desk, tag)
    for each in batch.came:
        if isinstance(each, SaidLine):
            with desk.keeping.holding([each.channel]) as held:
                kept = held.read(each.channel)
            found |= {kept.channel.general} if kept else set()
    return found


def _settle(desk: OpenDesk, held: HeldChannels, batch: _Batch, voice: DeskVoice, turn: DeskTurn) -> None:
    desk.rules.look_again()
    settling = Settling(desk, held, (each.thread for each in batch.came if isinstance(each, CameBundle)), voice.tell)
    for came in batch.came:
        try:
            batch.kept.append(settling.settle(came))
        except _TROUBLE:
            raise
        except BrokenDeskError as error:
            turn.trouble = error
            continue
        except Exception as error:  # noqa: BLE001 - as above
            is_theirs = isinstance(came, CameBundle) or settling.knows(came.channel)
            channel = came.channel if is_theirs else None
            batch.refused.append(RefusedArrival(came.arrival, _reason(error), channel))
            continue
        batch.ended.append(came.arrival)


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, TalktagError) else f"it cannot be read ({type(error).__name__})"


def _say(desk: OpenDesk, batch: _Batch, voice: DeskVoice) -> None:
    own = key_source(desk.fingerprint)
    events = [
        Event(entry, source_of(entry, own), kept.channel.product or None, kept.channel.id)
        for kept in batch.kept
        for entry in kept.told
    ]
    if events:
        voice.lines(write_events(events))


def _count(batch: _Batch, turn: DeskTurn) -> None:
    changes = [each.change for each in batch.kept if each.change]
    turn.kept += len(changes)
    turn.known += len(batch.kept) - len(changes)
    turn.answered += sum(len(each.answers) for each in changes)
    turn.cases += sum(each.is_open for each in changes)
    turn.refused += len(batch.refused)
