"""Channels held by one worker: read, changed and forgotten, many in one go. It asks no question of what they hold."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from talktag import disk
from talktag.desk.folders import channel_files
from talktag.desk.folders.boxes import DeskBoxes
from talktag.desk.folders.channel_files import HeldLog, StagedChange
from talktag.desk.folders.places import CUR, NEW, DeskPlaces
from talktag.errors import InvalidError
from talktag.flush import flush_disk, flush_path, open_disk
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.desk.tag_holder import TagHolder, holder_bytes, read_holder
from talktag.model.toml.read import RECORD_LIMIT

_THREAD_LIMIT = 100  # bytes
Flush = Callable[[Collection[Path]], None]


class HeldFolders:
    """The channels of one desk that this worker holds."""

    def __init__(self, places: DeskPlaces, boxes: DeskBoxes) -> None:
        self._places = places
        self._boxes = boxes
        self._logs: dict[str, HeldLog] = {}  # as they were read, until they are changed
        self._owners: dict[str, str] = {}

    def read(self, channel: str) -> KeptChannel | None:
        """A channel, finished where a killed worker left it half changed."""
        kept, self._logs[channel] = channel_files.read_kept(self._places, channel)
        return kept

    def owners(self, threads: Collection[str]) -> Mapping[str, str]:
        """The channels that threads belong to."""
        found = {each: self._owner(each) for each in threads}
        return {each: owner for each, owner in found.items() if owner}

    def holder(self, tag: str) -> TagHolder | None:
        """Who a maker's tag belongs to."""
        path = self._places.holder(tag)
        try:
            reading = read_holder(disk.read(path, RECORD_LIMIT), path.name)
        except FileNotFoundError:
            return None
        if reading.value is None:
            raise InvalidError(f'"{path}" does not hold up', details=[str(each) for each in reading.problems])
        return reading.value

    def keep(self, changes: Sequence[ChannelChange]) -> None:
        """Keep changes: written and flushed, made and flushed, then answers out and flushed, and the logs last."""
        by_channel: dict[str, list[ChannelChange]] = {}
        for each in changes:
            by_channel.setdefault(each.channel.id, []).append(each)
        with _flushing(self._places.base, many=len(changes) * 3 >= disk.MANY) as flush:
            staged = self._write(by_channel.values(), flush)
            for done in staged:
                channel_files.commit(done)
            flush([done.folder for done in staged])
            self._put_in_place(staged, flush)
        for listed in by_channel.values():
            if not listed[-1].is_open:
                disk.discard(self._places.open / listed[-1].channel.id)

    def forget(self, channel: str) -> None:
        """Leave nothing of a channel: what is around it first, so that one that was cut short is gone on with."""
        kept = self.read(channel)
        places = self._places
        beginnings = (f"{channel}-", f"{channel},")
        folders = [places.outgoing(NEW), places.outgoing(CUR), places.refused]
        gone = [folder / name for folder in folders for name in places.names(folder) if name.startswith(beginnings)]
        if kept:
            threads = [each for each in kept.channel.threads if self._owner(each) == channel]
            gone += [places.thread(each) for each in threads]
            holder = self.holder(kept.channel.tag) if kept.channel.tag else None
            gone += [places.holder(holder.tag)] if holder and holder.channel == channel else []
        gone.append(places.open / channel)
        self._remove(gone)
        channel_files.remove(places, channel)
        self._remove([places.until / day / channel for day in places.names(places.until)])

    def _write(self, grouped: Iterable[Sequence[ChannelChange]], flush: Flush) -> Sequence[StagedChange]:
        """Write everything, for certain; where that fails, nothing was done."""
        staged: list[StagedChange] = []
        marks: list[Path] = []
        try:
            for listed in grouped:
                staged.append(self._stage(listed))
                marks += self._mark(listed)
            flush([*marks, *(path for each in staged for path in each.written)])
        except BaseException:
            for each in staged:
                channel_files.discard_staged(each)
            raise
        return staged

    def _stage(self, changes: Sequence[ChannelChange]) -> StagedChange:
        paths = [self._boxes.path(each.original[1]) if each.original else None for each in changes]
        staged = channel_files.stage(self._places, changes, paths, self._logs.pop(changes[-1].channel.id, None))
        threads = [self._register(each, staged.channel) for each in changes[-1].channel.threads]
        threads += [self._give_tag(each.holder) for each in changes if each.holder]
        return staged._replace(written=(*staged.written, *(path for each in threads for path in each)))

    def _give_tag(self, holder: TagHolder) -> tuple[Path, ...]:
        """Let a tag belong to a channel, before that says so: whoever was killed in between finds it theirs already."""
        path = self._places.holder(holder.tag)
        made = disk.make_folder_unflushed(path.parent, disk.PRIVATE_FOLDER)
        part = path.with_suffix(".part")
        disk.stage_unflushed(part, holder_bytes(holder))
        with disk.failing_as(f'could not write "{path}"'):
            os.replace(part, path)
        return path, path.parent, *made

    def _register(self, thread: str, channel: str) -> tuple[Path, ...]:
        """Let a thread belong to a channel, where it belongs to none; what is to be flushed of that."""
        if self._owner(thread):
            return ()
        path = self._places.thread(thread)
        made = disk.make_folder_unflushed(path.parent, disk.PRIVATE_FOLDER)
        part = path.with_name(f"part-{channel}")
        disk.stage_unflushed(part, channel.encode())
        with disk.failing_as(f'could not write "{path}"'):
            os.replace(part, path)
        return path, path.parent, *made

    def _owner(self, thread: str) -> str | None:
        """Whose it is; once it belongs to somebody that stays so, while they are held."""
        if thread not in self._owners:
            with contextlib.suppress(FileNotFoundError):
                owner = disk.read(self._places.thread(thread), _THREAD_LIMIT).decode("ascii", "replace")
                self._owners |= {thread: owner} if owner else {}
        return self._owners.get(thread)

    def _mark(self, changes: Sequence[ChannelChange]) -> Sequence[Path]:
        """Mark what is looked for without looking at every channel; a mark too many is harmless, one too few is not."""
        last = changes[-1].channel
        folders = [self._places.open] if changes[-1].is_open else []
        made: tuple[Path, ...] = ()
        if last.last_day:
            folder = self._places.until / last.last_day.isoformat()
            made = disk.make_folder_unflushed(folder, disk.PRIVATE_FOLDER)
            folders.append(folder)
        for folder in folders:
            with disk.failing_as(f'could not write in "{folder}"'):
                (folder / last.id).touch(disk.PRIVATE)
        return [*folders, *made]

    def _put_in_place(self, staged: Sequence[StagedChange], flush: Flush) -> None:
        with_answers = [each for each in staged if each.out]
        for each in with_answers:
            channel_files.put_answers_out(self._places, each.folder, each.out)
        if with_answers:
            flush([self._places.outgoing(NEW), *(each.folder for each in with_answers)])
        for each in staged:
            channel_files.put_in_place(each.folder)

    def _remove(self, paths: Collection[Path]) -> None:
        """Take files away, for certain."""
        for path in paths:
            with disk.failing_as(f'could not remove "{path}"'):
                path.unlink(missing_ok=True)
        with disk.failing_as(f'could not flush "{self._places.base}"'):
            for folder in {path.parent for path in paths}:
                if folder.is_dir():
                    flush_path(folder)


@contextlib.contextmanager
def _flushing(base: Path, *, many: bool) -> Iterator[Flush]:
    """What puts files and folders on the disk for certain: all of the disk at once where they are many."""
    with disk.failing_as(f'could not flush "{base}"'):
        handle = open_disk(base) if many else None

    def flush(paths: Collection[Path]) -> None:
        with disk.failing_as(f'could not flush "{base}"'):
            if handle is not None:
                flush_disk(handle)
            else:
                for path in dict.fromkeys(paths):
                    flush_path(path)

    try:
        yield flush
    finally:
        if handle is not None:
            os.close(handle)
