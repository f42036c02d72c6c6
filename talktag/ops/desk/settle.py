"""What each of several arrivals comes to, one after the other, while their channels are held. It keeps nothing yet.

What is said on a channel knows what was said before it, also by one claimed together with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, TalktagError
from talktag.model.desk.cases import open_cases
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.desk.log_room import check_log_room
from talktag.ops.desk.arrivals.read_said import SaidLine
from talktag.ops.desk.arrivals.take_in import take_in
from talktag.ops.desk.react_at_desk import react_at_desk
from talktag.ops.desk.say import answer_said
from talktag.ops.desk.tags.take_claim import TakenClaim, take_claim
from talktag.ops.desk.terms.accept import accept_listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from talktag.model.desk.desk_channel import DeskChannel
    from talktag.model.desk.keeping import HeldChannels
    from talktag.model.desk.tag_holder import TagHolder
    from talktag.model.log.entry import Entry
    from talktag.ops.desk.arrivals.read_arrival import CameBundle
    from talktag.ops.desk.desk import OpenDesk


class SettledArrival(NamedTuple):
    """What came of one arrival: what is to be kept, None for nothing new, and the entries that are told of it.

    `also` is what changes of the channel that a maker's tag went from.
    """

    change: ChannelChange | None
    channel: DeskChannel
    told: tuple[Entry, ...]
    also: ChannelChange | None = None


class BrokenDeskError(TalktagError):
    """Files of the desk's own that do not hold up: to be mended, while what came waits."""

    name = "invalid"
    exit_code = 6


class Settling:
    """Arrivals settled one by one; `tell` takes what rules say to people."""

    def __init__(self, desk: OpenDesk, held: HeldChannels, threads: Iterable[str], tell: Callable[[str], None]) -> None:
        self._desk = desk
        self._held = held
        self._tell = tell
        self._owners = dict(held.owners(set(threads)))
        self._known: dict[str, KeptChannel | None] = {}
        self._holders: dict[str, TagHolder | None] = {}

    def knows(self, channel: str) -> bool:
        """Whether there is such a channel, as far as was looked."""
        return self._known.get(channel) is not None

    def settle(self, came: CameBundle | SaidLine) -> SettledArrival:
        """What one comes to; BrokenDeskError where its channel cannot be read, any other error to refuse it."""
        before = self._read(came.channel)
        done = self._say(came, before) if isinstance(came, SaidLine) else self._take_in(came, before)
        if done.change:
            log = (*(before.log if before else ()), *done.change.entries)
            if not isinstance(came, SaidLine):  # whose room was looked at before
                check_log_room(log)
            self._known[came.channel] = KeptChannel(done.change.channel, log)
            self._owners |= dict.fromkeys(done.change.channel.threads, came.channel)
            if done.change.holder:
                self._holders[done.change.holder.tag] = done.change.holder
            if done.also and (gone := self._known.get(done.also.channel.id)):
                self._known[gone.channel.id] = KeptChannel(done.also.channel, gone.log)
        return done

    def _read(self, channel: str) -> KeptChannel | None:
        if channel not in self._known:
            try:
                self._known[channel] = self._held.read(channel)
            except InvalidError as error:
                raise BrokenDeskError(error.message, details=error.details) from None
        return self._known[channel]

    def _general(self, general: str) -> Sequence[Entry]:
        kept = self._read(general)
        return kept.log if kept else ()

    def _take_in(self, came: CameBundle, before: KeptChannel | None) -> SettledArrival:
        taken = take_in(came, before, self._owners, self._desk.settings.most)
        log = before.log if before else ()
        if taken.is_known:
            return SettledArrival(None, taken.channel, _caused_by(log, taken.entries) if came.arrival.is_again else ())
        around = () if came.general == came.channel else self._general(came.general)
        claimed = self._claim(came, taken.channel)
        channel = claimed.channel if claimed else taken.channel
        said = claimed.answer if claimed else accept_listed(self._desk, came, taken.entries)
        done = react_at_desk(
            self._desk, KeptChannel(channel, log), taken.entries, came.thread, general=around, first=said
        )
        for line in (*done.notices, *(each for each in done.problems if each not in self._desk.told)):
            self._tell(line)
        self._desk.told.update(done.problems)
        entries = (*taken.entries, *done.entries)
        is_open = bool(open_cases((*log, *entries)))
        original = (came.document.bundle, came.arrival)
        change = ChannelChange(done.channel, entries, done.answers, original=original, is_open=is_open)
        if claimed is None:
            return SettledArrival(change, done.channel, entries)
        self._tell(claimed.line)
        return SettledArrival(change._replace(holder=claimed.holder), done.channel, entries, claimed.also)

    def _claim(self, came: CameBundle, channel: DeskChannel) -> TakenClaim | None:
        """What a claim that it brings comes to."""
        if came.claim is None:
            return None
        tag = came.claim.tag
        if tag not in self._holders:
            self._holders[tag] = self._held.holder(tag)
        return take_claim(self._desk, came, channel, self._holders[tag], self._read)

    def _say(self, said: SaidLine, before: KeptChannel | None) -> SettledArrival:
        """What a person or a program of the company says."""
        general = before.channel.general if before else said.channel
        around = () if general == said.channel else self._general(general)
        answered = answer_said(self._desk, said, before, around)
        is_new = answered.change is not None or said.arrival.is_again
        return SettledArrival(answered.change, answered.channel, answered.told if is_new else ())


def _caused_by(log: Iterable[Entry], roots: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries with all that came of them, in the order of the log."""
    ids = {each.id for each in roots}
    found: list[Entry] = []
    rest = list(log)
    while more := [each for each in rest if each.id in ids or each.cause in ids]:
        ids.update(each.id for each in more)
        rest = [each for each in rest if each.id not in ids]
        found += more
    return tuple(found)
