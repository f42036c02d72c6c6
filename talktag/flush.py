"""What was written, put on the disk for certain: by the strongest call that the system has. It writes nothing itself.

Its errors are the system's own; `disk` says what could not be done.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_UNKNOWN_CALL = {errno.EINVAL, errno.ENOTTY, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF}

# Linux since which syncfs(2) says that something could not be written; before, only a flush of each file does.
_TELLING = (5, 8)
# ext2 to ext4, XFS, btrfs, F2FS, memory: others may hand on to a program or another computer what they do not flush.
_OWN_DISKS = {0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994}


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
    """Flush the whole file system that a folder is on; False where there is no call that answers for it."""
    disk = open_disk(folder)
    if disk is None:
        return False
    try:
        flush_disk(disk)
    finally:
        os.close(disk)
    return True


def open_disk(folder: Path) -> int | None:
    """The handle for `flush_disk` of the file system that a folder is on; None where that would not answer for it.

    It answers for what is written after this: to be opened before, and closed by the caller.
    """
    release = re.match(r"(\d+)\.(\d+)", os.uname().release) if sys.platform == "linux" else None
    if release is None or (int(release[1]), int(release[2])) < _TELLING or _system_calls() is None:
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if _kind(handle) in _OWN_DISKS:
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def flush_disk(disk: int) -> None:
    """Put all of an opened file system on the disk. What failed since it was opened is an error."""
    import ctypes

    calls = _system_calls()
    if calls is None or calls.syncfs(disk):
        failed = ctypes.get_errno() or errno.ENOSYS
        raise OSError(failed, os.strerror(failed))


def _kind(handle: int) -> int | None:
    """The number of the kind of file system that an open folder is on (statfs(2)); None where that cannot be told."""
    import ctypes

    calls = _system_calls()
    room = (ctypes.c_long * 64)()  # it begins with that number, and takes at most half of this
    return None if calls is None or calls.fstatfs(handle, room) else room[0] & 0xFFFFFFFF


def _system_calls() -> ctypes.CDLL | None:
    """The system's own library, where it has these calls."""
    try:
        import ctypes

        calls = ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):  # it comes in the middle of a save, which a failing disk must not leave half made
        return None
    return calls if hasattr(calls, "syncfs") and hasattr(calls, "fstatfs") else None
