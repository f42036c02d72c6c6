"""The files of one channel: read, and changed so that at any instant it is as it was or as it is to be.

    channel.toml, entries.toml    the record and the log
    came-<bundle>.zip.age         what came, as it came
    part-…                        of a change that is not made: nothing
    next-channel.toml, out-…      of a change that is made once `next-entries.toml` is there, and is finished by whoever
                                  reads the channel next: answers go out first, the log comes last

Whoever calls holds the channel.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.desk.folders.places import NEW, DeskPlaces, answer_name
from talktag.errors import InvalidError
from talktag.flush import flush_path
from talktag.model.desk.desk_channel import channel_bytes, read_channel
from talktag.model.desk.keeping import ChannelChange, KeptChannel
from talktag.model.log.entry import read_entries, with_entries
from talktag.model.log.log_text import ENTRIES_LIMIT

RECORD, LOG = "channel.toml", "entries.toml"
_NEXT_RECORD, _NEXT_LOG, _PART_LOG = f"next-{RECORD}", f"next-{LOG}", f"part-{LOG}"
_OUT, _CAME = "out-", "came-"
_AGE = b"age-encryption.org/"


class HeldLog(NamedTuple):
    """The bytes of a log whose folder holds nothing of a change that was cut short."""

    data: bytes


def read_kept(places: DeskPlaces, channel: str) -> tuple[KeptChannel | None, HeldLog]:
    """The channel, None where there is none, and its log. InvalidError where its files do not hold up."""
    folder = places.channel(channel)
    names = places.names(folder)
    held = _clean(places, folder, names)
    if not held.data:
        return None, held
    record = read_channel(disk.read(folder / RECORD, ENTRIES_LIMIT), RECORD)
    log = read_entries(held.data, LOG)
    for problem in (*record.problems, *log.problems):
        if problem.severity == "error":
            raise InvalidError(f'"{folder / problem.path}" does not hold up: {problem.message}', details=[str(problem)])
    if record.value is None or log.value is None:
        raise InvalidError(f'"{folder}" does not hold up')
    return KeptChannel(record.value, log.value), held


class StagedChange(NamedTuple):
    """Changes of one channel as files that are written and mean nothing yet; `out` are the names of answers."""

    channel: str
    folder: Path
    out: tuple[str, ...]
    written: tuple[Path, ...]


def stage(
    places: DeskPlaces, changes: Sequence[ChannelChange], paths: Sequence[Path | None], held: HeldLog | None
) -> StagedChange:
    """Write what changes of one channel, in their order, come to; `paths` are those of what came, to keep it.

    Nothing of it is flushed. What an earlier try left is written anew. `held` is the log where it was read just now.
    """
    last = changes[-1].channel
    folder = places.channel(last.id)
    made = disk.make_folder_unflushed(folder, disk.PRIVATE_FOLDER)
    if held is None:
        held = _clean(places, folder, [] if made else places.names(folder))
    answers = {answer_name(last.id, answer): answer.data for each in changes for answer in each.answers}
    entries = [entry for each in changes for entry in each.entries]
    log = with_entries(held.data, entries)
    if log is None:
        raise InvalidError(f'"{folder / LOG}" cannot be read, and nothing can be added to it')
    files = {f"{_OUT}{name}": data for name, data in answers.items()}
    files |= {_NEXT_RECORD: channel_bytes(last), _PART_LOG: log}
    for name, data in files.items():
        disk.stage_unflushed(folder / name, data)
    kept = [_keep_original(folder, each, path) for each, path in zip(changes, paths, strict=True) if path]
    return StagedChange(last.id, folder, tuple(answers), (*(folder / name for name in files), *kept, folder, *made))


def _clean(places: DeskPlaces, folder: Path, names: Collection[str]) -> HeldLog:
    """The log, once what is left of an earlier change was finished, or taken away."""
    if _NEXT_LOG in names:
        _finish(places, folder, names)
    for name in names:
        if name.startswith(("part-", "next-", _OUT)):
            disk.discard(folder / name)
    return HeldLog(_or_nothing(folder / LOG) if names else b"")


def discard_staged(staged: StagedChange) -> None:
    """Take away what was written for a change that is not made."""
    for path in staged.written:
        if path.name.startswith(("part-", "next-", _OUT)):
            disk.discard(path)


def commit(staged: StagedChange) -> None:
    """Make the change: from now on it is finished, whoever is killed."""
    with disk.failing_as(f'could not write in "{staged.folder}"'):
        os.replace(staged.folder / _PART_LOG, staged.folder / _NEXT_LOG)


def put_answers_out(places: DeskPlaces, folder: Path, names: Collection[str]) -> None:
    """Move answers to where carriers look for them."""
    with disk.failing_as(f'could not put an answer out of "{folder}"'):
        for name in names:
            with contextlib.suppress(FileNotFoundError):  # it went out before the worker was killed
                os.replace(folder / f"{_OUT}{name}", places.outgoing(NEW) / name)


def put_in_place(folder: Path) -> None:
    """Give record and log their names, the log last."""
    with disk.failing_as(f'could not write in "{folder}"'):
        with contextlib.suppress(FileNotFoundError):
            os.replace(folder / _NEXT_RECORD, folder / RECORD)
        os.replace(folder / _NEXT_LOG, folder / LOG)


def _finish(places: DeskPlaces, folder: Path, names: Collection[str]) -> None:
    """Finish a change that was made and cut short."""
    put_answers_out(places, folder, [name.removeprefix(_OUT) for name in names if name.startswith(_OUT)])
    with disk.failing_as(f'could not flush "{places.base}"'):
        flush_path(places.outgoing(NEW))
        flush_path(folder)
    put_in_place(folder)


def remove(places: DeskPlaces, channel: str) -> None:
    """Take the folder of a channel away, its record last, so that one that was cut short can be gone on with."""
    folder = places.channel(channel)
    names = places.names(folder)
    with disk.failing_as(f'could not remove "{folder}"'):
        for name in sorted(names, key=lambda name: name == RECORD):
            (folder / name).unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
            flush_path(folder.parent)


def _keep_original(folder: Path, change: ChannelChange, path: Path) -> Path:
    """What came, under a second name; where files have no second names, as a copy."""
    if change.original is None:
        return path
    bundle, arrival = change.original
    is_sealed = arrival.content.read(0, len(_AGE)) == _AGE
    target = folder / f"{_CAME}{bundle}.zip{'.age' if is_sealed else ''}"
    disk.discard(target)
    try:
        os.link(path, target)
    except OSError:
        disk.stage_unflushed(target, arrival.content.whole())
    return target


def _or_nothing(path: Path) -> bytes:
    try:
        return disk.read(path, ENTRIES_LIMIT)
    except FileNotFoundError:
        return b""
