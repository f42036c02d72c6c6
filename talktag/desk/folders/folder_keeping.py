"""The folder of a desk as its mail and its memory, for any number of workers on one computer. It judges nothing."""

from __future__ import annotations

import contextlib
import datetime
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from talktag import disk, lock
from talktag.desk.folders.boxes import DeskBoxes
from talktag.desk.folders.held import HeldFolders
from talktag.desk.folders.places import DeskPlaces
from talktag.disk.folders import NOFOLLOW
from talktag.model.desk.keeping import Arrival, HeldChannels, HeldPart, Refusal, RefusedArrival

_PATIENCE = 60.0  # seconds to wait for another worker at one channel


@contextlib.contextmanager
def _holding(path: Path) -> Iterator[None]:
    """Hold a lock file. Almost always it is free, and then nothing is written into it."""
    with disk.failing_as(f'could not lock "{path}"'):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | NOFOLLOW, disk.PRIVATE)
    with contextlib.ExitStack() as held:
        held.callback(os.close, handle)
        if not lock.take_if_free(handle):
            held.enter_context(lock.writing(path, _PATIENCE, "is at this desk"))
        yield


class FolderKeeping:
    """The folder `base`, as one worker sees it; it must be there."""

    def __init__(self, base: Path) -> None:
        self._places = DeskPlaces(base)
        self._boxes = DeskBoxes(self._places)
        self._places.make()

    def claim(self, most: int, now: datetime.datetime) -> Sequence[Arrival]:
        """Claim what came."""
        return tuple(self._boxes.claim(most, now))

    @contextlib.contextmanager
    def holding(self, channels: Collection[str]) -> Iterator[HeldChannels]:
        """Hold channels by locks that die with the process, taken in one order by everybody."""
        with contextlib.ExitStack() as held:
            for path in sorted({self._places.lock(each) for each in channels}):
                held.enter_context(_holding(path))
            yield HeldFolders(self._places, self._boxes)

    def put_out(self) -> None:
        """Nothing: answers are put out as they are kept."""

    def finish(self, arrivals: Collection[Arrival]) -> None:
        """End what is kept."""
        self._boxes.finish(arrivals)

    def refuse(self, refused: Collection[RefusedArrival]) -> None:
        """End what is not let in."""
        self._boxes.refuse(refused)

    def split(self, arrival: Arrival, parts: Sequence[HeldPart]) -> None:
        """Put the parts of an arrival in its place."""
        self._boxes.split(arrival, parts)

    def release(self, arrivals: Collection[Arrival]) -> None:
        """Give back what could not be worked off now."""
        self._boxes.release(arrivals)

    def channels(self) -> Iterator[str]:
        """The ids of all channels, in order."""
        return self._places.channel_names()

    def open_channels(self) -> Iterator[str]:
        """The ids of those that are marked as open."""
        return iter(self._places.names(self._places.open))

    def past_channels(self, today: datetime.date) -> Iterator[str]:
        """The ids of those that are marked with a day before today."""
        for day in self._places.names(self._places.until):
            if day < today.isoformat():
                yield from self._places.names(self._places.until / day)

    def refusals(self) -> Iterator[Refusal]:
        """What was refused and is kept."""
        return self._boxes.refusals()

    def close(self) -> None:
        """Let go what is locked."""
        self._boxes.close()
