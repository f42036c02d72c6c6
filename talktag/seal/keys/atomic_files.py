"""Several files of the key folder replaced as one: after a crash all are the old ones or all the new. Opens none.

New files go into the folder `next` first; its file `ready`, written last, names them. From then on the change is
made, and whoever comes next finishes it. A change that goes along with one of a store has a file `waiting` in its
place, which says how to tell whether the store was changed; whoever can tell makes it ready, or drops it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.errors import InvalidError
from talktag.flush import flush_path

_STAGING = "next"
_READY = "ready"
_WAITING = "waiting"
_PLAN = "plan"  # in its place where a change goes along with nothing
_LINE = re.compile(r"(?:(put|drop) ([a-z_]+\.[a-z]+)|(store|since|wrote) (\S+)(?: (\S+))?)")
_LIMIT = 64 * 1024
NO_COMMIT = "0" * 40  # what git calls an object that there is not


class Wait(NamedTuple):
    """What a change waits for: that a commit after `since` in `store` gives paths there the blobs of `written`.

    `since` is NO_COMMIT where the store has none yet; a blob is NO_COMMIT where the file is taken away.
    """

    store: Path
    since: str
    written: Mapping[str, str]


def stage(folder: Path, files: Mapping[str, bytes | None], wait: Wait | None) -> None:
    """Put ready what each name in `folder` is to hold, None for nothing, and change nothing yet.

    The caller holds the folder's lock. InvalidError where an earlier change waits still.
    """
    staging = folder / _STAGING
    if is_waiting(folder):
        raise InvalidError(f'an earlier change of your keys is not finished: "{staging}"', hints=["talktag doctor"])
    clear(folder)
    disk.make_folder(staging, disk.PRIVATE_FOLDER)
    for name, data in files.items():
        if data is not None:
            disk.put(staging / name, data, disk.PRIVATE)
    lines = [f"{'drop' if data is None else 'put'} {name}" for name, data in files.items()]
    if wait:
        import urllib.parse

        lines += [f"store {urllib.parse.quote(os.fsencode(wait.store))}", f"since {wait.since}"]
        lines += [f"wrote {blob} {path}" for path, blob in wait.written.items()]
    disk.put(
        staging / (_WAITING if wait else _PLAN), "".join(f"{line}\n" for line in lines).encode("ascii"), disk.PRIVATE
    )


def make(folder: Path) -> None:
    """Make the change that was staged. It takes no room on the disk; the caller holds the folder's lock."""
    staging = folder / _STAGING
    with disk.failing_as(f'could not write in "{staging}"'):
        os.replace(staging / (_WAITING if (staging / _WAITING).exists() else _PLAN), staging / _READY)
        flush_path(staging)
    finish(folder)


def drop(folder: Path) -> None:
    """Take away a change that was staged and is not to be made. The caller holds the folder's lock."""
    staging = folder / _STAGING
    with disk.failing_as(f'could not write in "{staging}"'):
        (staging / _WAITING).unlink(missing_ok=True)
        flush_path(staging)
    clear(folder)


def waiting(folder: Path) -> Wait | None:
    """What a staged change waits for; None where there is none."""
    try:
        found = _lines(folder / _STAGING / _WAITING)
    except FileNotFoundError:
        return None
    import urllib.parse

    said = {match[3]: match[4] for match in found if match[3] in {"store", "since"}}
    written = {match[5]: match[4] for match in found if match[3] == "wrote"}
    return Wait(Path(os.fsdecode(urllib.parse.unquote_to_bytes(said.get("store", "")))), said.get("since", ""), written)


def is_open(folder: Path) -> bool:
    """Whether a change was made that nobody has finished."""
    return (folder / _STAGING / _READY).exists()


def is_waiting(folder: Path) -> bool:
    """Whether a change is staged that waits for one of a store."""
    return os.path.lexists(folder / _STAGING / _WAITING)


def finish(folder: Path) -> None:
    """Finish a change that a crash cut short; nothing where there is none. The caller holds the folder's lock."""
    staging = folder / _STAGING
    try:
        found = _lines(staging / _READY)
    except FileNotFoundError:
        return
    for match in found:
        if match[1] is None:
            continue
        target = folder / match[2]
        with disk.failing_as(f'could not change "{target}"'):
            if match[1] == "drop":
                target.unlink(missing_ok=True)
            elif (staging / match[2]).exists():  # else it was put in place before the crash
                _put_in_place(staging / match[2], target)
    with disk.failing_as(f'could not flush "{folder}"'):
        flush_path(folder)
        (staging / _READY).unlink()
        flush_path(staging)
    clear(folder)


def _put_in_place(staged: Path, target: Path) -> None:
    """By a second name, which takes no room: a power cut may keep what one folder lost and not what another gained.

    So the staged file stays until the folder is flushed; only where files have no second names it is moved.
    """
    spare = staged.with_name(f"{staged.name}.spare")
    with contextlib.suppress(FileNotFoundError):
        spare.unlink()
    try:
        os.link(staged, spare)
    except OSError:
        spare = staged
    os.replace(spare, target)


def clear(folder: Path) -> None:
    """Take away what a change that was never staged left behind, and what is left of one that was finished."""
    staging = folder / _STAGING
    if staging.is_dir() and not is_open(folder) and not is_waiting(folder):
        for path in staging.iterdir():
            disk.discard(path)
        with contextlib.suppress(OSError):
            staging.rmdir()


def _lines(path: Path) -> list[re.Match[str]]:
    found = [_LINE.fullmatch(line) for line in disk.read(path, _LIMIT).decode("ascii", "replace").splitlines()]
    if not all(found):
        raise InvalidError(f'"{path}" does not hold up', hints=["look at it; take the folder away"])
    return [match for match in found if match]
