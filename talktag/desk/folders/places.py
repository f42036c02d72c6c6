"""Where in the folder of a desk things lie, and what they are called. It reads and changes nothing but names."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from talktag import disk
from talktag.model.desk.keeping import IN, SAY, Answer, RefusedArrival

_CLAIM = re.compile(r"\d{8}T\d{9}Z,[0-9a-f]+-\d+,")  # what a claim puts before a name
NEW, CUR, TMP = "new", "cur", "tmp"
_HOLDERS = "holders"
_OUT, _LOG, _THREADS, _OPEN, _UNTIL, _REFUSED, _LOCKS = "out", "log", "threads", "open", "until", "refused", "locks"
FOLDERS = (
    *(f"{box}/{each}" for box in (IN, SAY, _OUT) for each in (NEW, CUR, TMP)),
    *(_HOLDERS, _LOG, _THREADS, _OPEN, _UNTIL, _REFUSED, _LOCKS),
)


@dataclass(frozen=True, slots=True)
class DeskPlaces:
    """The paths of one desk, whose folder is `base`."""

    base: Path

    def make(self) -> None:
        """Make the folders that are missing, for nobody but their owner."""
        for each in FOLDERS:
            disk.make_folder(self.base / each, disk.PRIVATE_FOLDER)

    def box(self, name: str, stage: str) -> Path:
        """A box, `in`, `say` or `out`, at a stage: `new`, `cur` or `tmp`."""
        return self.base / name / stage

    def outgoing(self, stage: str) -> Path:
        """Where carriers look for answers, and put those that they took."""
        return self.base / _OUT / stage

    @property
    def refused(self) -> Path:
        """What was refused."""
        return self.base / _REFUSED

    @property
    def open(self) -> Path:
        """A mark for each channel with a case that waits for a person."""
        return self.base / _OPEN

    @property
    def until(self) -> Path:
        """A folder for each last day, with a mark for each channel."""
        return self.base / _UNTIL

    def channel(self, channel: str) -> Path:
        """The folder of a channel."""
        return self.base / _LOG / channel[:2] / channel

    def channel_names(self) -> Iterator[str]:
        """The ids of all channels, in order."""
        for each in self.names(self.base / _LOG):
            yield from self.names(self.base / _LOG / each)

    def thread(self, thread: str) -> Path:
        """The file that says whose a conversation is; a name from elsewhere is no name of a file."""
        name = hashlib.sha256(thread.encode()).hexdigest()[:32]
        return self.base / _THREADS / name[:2] / name

    def holder(self, tag: str) -> Path:
        """The file that says who a maker's tag belongs to."""
        return self.base / _HOLDERS / tag[:2] / f"{tag}.toml"

    def lock(self, channel: str) -> Path:
        """The lock file of a channel, which it shares with some others, so that none has to be taken away."""
        return self.base / _LOCKS / channel[:3]

    def names(self, folder: Path) -> list[str]:
        """What is in a folder, in order, without what begins with a dot; nothing where there is no folder."""
        with disk.failing_as(f'could not list "{folder}"'):
            try:
                return sorted(each for each in os.listdir(folder) if not each.startswith("."))  # noqa: PTH208
            except (FileNotFoundError, NotADirectoryError):
                return []


def answer_name(channel: str, answer: Answer) -> str:
    """What an answer is called where carriers look for it."""
    return f"{channel}-{answer.bundle}{answer.suffix}"


def came_as(name: str) -> str:
    """What a file was called before it was claimed, by the name that it was claimed under."""
    return _CLAIM.sub("", name, count=1)


def refused_name(refused: RefusedArrival) -> str:
    """What a refused file is called: after its channel, where that is known, so that it can be forgotten with it."""
    return f"{refused.channel or 'unknown'},{refused.arrival.name}"
