"""Guarded reads: of regular files alone, of so many bytes at most, over no link. It changes nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from talktag.disk.folders import NOFOLLOW, failing_as, parent
from talktag.disk.sizes import size_text
from talktag.errors import DiskError, InvalidError

BINARY = getattr(os, "O_BINARY", 0)


def read_inside(folder: Path, relative: str, limit: int) -> bytes:
    """As `read`, of a file below `folder`; a link on the way is InvalidError, also one that is put there meanwhile."""
    try:
        with parent(folder, relative) as held:
            return read(held.path / relative.rpartition("/")[2], limit, held.handle)
    except NotADirectoryError:
        raise FileNotFoundError(str(folder / relative)) from None


def read(path: Path, limit: int, folder: int | None = None) -> bytes:
    """The content of a regular file of at most `limit` bytes; its folder may be held open as `folder`.

    Raises FileNotFoundError where there is none, InvalidError for a link, a device or a larger file,
    DiskError when reading fails.
    """
    handle = open_regular(path, folder)
    try:
        size = os.fstat(handle).st_size
        with failing_as(f'could not read "{path}"'), os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(min(limit, size) + 1)  # room for as much is taken before a byte is read
            if len(data) > size:  # it grew meanwhile
                data += file.read(limit + 1 - len(data))
    finally:
        os.close(handle)
    if len(data) > limit:
        raise InvalidError(f'"{path}" is larger than {size_text(limit)}')
    return data


def real_path(path: Path) -> Path:
    """Where a path that a person named leads, over links; one of the links itself where they go round in a circle."""
    return Path(os.path.realpath(path))


def read_start(path: Path, length: int) -> bytes:
    """The first `length` bytes of a regular file, all of a shorter one; raises what `read` does, but of no size."""
    handle = open_regular(path)
    try:
        with failing_as(f'could not read "{path}"'), os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(length)
    finally:
        os.close(handle)


def open_regular(path: Path, folder: int | None = None) -> int:
    """The handle of a regular file, opened without following a link or waiting at a pipe."""
    name = path if folder is None else path.name
    try:
        handle = os.open(name, os.O_RDONLY | NOFOLLOW | BINARY | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(str(path)) from None
    except OSError as error:
        if path.is_symlink():
            raise InvalidError(f'"{path}" is a symbolic link, which talktag does not follow') from error
        raise DiskError(f'could not read "{path}": {error.strerror or error}') from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InvalidError(f'"{path}" is not a regular file')
    return handle
