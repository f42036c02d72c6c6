"""A file on the disk that is read in parts, and must stay as it was found. It never writes, and follows no link."""

from __future__ import annotations

import os
from pathlib import Path

from talktag.content import Content
from talktag.disk.folders import failing_as, inside, parent
from talktag.disk.guarded import open_regular
from talktag.disk.sizes import size_text
from talktag.errors import InvalidError, StaleError


class _DiskFile:
    """A regular file, opened anew for each part; whoever puts another in its place or writes to it is found out."""

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        self._path = path
        self._folder = folder  # below which no folder on the way may be a link
        self._seen: tuple[int, ...] | None = None
        self.size = 0
        self.read(0, 0)

    def read(self, at: int, length: int) -> bytes:
        if self._folder is None:
            return self._read(at, length, None)
        try:
            with parent(self._folder, self._path.relative_to(self._folder).as_posix()) as held:
                return self._read(at, length, held.handle)
        except NotADirectoryError:
            raise FileNotFoundError(str(self._path)) from None

    def _read(self, at: int, length: int, folder: int | None) -> bytes:
        handle = open_regular(self._path, folder)
        try:
            with failing_as(f'could not read "{self._path}"'), os.fdopen(handle, "rb", 0, closefd=False) as file:
                found = os.fstat(handle)
                seen = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
                if self._seen not in {None, seen}:
                    raise StaleError(f'"{self._path}" was changed while it was read', hints=["type the command again"])
                self._seen, self.size = seen, found.st_size
                file.seek(at)
                return file.read(min(length, max(0, self.size - at)))
        finally:
            os.close(handle)


def file_content(path: Path, limit: int) -> Content:
    """The content of a regular file of at most `limit` bytes; raises what `disk.read` does, and StaleError later.

    Of what is changed while it is read no byte is taken for one of the file that it was.
    """
    return _within(Content(_DiskFile(path)), path, limit)


def file_inside(folder: Path, relative: str, limit: int) -> Content:
    """The same of a file below `folder`; a link on the way is InvalidError."""
    path = inside(folder, relative)
    return _within(Content(_DiskFile(path, folder)), path, limit)


def _within(content: Content, path: Path, limit: int) -> Content:
    if content.size > limit:
        raise InvalidError(f'"{path}" is larger than {size_text(limit)}')
    return content
