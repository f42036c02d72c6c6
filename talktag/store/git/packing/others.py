"""Whether somebody else packs the repository just now, and how they are told that talktag does: Git's own `gc.pid`.

It stops nobody for good: who is named in it and runs no more counts for nothing, to git as well.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import time
from collections.abc import Iterator
from pathlib import Path

from talktag import disk
from talktag.errors import DiskError, InvalidError

_NAME = "gc.pid"
_MAINTENANCE = "objects/maintenance.lock"
_LIMIT = 1024  # bytes
_AT_MOST = 12 * 3600.0  # seconds after which git, too, takes no notice of either
_WHO = re.compile(rb"(\d+) (\S+)\s*")


@contextlib.contextmanager
def only_one(directory: Path, scratch: Path) -> Iterator[bool]:
    """Whether nobody else packs the repository in `directory`; then `git gc` does not begin to meanwhile.

    `scratch` is a folder on the same disk, for a file on its way there.
    """
    path = directory / _NAME
    if _is_recent(directory / _MAINTENANCE) or (_is_recent(path) and _is_at_work(path)):
        yield False
        return
    who = f"{os.getpid()} {platform.node() or 'unknown'}".encode("ascii", "replace")
    disk.publish(disk.stage(scratch, who, disk.PUBLIC), path)  # half a name would be somebody else's
    try:
        yield True
    finally:
        disk.discard(path)


def _is_recent(path: Path) -> bool:
    try:
        return abs(time.time() - path.lstat().st_mtime) < _AT_MOST
    except OSError:
        return False


def _is_at_work(path: Path) -> bool:
    """Whether whoever is named in the file may still run."""
    try:
        named = _WHO.fullmatch(disk.read(path, _LIMIT))
    except (FileNotFoundError, DiskError, InvalidError):
        return False
    if named is None:
        return False
    if named[2] != platform.node().encode("ascii", "replace") or os.name == "nt":  # where nobody can be asked
        return True
    try:
        os.kill(int(named[1]), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
