"""Whole files or nothing: durable writes, guarded reads. It knows nothing of stores, keys or bundles.

The order is: exclusive temporary file, all bytes, fsync, read back and compare, rename, fsync of the folder.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from talktag.errors import DiskError, InvalidError

PRIVATE = 0o600
PUBLIC = 0o644
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_CHUNK = 1024 * 1024  # bytes compared at a time


@contextlib.contextmanager
def failing_as(what: str) -> Iterator[None]:
    """Turn an operating system error into a DiskError that says `what` could not be done."""
    try:
        yield
    except OSError as error:
        raise DiskError(f"{what}: {error.strerror or error}") from error


def put(path: Path, data: bytes, mode: int = PRIVATE) -> None:
    """Make `path` hold exactly `data`, durably; on any failure the old file stays as it was."""
    staged = stage(path.parent, data, mode)
    try:
        publish(staged, path)
    except BaseException:
        discard(staged)
        raise


def stage(folder: Path, data: bytes, mode: int = PRIVATE) -> Path:
    """Write `data` to a new temporary file in `folder`, flushed to the disk and read back; the path of it."""
    path = folder / f".talktag-{os.urandom(8).hex()}.tmp"
    with failing_as(f'could not write in "{folder}"'):
        try:
            _write_new(path, data, mode)
        except BaseException:
            discard(path)
            raise
    return path


def publish(staged: Path, target: Path) -> None:
    """Give a staged file its name, replacing what is there, and flush the folder."""
    with failing_as(f'could not write "{target}"'):
        os.replace(staged, target)
        sync_folder(target.parent)


def discard(staged: Path) -> None:
    """Take a staged file away; it is no error if it is gone or stays."""
    with contextlib.suppress(OSError):
        staged.unlink()


def make_folder(path: Path) -> None:
    """Make `path` and its missing parents, each flushed into its own parent."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with failing_as(f'could not make the folder "{path}"'), contextlib.suppress(FileExistsError):
        path.mkdir()
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Flush a folder's entries to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        _flush(handle)
    finally:
        os.close(handle)


def inside(folder: Path, relative: str) -> Path:
    """The path of `relative` in `folder`; InvalidError where a folder on the way is a link and may lead elsewhere."""
    path = folder / relative
    for parent in path.parents:
        if parent == folder:
            return path
        if parent.is_symlink():
            raise InvalidError(f'"{parent}" is a symbolic link, which talktag does not follow')
    raise InvalidError(f'"{relative}" is not a path in "{folder}"')


def read(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises FileNotFoundError where there is none, InvalidError for a link, a device or a larger file,
    DiskError when reading fails.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NOFOLLOW | _BINARY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(str(path)) from None
    except OSError as error:
        if path.is_symlink():
            raise InvalidError(f'"{path}" is a symbolic link, which talktag does not follow') from error
        raise DiskError(f'could not read "{path}": {error.strerror or error}') from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise InvalidError(f'"{path}" is not a regular file')
        with failing_as(f'could not read "{path}"'), os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    finally:
        os.close(handle)
    if len(data) > limit:
        raise InvalidError(f'"{path}" is larger than {limit} bytes')
    return data


def _write_new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        _flush(handle)
    finally:
        os.close(handle)
    # A write that reports success and stores less was seen with real faults; only reading back tells.
    with path.open("rb") as file:
        if any(file.read(_CHUNK) != data[start : start + _CHUNK] for start in range(0, len(data) + 1, _CHUNK)):
            raise OSError(5, "what was written does not read back the same")


def _flush(handle: int) -> None:
    fullsync = _FULLFSYNC
    if fullsync is not None:
        import fcntl

        fcntl.fcntl(handle, fullsync)
    else:
        os.fsync(handle)


def _full_fsync() -> int | None:
    """The macOS call that flushes the drive's own cache too; None elsewhere."""
    try:
        import fcntl
    except ImportError:
        return None
    return getattr(fcntl, "F_FULLFSYNC", None)


_FULLFSYNC = _full_fsync()
