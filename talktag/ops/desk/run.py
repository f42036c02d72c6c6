"""A desk that works: turn by turn, until there is nothing more or it is told to stop, between two turns.

Trouble is told once, waited out, and tried again; nothing of what came is lost by it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag.errors import TalktagError
from talktag.model.effects.of_desk import RUN, AtDesk
from talktag.model.values.plural import plural
from talktag.ops.desk.work import DeskVoice, take_turn
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.ops.desk.desk import OpenDesk

_PAUSE, _LONGEST = 0.5, 30.0  # seconds before looking again; at most, while trouble lasts


@dataclass
class DeskClock:
    """What time it is, and how to wait: `wait` gives True as soon as the desk is to stop."""

    now: Callable[[], datetime.datetime]
    wait: Callable[[float], bool]


def run_desk(desk: OpenDesk, clock: DeskClock, voice: DeskVoice, *, once: bool) -> int:
    """Work until stopped, or `once` through what there is; how many arrivals were ended.

    With `once`, trouble that stays is raised, when all else is done.
    """
    ended, pause, told = 0, _PAUSE, ""
    looked: datetime.date | None = None
    problems: tuple[object, ...] = ()
    met: frozenset[str] = frozenset()
    while not clock.wait(0):
        now = clock.now()
        if looked != (today := now.astimezone(datetime.UTC).date()):
            forget_past(desk, today, voice)
            looked = today
        turn = take_turn(desk, now, voice)
        ended += turn.kept + turn.known + turn.refused
        if desk.rules.problems != problems:
            problems = desk.rules.problems
            for problem in desk.rules.problems:
                voice.tell(f"{problem.severity}: {problem}")
        if turn.trouble and turn.trouble.message != told:
            told = turn.trouble.message
            voice.tell(f"{told}; nothing is lost, it is tried again")
        is_new, met = not turn.met <= met, met | turn.met if turn.trouble else frozenset()
        if turn.did_something or is_new:  # what stays in trouble holds up no other
            pause = _PAUSE
            continue
        if once:
            if turn.trouble:
                raise turn.trouble
            break
        pause = min(pause * 2, _LONGEST) if turn.trouble else _PAUSE
        if clock.wait(pause):
            break
    return ended


@dataclass
class DeskRun:
    """A desk that works in a folder, and how many arrivals it ended so far."""

    folder: Path
    ended: int = 0

    def values(self) -> Mapping[str, Any]:
        """Where."""
        return {"folder": str(self.folder)}


def run_outcome(
    open_it: Callable[[], OpenDesk], folder: Path, clock: DeskClock, voice: DeskVoice, *, once: bool
) -> Outcome:
    """The desk at work, as an effect; what is wrong with the desk itself is raised here and now."""
    desk, data = open_it(), DeskRun(folder)

    def work() -> None:
        try:
            data.ended = run_desk(desk, clock, voice, once=once)
        finally:
            desk.keeping.close()
        voice.tell(f"{plural(data.ended, 'arrival')} worked off")

    return Outcome(data, effects=(AtDesk(RUN, str(folder), "", work),))


def forget_past(desk: OpenDesk, today: datetime.date, voice: DeskVoice) -> None:
    """Forget the channels whose customers gave nothing for longer than until yesterday."""
    try:
        for channel in list(desk.keeping.past_channels(today)):
            with desk.keeping.holding([channel]) as held:
                kept = held.read(channel)
                if kept and kept.channel.is_over(today):
                    held.forget(channel)
                    voice.tell(f"forgot {channel}: it was to be kept until {kept.channel.last_day}")
    except TalktagError as error:
        voice.tell(f"{error.message}; what is to be forgotten is tried again")
