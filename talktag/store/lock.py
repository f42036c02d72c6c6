"""One writer at a time: an operating system lock on an open file, which dies with its process.

Never a lock left behind.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from talktag.disk import failing_as
from talktag.errors import BusyError

PATIENCE = 10.0  # seconds to wait for another writer


@contextlib.contextmanager
def writing(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file at `path`; BusyError when another process holds it for longer than `patience` seconds."""
    with failing_as(f'could not lock "{path}"'):
        file = path.open("a+", encoding="ascii")
    with file:
        _wait(file, patience)
        with failing_as(f'could not lock "{path}"'):
            file.truncate(0)
            file.write(f"{os.getpid()}\n")  # for people; the lock itself is the operating system's
            file.flush()
        yield


def _wait(file: IO[str], patience: float) -> None:
    pause, left = 0.005, patience
    while not _try(file):
        if left <= 0:
            file.seek(0)
            holder = file.read(20).strip()
            raise BusyError(
                f"another talktag is writing to this store{f' (process {holder})' if holder.isdigit() else ''}",
                hints=["wait for it to end, then type the command again"],
            )
        time.sleep(pause)
        left -= pause
        pause = min(pause * 2, 0.1)


def _try(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
