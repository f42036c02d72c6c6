"""One at a time: an operating system lock on an open file, which dies with its process.

Never a lock left behind.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from talktag.disk import failing_as
from talktag.errors import BusyError

PATIENCE = 10.0  # seconds to wait for another


@contextlib.contextmanager
def writing(path: Path, patience: float = PATIENCE, what: str = "is writing to this store") -> Iterator[int]:
    """Hold the lock file at `path`, given as an open file that a child process may inherit to hold it too.

    Raises BusyError, which says `what` the other does, when one holds it for longer than `patience` seconds.
    """
    with failing_as(f'could not lock "{path}"'):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with failing_as(f'could not lock "{path}"'):
            _wait(handle, patience, what)
            os.ftruncate(handle, 0)
            os.write(handle, b"%d\n" % os.getpid())  # for people; the lock itself is the operating system's
        yield handle
    finally:
        os.close(handle)


def _wait(handle: int, patience: float, what: str) -> None:
    pause, left = 0.005, patience
    while not _try(handle):
        if left <= 0:
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 20).strip()
            raise BusyError(
                f"another talktag {what}{f' (process {int(holder)})' if holder.isdigit() else ''}",
                hints=["wait for it to end, then type the command again"],
            )
        time.sleep(pause)
        left -= pause
        pause = min(pause * 2, 0.02)  # longer ones starve beside others that save without a pause


def _try(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
