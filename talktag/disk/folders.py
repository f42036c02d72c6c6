"""The folders on the way to a file: made, looked at for links, held open. It opens no file and knows no store."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.errors import DiskError, InvalidError
from talktag.flush import flush, flush_path

NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | NOFOLLOW | getattr(os, "O_DIRECTORY", 0)


@contextlib.contextmanager
def failing_as(what: str) -> Iterator[None]:
    """Turn an operating system error into a DiskError that says `what` could not be done."""
    try:
        yield
    except OSError as error:
        raise DiskError(f"{what}: {error.strerror or error}") from error


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make `path` and its missing parents, each flushed into its own parent; `mode` is what the umask is taken from."""
    if path.is_dir():
        return
    make_folder(path.parent, mode)
    with failing_as(f'could not make the folder "{path}"'), contextlib.suppress(FileExistsError):
        path.mkdir(mode)
        flush_path(path.parent)


def make_folder_unflushed(path: Path, mode: int = 0o777) -> tuple[Path, ...]:
    """The same; whoever calls flushes the folders that are given back, with others."""
    changed: tuple[Path, ...] = ()
    with failing_as(f'could not make the folder "{path}"'):
        try:
            path.mkdir(mode)
        except FileExistsError:
            return ()
        except FileNotFoundError:
            changed = make_folder_unflushed(path.parent, mode)
            path.mkdir(mode, exist_ok=True)
    return (*changed, path.parent)


def inside(folder: Path, relative: str) -> Path:
    """The path of `relative` in `folder`; InvalidError where a folder on the way is a link and may lead elsewhere."""
    return Path(way_inside(str(folder), relative))


def way_inside(folder: str, relative: str) -> str:
    """The same of texts and as text, which takes a tenth of the time: doctor asks thirty thousand times."""
    if os.path.isabs(relative):  # noqa: PTH117
        raise InvalidError(f'"{relative}" is not a path in "{folder}"')
    way = relative.replace(os.sep, "/")
    end = way.rfind("/")
    while end > 0:
        if os.path.islink(above := f"{folder}/{way[:end]}"):  # noqa: PTH114
            raise InvalidError(f'"{above}" is a symbolic link, which talktag does not follow')
        end = way.rfind("/", 0, end)
    return f"{folder}/{way}"


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
        handle = os.open(folder, _FOLDER & ~NOFOLLOW)
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
