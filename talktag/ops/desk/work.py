"""One turn of a desk: claim what came, open it, take it in, run the rules, keep it, say so, end it. Many in one go.

What is said of an arrival is said before it is ended, so that a killed worker's successor says it once more: the same
lines with the same ids, and never none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import BusyError, DiskError, InvalidError, TalktagError
from talktag.interop.cloudevents.event import Event, key_source, source_of
from talktag.interop.cloudevents.write_events import write_events
from talktag.model.desk.cases import open_cases
from talktag.model.desk.keeping import SAY, Arrival, ChannelChange, KeptChannel, RefusedArrival
from talktag.ops.desk.react_at_desk import react_at_desk
from talktag.ops.desk.read_arrival import CameBundle, read_arrival
from talktag.ops.desk.read_said import SaidLine, read_said
from talktag.ops.desk.say import answer_said
from talktag.ops.desk.take_in import take_in

if TYPE_CHECKING:
    from talktag.model.desk.desk_channel import DeskChannel
    from talktag.model.desk.keeping import HeldChannels
    from talktag.model.log.entry import Entry
    from talktag.ops.desk.desk import OpenDesk

BATCH = 32  # arrivals in one go
_TROUBLE = (DiskError, BusyError)  # what may be over the next time


class DeskVoice(NamedTuple):
    """Where a desk says what it does: `lines` takes bytes for programs, `tell` a line for people."""

    lines: Callable[[bytes], None]
    tell: Callable[[str], None]


@dataclass
class DeskTurn:
    """What one turn came to. `trouble` is why something has to be tried again."""

    kept: int = 0
    answered: int = 0
    cases: int = 0
    known: int = 0
    split: int = 0
    refused: int = 0
    trouble: TalktagError | None = None

    @property
    def did_something(self) -> bool:
        """Whether anything was ended."""
        return bool(self.kept or self.known or self.refused or self.split)


class _Kept(NamedTuple):
    """What came of one arrival: what is to be kept, None for nothing new, and the entries that are told of it."""

    change: ChannelChange | None
    channel: DeskChannel
    told: tuple[Entry, ...]


@dataclass
class _Batch:
    """What was claimed together, and what it comes to."""

    came: list[CameBundle | SaidLine] = field(default_factory=list)
    refused: list[RefusedArrival] = field(default_factory=list)
    ended: list[Arrival] = field(default_factory=list)
    kept: list[_Kept] = field(default_factory=list)


def take_turn(desk: OpenDesk, now: datetime.datetime, voice: DeskVoice, most: int = BATCH) -> DeskTurn:
    """Work off some of what came; trouble leaves it where it is, to be tried again. Never raises for what came."""
    turn = DeskTurn()
    try:
        arrivals = desk.keeping.claim(most, now)
    except _TROUBLE as error:
        turn.trouble = error
        return turn
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
    with desk.keeping.holding({each.channel for each in batch.came}) as held:
        _settle(desk, held, batch, voice, turn)
        if changes := [each.change for each in batch.kept if each.change]:
            held.keep(changes)
    desk.keeping.put_out()
    _say(desk, batch, voice)
    desk.keeping.finish(batch.ended)
    desk.keeping.refuse(batch.refused)
    for refusal in batch.refused:
        voice.tell(f"refused: {refusal.reason}")
    _count(batch, turn)


def _open(desk: OpenDesk, arrival: Arrival, batch: _Batch, turn: DeskTurn) -> None:
    """Open and verify one, which takes most of the time and needs nothing that another worker may hold."""
    try:
        came = read_said(arrival) if arrival.box == SAY else read_arrival(desk, arrival)
    except _TROUBLE:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger sends, the desk goes on with the others
        batch.refused.append(RefusedArrival(arrival, _reason(error)))
        return
    if isinstance(came, tuple) and not isinstance(came, (CameBundle, SaidLine)):
        desk.keeping.split(arrival, came)
        turn.split += 1
        return
    batch.came.append(came)


def _settle(desk: OpenDesk, held: HeldChannels, batch: _Batch, voice: DeskVoice, turn: DeskTurn) -> None:
    """Find out what each comes to, one after the other: what is said on a channel knows what was said before."""
    desk.rules.look_again()
    owners = dict(held.owners({each.thread for each in batch.came if isinstance(each, CameBundle)}))
    known: dict[str, KeptChannel | None] = {}
    for came in batch.came:
        try:
            if came.channel not in known:
                known[came.channel] = held.read(came.channel)
        except InvalidError as error:  # files of the desk's own that somebody broke: to be mended, and tried again
            turn.trouble = error
            continue
        before = known[came.channel]
        try:
            if isinstance(came, SaidLine):
                kept = _answer(desk, came, before)
            else:
                kept = _take_in(desk, came, before, owners, voice)
        except _TROUBLE:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            batch.refused.append(RefusedArrival(came.arrival, _reason(error), came.channel if before else None))
            continue
        batch.ended.append(came.arrival)
        batch.kept.append(kept)
        if kept.change:
            log = (*(before.log if before else ()), *kept.change.entries)
            known[came.channel] = KeptChannel(kept.change.channel, log)
            owners |= dict.fromkeys(kept.change.channel.threads, came.channel)


def _take_in(
    desk: OpenDesk, came: CameBundle, before: KeptChannel | None, owners: Mapping[str, str], voice: DeskVoice
) -> _Kept:
    taken = take_in(came, before, owners, desk.settings.most)
    log = before.log if before else ()
    if taken.is_known:
        told = _caused_by(log, taken.entries) if came.arrival.is_again else ()
        return _Kept(None, taken.channel, told)
    done = react_at_desk(desk, taken.channel, log, taken.entries, came.thread)
    for line in done.notices:
        voice.tell(line)
    entries = (*taken.entries, *done.entries)
    change = ChannelChange(
        done.channel,
        entries,
        done.answers,
        original=(came.document.bundle, came.arrival),
        is_open=bool(open_cases((*log, *entries))),
    )
    return _Kept(change, done.channel, entries)


def _answer(desk: OpenDesk, said: SaidLine, before: KeptChannel | None) -> _Kept:
    """What a person or a program of the company says."""
    answered = answer_said(desk, said, before)
    if answered.change is None and not said.arrival.is_again:
        return _Kept(None, answered.channel, ())
    return _Kept(answered.change, answered.channel, answered.told)


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, TalktagError) else f"it cannot be read ({type(error).__name__})"


def _caused_by(log: Iterable[Entry], roots: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with all that came of them, in the order of the log."""
    ids = {each.id for each in roots}
    found = []
    for each in sorted(log, key=lambda each: each.cause is not None and each.id not in ids):
        if each.id in ids or each.cause in ids:
            ids.add(each.id)
            found.append(each)
    return tuple(found)


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
