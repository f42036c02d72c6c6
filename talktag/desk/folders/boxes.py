"""What came, file by file: claimed by a lock that dies with its process, then ended or refused. It opens none of it.

A file is claimed by moving it from `new` to `cur`, under the moment at which that was, and locked there. Whoever finds
one in `cur` that nobody locks has found what a dead worker left, and takes it over.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import re
import sys
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag import disk, lock
from talktag.content import Content, content_of
from talktag.desk.folders.places import CUR, NEW, TMP, DeskPlaces, came_as, refused_name
from talktag.disk.folders import NOFOLLOW
from talktag.disk.in_parts import file_content
from talktag.errors import DiskError, InvalidError
from talktag.flush import flush_path
from talktag.model.desk.keeping import IN, SAY, Arrival, HeldPart, Refusal, RefusedArrival
from talktag.model.toml.read import load_toml
from talktag.model.toml.write import new_text

_CLAIMED = re.compile(r"(\d{8}T\d{9})Z,[0-9a-f]+-\d+,[A-Za-z0-9._-]*")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NAME_MOST, _NOTE_LIMIT = 80, 64_000  # characters of a name; bytes of the reason beside a refused file
_BOXES = (SAY, IN)
_SMALL = 256_000  # bytes
_COUNT = itertools.count(1)  # of this process: no two claims have one name, and names go in the order of claims


class _Listed(NamedTuple):
    """A file in a box, and whether somebody claimed it before."""

    box: str
    name: str
    is_again: bool


class DeskBoxes:
    """The boxes of one desk, as one worker sees them."""

    def __init__(self, places: DeskPlaces) -> None:
        self._places = places
        self._waiting: deque[_Listed] = deque()
        self._held: dict[str, int] = {}

    def claim(self, most: int, now: datetime.datetime) -> Iterator[Arrival]:
        """Claim at most so many. What there is is listed at once, and anew when all of it is worked off.

        One that cannot be had now holds up none of the others: DiskError only where it was the only one.
        """
        if not self._waiting:
            self._waiting.extend((*self._list_claimed(), *self._list_new()))
        found, failed = 0, None
        while self._waiting and found < most:
            try:
                arrival = self._take(self._waiting.popleft(), now)
            except (DiskError, InvalidError) as error:
                failed = DiskError(error.message)
                continue
            if arrival is not None:
                found += 1
                yield arrival
        if failed and not found:
            raise failed

    def path(self, arrival: Arrival) -> Path:
        """Where a claimed file lies."""
        return self._places.box(arrival.box, CUR) / arrival.name

    def finish(self, arrivals: Collection[Arrival]) -> None:
        """Take away what is ended. It need not be on the disk for certain: a second time it changes nothing."""
        for each in arrivals:
            with disk.failing_as(f'could not remove "{self.path(each)}"'):
                self.path(each).unlink(missing_ok=True)
            self._let_go(each)

    def refuse(self, refused: Collection[RefusedArrival]) -> None:
        """Move each to what is refused, its reason first."""
        for each in refused:
            target = self._places.refused / refused_name(each)
            note = {"format": 1, "when": each.arrival.recorded, "reason": each.reason}
            note |= {"channel": each.channel} if each.channel else {}
            _put(target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.toml"), new_text(note))
            with disk.failing_as(f'could not move "{self.path(each.arrival)}"'):
                with contextlib.suppress(FileNotFoundError):
                    os.replace(self.path(each.arrival), target)
                flush_path(target.parent)
            self._let_go(each.arrival)

    def split(self, arrival: Arrival, parts: Sequence[HeldPart]) -> None:
        """Put the parts among what is new, by names that a second time are the same."""
        for number, each in enumerate(parts, 1):
            name = f"{arrival.name.partition(',')[0]}-{_safe(arrival.name)[-40:]}-{number}-{_safe(each.name)[:60]}"
            _put(self._places.box(arrival.box, TMP) / name, self._places.box(arrival.box, NEW) / name, each.data)
        self.finish([arrival])

    def release(self, arrivals: Collection[Arrival]) -> None:
        """Unlock what could not be worked off; it stays where it is."""
        for each in arrivals:
            self._let_go(each)

    def refusals(self) -> Iterator[Refusal]:
        """What was refused, by the notes beside the files."""
        for name in self._places.names(self._places.refused):
            if not name.endswith(".toml"):
                continue
            with contextlib.suppress(FileNotFoundError, InvalidError):
                note = load_toml(disk.read(self._places.refused / name, _NOTE_LIMIT), name)[0] or {}
                when, reason = note.get("when"), note.get("reason")
                if isinstance(when, datetime.datetime) and isinstance(reason, str):
                    yield Refusal(name.removesuffix(".toml"), when, reason, note.get("channel"))

    def close(self) -> None:
        """Unlock everything."""
        for handle in self._held.values():
            os.close(handle)
        self._held.clear()

    def _list_claimed(self) -> Iterator[_Listed]:
        for box in _BOXES:
            for name in self._places.names(self._places.box(box, CUR)):
                if _CLAIMED.fullmatch(name) and name not in self._held:
                    yield _Listed(box, name, is_again=True)

    def _list_new(self) -> Iterator[_Listed]:
        for box in _BOXES:
            folder = self._places.box(box, NEW)
            with disk.failing_as(f'could not list "{folder}"'), os.scandir(folder) as found:
                ages = sorted(_age_and_name(each) for each in found if _is_file(each))
            yield from (_Listed(box, name, is_again=False) for _, name in ages)

    def _take(self, listed: _Listed, now: datetime.datetime) -> Arrival | None:
        """A file, claimed; None where another worker was quicker."""
        name = listed.name if listed.is_again else self._move(listed, now)
        if not name or not self._hold(listed.box, name):
            return None
        try:
            content = _content(self._places.box(listed.box, CUR) / name)
        except BaseException:
            os.close(self._held.pop(name))
            raise
        return Arrival(name, content, _moment_of(name), listed.box, listed.is_again, called=came_as(name))

    def _move(self, listed: _Listed, now: datetime.datetime) -> str | None:
        """What a new file is called once it is claimed; None where another worker was quicker."""
        moment = now.astimezone(datetime.UTC)
        stamp = f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03d}Z"
        name = f"{stamp},{os.getpid():x}-{next(_COUNT):09},{_safe(listed.name)[:_NAME_MOST]}"
        with disk.failing_as(f'could not claim "{listed.name}"'):
            try:
                os.replace(self._places.box(listed.box, NEW) / listed.name, self._places.box(listed.box, CUR) / name)
            except FileNotFoundError:
                return None
        return name

    def _hold(self, box: str, name: str) -> bool:
        """Whether the file is there and this worker alone has it from now on."""
        path = self._places.box(box, CUR) / name
        with disk.failing_as(f'could not lock "{path}"'):
            try:
                handle = os.open(path, os.O_RDONLY | NOFOLLOW | getattr(os, "O_NONBLOCK", 0))  # nor wait at a pipe
            except FileNotFoundError:
                return False
            try:
                is_ours = lock.take_if_free(handle) and _is_at(path, handle)
            except BaseException:
                os.close(handle)
                raise
        if is_ours:
            self._held[name] = handle
        else:
            os.close(handle)
        return is_ours

    def _let_go(self, arrival: Arrival) -> None:
        handle = self._held.pop(arrival.name, None)
        if handle is not None:
            os.close(handle)


def _put(part: Path, target: Path, data: bytes) -> None:
    """A file, whole, for certain. What a killed worker left of it is written anew, as it has one name."""
    disk.stage_unflushed(part, data)
    with disk.failing_as(f'could not write "{target}"'):
        flush_path(part)
        os.replace(part, target)
        flush_path(target.parent)


def _content(path: Path) -> Content:
    """What a claimed file holds: a small one at once, as it is read several times."""
    content = file_content(path, sys.maxsize)
    return content_of(content.whole()) if content.size <= _SMALL else content


def _is_file(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_file(follow_symlinks=False)


def _age_and_name(entry: os.DirEntry[str]) -> tuple[int, str]:
    """When it came; of what another worker took meanwhile, whatever."""
    try:
        return entry.stat(follow_symlinks=False).st_mtime_ns, entry.name
    except FileNotFoundError:
        return 0, entry.name


def _is_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one of that name: whoever had it may have ended it just before."""
    try:
        return os.path.samestat(path.stat(follow_symlinks=False), os.fstat(handle))
    except FileNotFoundError:
        return False


def _moment_of(name: str) -> datetime.datetime:
    found = _CLAIMED.fullmatch(name)
    stamp = found[1] if found else "19700101T000000000"
    return datetime.datetime.strptime(f"{stamp}000+0000", "%Y%m%dT%H%M%S%f%z")


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name)
