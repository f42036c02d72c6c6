"""One at a time: an operating system lock on an open file, which dies with its process.

Never a lock left behind. Whoever waits stands in the system's own queue, so that none is passed over for long.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from talktag.disk import failing_as
from talktag.errors import BusyError, DiskError

PATIENCE = 10.0  # seconds to wait for another
_CANNOT_LOCK = {errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextlib.contextmanager
def writing(path: Path, patience: float = PATIENCE, what: str = "is writing to this store") -> Iterator[int]:
    """Hold the lock file at `path`, given as an open file that a child process may inherit to hold it too.

    Raises BusyError, which says `what` the other does, when one holds it for longer than `patience` seconds.
    """
    with _open_file(path) as handle:
        with failing_as(f'could not lock "{path}"'):
            if not _take(path, handle, patience):
                raise _busy(handle, what)
            os.ftruncate(handle, 0)
            os.write(handle, b"%d\n" % os.getpid())  # for people; the lock itself is the operating system's
        yield handle


@contextlib.contextmanager
def holding(path: Path) -> Iterator[bool]:
    """Hold the file at `path`, as a sign that this process is alive; False where another one holds it. Never waits."""
    with _open_file(path) as handle:
        with failing_as(f'could not lock "{path}"'):
            is_held = _try(handle)
        yield is_held


def take_if_free(handle: int) -> bool:
    """Hold an open file as long as it is open; False where another process holds it. Never waits."""
    return _try(handle)


@contextlib.contextmanager
def _open_file(path: Path) -> Iterator[int]:
    with failing_as(f'could not lock "{path}"'):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def _take(path: Path, handle: int, patience: float) -> bool:
    """Take the lock, by way of a second one that only the next in turn holds.

    Without it whoever lets the lock go, and comes again at once, would find it free before those who wait are awake.
    """
    with _open_file(path.with_name(f"{path.name}.next")) as turn:
        try:
            free = _try(turn) and _try(handle)
            return free or (patience > 0 and _stand_in_line((turn, handle), patience))
        except OSError as error:
            if error.errno not in _CANNOT_LOCK:
                raise
            raise DiskError(
                f'could not lock "{path}": the file system it is on has no locks ({error.strerror})',
                hints=["keep it on a disk of this computer, or have the network share mounted with locks"],
            ) from error


def _busy(handle: int, what: str) -> BusyError:
    os.lseek(handle, 0, os.SEEK_SET)
    holder = os.read(handle, 20).strip()
    return BusyError(
        f"another talktag {what}{f' (process {int(holder)})' if holder.isdigit() else ''}",
        hints=["wait for it to end, then type the command again"],
    )


def _stand_in_line(handles: Sequence[int], patience: float) -> bool:
    """Take one lock after the other, in a thread, as nothing else ends a wait in the system's queue; whether in time.

    The thread has the open files under numbers of its own: locks that come too late are let go at once.
    """
    import threading

    own = [os.dup(handle) for handle in handles]
    failed: list[OSError] = []
    taken = threading.Event()

    def wait() -> None:
        try:
            _leave_signals_to_others()
            for handle in own:
                _block(handle)
            taken.set()
        except OSError as error:
            failed.append(error)
        finally:
            for handle in own:
                os.close(handle)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    waiting.join(patience)
    if failed:
        raise failed[0]
    return taken.is_set()


def _leave_signals_to_others() -> None:
    """Keep an interrupt from going to this thread, which could do nothing about it."""
    if os.name != "nt":
        import signal

        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def _block(handle: int) -> None:
    if os.name == "nt":
        while not _try(handle):
            time.sleep(0.02)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


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
