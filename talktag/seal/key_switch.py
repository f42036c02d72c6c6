"""Several files of the key folder replaced as one: after a crash all are the old ones or all the new. Opens none.

New files go into the folder `next` first; its file `ready`, written last, names them. From then on the change is
made, and whoever comes next finishes it.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path

from talktag import disk
from talktag.errors import InvalidError

_STAGING = "next"
_READY = "ready"
_LINE = re.compile(r"(put|drop) ([a-z_]+\.[a-z]+)")
_LIMIT = 64 * 1024


def switch(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Make each name in `folder` hold its bytes, or be gone where that is None. The caller holds the folder's lock."""
    staging = folder / _STAGING
    clear(folder)
    disk.make_folder(staging, disk.PRIVATE_FOLDER)
    for name, data in files.items():
        if data is not None:
            disk.put(staging / name, data, disk.PRIVATE)
    lines = (f"{'drop' if data is None else 'put'} {name}\n" for name, data in files.items())
    disk.put(staging / _READY, "".join(lines).encode("ascii"), disk.PRIVATE)
    finish(folder)


def is_open(folder: Path) -> bool:
    """Whether a change was made that nobody has finished."""
    return (folder / _STAGING / _READY).exists()


def finish(folder: Path) -> None:
    """Finish a change that a crash cut short; nothing where there is none. The caller holds the folder's lock."""
    staging = folder / _STAGING
    try:
        lines = disk.read(staging / _READY, _LIMIT).decode("ascii", "replace").splitlines()
    except FileNotFoundError:
        return
    found = [_LINE.fullmatch(line) for line in lines]
    if not all(found):
        raise InvalidError(f'"{staging / _READY}" does not hold up', hints=["look at it; take the folder away"])
    for match in filter(None, found):
        target = folder / match[2]
        if match[1] == "put":
            disk.put(target, disk.read(staging / match[2], _LIMIT), disk.PRIVATE)
        else:
            with disk.failing_as(f'could not remove "{target}"'):
                target.unlink(missing_ok=True)
    with disk.failing_as(f'could not flush "{folder}"'):
        disk.sync_folder(folder)
        (staging / _READY).unlink()
        disk.sync_folder(staging)
    clear(folder)


def clear(folder: Path) -> None:
    """Take away what a change that was never made left behind, and what is left of one that was finished."""
    staging = folder / _STAGING
    if staging.is_dir() and not is_open(folder):
        for path in staging.iterdir():
            disk.discard(path)
        with contextlib.suppress(OSError):
            staging.rmdir()
