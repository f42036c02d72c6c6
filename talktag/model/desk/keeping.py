"""What a desk asks of whatever keeps its mail and its memory: folders, or a database. Says what must hold.

One arrival is one bundle, on one channel. Two workers never hold one channel at a time; of two arrivals on it the one
that was claimed first need not be the first that is worked off, and nothing may hang on that.

Whatever a keeping cannot do now, because a disk is full or a database away, is a DiskError, and changed nothing that
cannot be tried again: what was claimed stays claimed, until it is released or its worker is dead.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from talktag.content import Content
from talktag.model.desk.desk_channel import DeskChannel
from talktag.model.desk.tag_holder import TagHolder
from talktag.model.log.entry import Entry

IN, SAY = "in", "say"  # what came from others; what the company's own people and programs say


class Arrival(NamedTuple):
    """One thing that came and is claimed; `name` is what its keeping calls it, like no other that is not ended.

    `called` is what whoever put it there called it.
    `recorded` is the moment at which it was claimed first, in UTC to the millisecond: the same at every later try.
    One that `is_again` was claimed before, by a worker that died or gave it back.
    """

    name: str
    content: Content
    recorded: datetime.datetime
    box: str = IN
    is_again: bool = False
    called: str = ""


class HeldPart(NamedTuple):
    """One of several things that an arrival held, such as a file that was attached to a mail."""

    name: str
    data: bytes


class RefusedArrival(NamedTuple):
    """An arrival that is not let in, why in a line, and on which channel it was, where that was found out."""

    arrival: Arrival
    reason: str
    channel: str | None = None


class Refusal(NamedTuple):
    """What was refused: as which file or row, when and why."""

    name: str
    when: datetime.datetime
    reason: str
    channel: str | None = None


class Answer(NamedTuple):
    """A bundle on its way out, by its id, as it leaves: sealed, or a mail that it is attached to.

    `suffix` is that of its file: `.zip.age`, `.zip` or `.eml`.
    """

    bundle: str
    data: bytes
    suffix: str


class KeptChannel(NamedTuple):
    """A channel as it is kept: its record, and its log in the order of entries."""

    channel: DeskChannel
    log: tuple[Entry, ...]


class ChannelChange(NamedTuple):
    """What is to be kept of one arrival, or of none: the record as it is then, new entries, what goes out.

    `original` are the bytes to keep with the channel for as long as it is kept, by the id of its bundle. `is_open` is
    whether a case stands open then that waits for a person. `holder` is who a maker's tag belongs to from then on.
    """

    channel: DeskChannel
    entries: tuple[Entry, ...] = ()
    answers: tuple[Answer, ...] = ()
    original: tuple[str, Arrival] | None = None
    is_open: bool = False
    holder: TagHolder | None = None


class HeldChannels(Protocol):
    """Channels that nobody else changes meanwhile."""

    def read(self, channel: str) -> KeptChannel | None:
        """A channel; None where there is none. What a killed worker left half kept is whole, or not there at all."""

    def owners(self, threads: Collection[str]) -> Mapping[str, str]:
        """The channels that these ids of first bundles belong to, of those that belong to one."""

    def holder(self, tag: str) -> TagHolder | None:
        """Who a maker's tag belongs to; whoever asks in order to change it holds `lock_of` the tag as well."""

    def keep(self, changes: Sequence[ChannelChange]) -> None:
        """Keep changes in their order; several may be of one channel.

        Each is kept whole or not at all, whenever the worker is killed or the power fails, and for certain when the
        holding ends without an error. An answer goes out once, the bytes that were handed over first; nobody ever
        finds its entry in a log whose answer is not out for certain.
        The threads of a channel belong to it from then on.
        """

    def forget(self, channel: str) -> None:
        """Leave no byte of it: log, record, threads, originals, what was refused on it, answers not yet carried.

        A maker's tag that belongs to it belongs to nobody then.
        """


class DeskKeeping(Protocol):
    """The mail and the memory of one desk, as one worker sees them; many may be at work at once."""

    def claim(self, most: int, now: datetime.datetime) -> Sequence[Arrival]:
        """Claim what came, for this worker alone, at most so many, in the order in which it came; none where none is.

        What a dead worker had claimed, or one gave back, is claimed before what is new.
        """

    def holding(self, channels: Collection[str]) -> AbstractContextManager[HeldChannels]:
        """Hold channels, waiting for those who hold one of them; two workers with several never wait for each other."""

    def put_out(self) -> None:
        """Put what is kept as going out where carriers look for it, once, where keep() did not do so itself."""

    def finish(self, arrivals: Collection[Arrival]) -> None:
        """End what is kept, for good."""

    def refuse(self, refused: Collection[RefusedArrival]) -> None:
        """End what is not let in, keeping each with the reason."""

    def split(self, arrival: Arrival, parts: Sequence[HeldPart]) -> None:
        """Put the parts of an arrival in its place, as new ones; once, whenever the worker is killed."""

    def release(self, arrivals: Collection[Arrival]) -> None:
        """Give back what could not be worked off now, as it came. It never fails: who dies gives back as well."""

    def channels(self) -> Iterator[str]:
        """The ids of all channels, in order."""

    def open_channels(self) -> Iterator[str]:
        """The ids of the channels on which a case stands open, without looking at the others."""

    def past_channels(self, today: datetime.date) -> Iterator[str]:
        """The ids of the channels whose `last_day` is before today, without looking at the others."""

    def refusals(self) -> Iterator[Refusal]:
        """What was refused and is kept."""

    def close(self) -> None:
        """Let go what is held open."""
