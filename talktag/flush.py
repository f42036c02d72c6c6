"""What was written, put on the disk for certain: by the strongest call that the system has. It writes nothing itself.

Its errors are the system's own; `disk` says what could not be done.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_UNKNOWN_CALL = {errno.EINVAL, errno.ENOTTY, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF}


def _full_fsync() -> int | None:
    """The macOS call that flushes the drive's own cache too; None elsewhere."""
    try:
        import fcntl
    except ImportError:
        return None
    return getattr(fcntl, "F_FULLFSYNC", None)


_FULLFSYNC = _full_fsync()


def flush(handle: int, full: int | None = _FULLFSYNC) -> None:
    """Put an open file or folder on the disk, `full` being the stronger call for it where the system has one."""
    if full is not None:
        import fcntl

        try:
            fcntl.fcntl(handle, full)
        except OSError as error:  # SMB and other foreign file systems have only the plain one
            if error.errno not in _UNKNOWN_CALL:
                raise
        else:
            return
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems keep no folders of their own that could be flushed: network drives, FUSE.
        if error.errno not in _UNKNOWN_CALL or not stat.S_ISDIR(os.fstat(handle).st_mode):
            raise


def flush_path(path: Path, full: int | None = _FULLFSYNC) -> None:
    """The same for a file or folder by its name; nothing on Windows, which cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        flush(handle, full)
    finally:
        os.close(handle)


def flush_below(folder: Path) -> None:
    """Every file and folder below `folder`, and itself; no link."""
    for path in folder.rglob("*"):
        if not path.is_symlink() and (path.is_dir() or path.is_file()):
            flush_path(path, None)
    flush_path(folder)  # at last, as the stronger flush empties the whole drive's cache


def flush_disk_of(folder: Path) -> bool:
    """Flush the whole file system that a folder is on; False where the system has no call for it."""
    try:
        import ctypes

        call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None) if os.name != "nt" else None
    except (ImportError, OSError):  # it comes in the middle of a save, which a failing disk must not leave half made
        return False
    if call is None:
        return False
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        if call(handle) == 0:
            return True
        failed = ctypes.get_errno()
    finally:
        os.close(handle)
    if failed in _UNKNOWN_CALL:
        return False
    raise OSError(failed, os.strerror(failed))
