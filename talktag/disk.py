"""Whole files or nothing: durable writes, guarded reads. It knows nothing of stores, keys or bundles.

The order is: exclusive temporary file, all bytes, fsync, read back and compare, rename, fsync of the folder.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.errors import DiskError, InvalidError
from talktag.flush import flush, flush_below, flush_disk_of, flush_path

PRIVATE, PUBLIC, PRIVATE_FOLDER = 0o600, 0o644, 0o700
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_DIRECTORY", 0)
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
        flush_path(target.parent)


def discard(staged: Path) -> None:
    """Take a staged file away; it is no error if it is gone or stays."""
    with contextlib.suppress(OSError):
        staged.unlink()


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make `path` and its missing parents, each flushed into its own parent; `mode` is what the umask is taken from."""
    if path.is_dir():
        return
    make_folder(path.parent, mode)
    with failing_as(f'could not make the folder "{path}"'), contextlib.suppress(FileExistsError):
        path.mkdir(mode)
        flush_path(path.parent)


def flush_tree(folder: Path) -> None:
    """Flush every file and folder below `folder`, and itself, that another program made without flushing."""
    with failing_as(f'could not write in "{folder}"'):
        flush_below(folder)


def flush_all(folder: Path) -> None:
    """Flush all that is below `folder`, whoever wrote it: in one call with the rest of its disk where there is one."""
    with failing_as(f'could not flush "{folder}"'):
        if not flush_disk_of(folder):
            flush_below(folder)


def inside(folder: Path, relative: str) -> Path:
    """The path of `relative` in `folder`; InvalidError where a folder on the way is a link and may lead elsewhere."""
    path = folder / relative
    for parent in path.parents:
        if parent == folder:
            return path
        if parent.is_symlink():
            raise InvalidError(f'"{parent}" is a symbolic link, which talktag does not follow')
    raise InvalidError(f'"{relative}" is not a path in "{folder}"')


@contextlib.contextmanager
def parent(folder: Path, relative: str, *, make: bool = False) -> Iterator[Parent]:
    """The folder of `relative`, below `folder`, held open, so that nobody can put a link in its place meanwhile.

    Missing folders are made, flushed, where `make` says so. InvalidError where a folder on the way is a link,
    FileNotFoundError or NotADirectoryError where there is none, DiskError when it cannot be opened. Where the system
    cannot hold folders open, it is only looked at before.
    """
    path = inside(folder, relative).parent
    if os.open not in os.supports_dir_fd:
        if make:
            make_folder(path)
        yield Parent(path, None)
        return
    handle = _open_way(folder, relative.split("/")[:-1], make=make)
    try:
        yield Parent(path, handle)
    finally:
        os.close(handle)


class Parent(NamedTuple):
    """A folder, and the handle under which it is held open, if any."""

    path: Path
    handle: int | None

    def name(self, name: str) -> str:
        """What to call a file in it in a call that is given the handle."""
        return str(self.path / name) if self.handle is None else name


def _open_way(folder: Path, parts: Sequence[str], *, make: bool) -> int:
    """The handle of the folder that `parts` lead to from `folder`, which may be a link itself."""
    handle, way = -1, folder
    try:
        handle = os.open(folder, _FOLDER & ~_NOFOLLOW)
        for part in parts:
            way /= part
            handle = _enter(handle, way, make=make)
    except BaseException as error:
        if handle >= 0:
            os.close(handle)
        if isinstance(error, OSError) and not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise DiskError(f'could not open "{way}": {error.strerror or error}') from error
        raise
    return handle


def _enter(handle: int, way: Path, *, make: bool) -> int:
    """The handle of `way`, a folder in the one of `handle`, which is closed; it stays open where this fails."""
    try:
        inner = _inner(handle, way)
    except FileNotFoundError:
        if not make:
            raise
        with contextlib.suppress(FileExistsError):
            os.mkdir(way.name, dir_fd=handle)
            flush(handle)
        inner = _inner(handle, way)
    os.close(handle)
    return inner


def _inner(handle: int, way: Path) -> int:
    try:
        return os.open(way.name, _FOLDER, dir_fd=handle)
    except NotADirectoryError:
        if stat.S_ISLNK(os.stat(way.name, dir_fd=handle, follow_symlinks=False).st_mode):
            raise InvalidError(f'"{way}" is a symbolic link, which talktag does not follow') from None
        raise


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
    handle = _regular(path, folder)
    try:
        size = os.fstat(handle).st_size
        with failing_as(f'could not read "{path}"'), os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(min(limit, size) + 1)  # room for as much is taken before a byte is read
            if len(data) > size:  # it grew meanwhile
                data += file.read(limit + 1 - len(data))
    finally:
        os.close(handle)
    if len(data) > limit:
        raise InvalidError(f'"{path}" is larger than {limit} bytes')
    return data


def real_path(path: Path) -> Path:
    """Where a path that a person named leads, over links; one of the links itself where they go round in a circle."""
    return Path(os.path.realpath(path))


def read_start(path: Path, length: int) -> bytes:
    """The first `length` bytes of a regular file, all of a shorter one; raises what `read` does, but of no size."""
    handle = _regular(path)
    try:
        with failing_as(f'could not read "{path}"'), os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(length)
    finally:
        os.close(handle)


def _regular(path: Path, folder: int | None = None) -> int:
    """The handle of a regular file, opened without following a link or waiting at a pipe."""
    name = path if folder is None else path.name
    try:
        handle = os.open(name, os.O_RDONLY | _NOFOLLOW | _BINARY | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
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


def _write_new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        flush(handle)
    finally:
        os.close(handle)
    # A write that reports success and stores less was seen with real faults; only reading back tells.
    with path.open("rb") as file:
        if any(file.read(_CHUNK) != data[start : start + _CHUNK] for start in range(0, len(data) + 1, _CHUNK)):
            raise OSError(5, "what was written does not read back the same")
