"""The files of a store, by their paths in it: whether there is one, and what it holds. It knows nothing of records.

It writes nothing, and follows no link.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError, NotFoundError
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.content import Content


class StoreFiles:
    """The files of the store in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._text = str(self.folder)

    def has(self, path: str) -> bool:
        """Whether there is a file at `path`; what a link leads to is none."""
        try:
            return stat.S_ISREG(os.lstat(disk.way_inside(self._text, layout.check_path(path))).st_mode)
        except (OSError, InvalidError):
            return False

    def read(self, path: str, limit: int | None = None) -> bytes:
        """The content of a file of the store, at most that of a record; NotFoundError where there is none."""
        from talktag.model.toml.read import RECORD_LIMIT

        try:
            return disk.read_inside(self.folder, layout.check_path(path), limit or RECORD_LIMIT)
        except FileNotFoundError:
            raise _missing(path) from None

    def names(self, folder: str) -> tuple[str, ...]:
        """The names in a folder of the store, sorted; none where there is no such folder. A link is InvalidError."""
        try:
            return tuple(sorted(os.listdir(disk.way_inside(self._text, f"{folder}/name").rpartition("/")[0])))  # noqa: PTH208 - no paths of thousands
        except (FileNotFoundError, NotADirectoryError):
            return ()

    def content(self, path: str) -> Content:
        """The content of a file of the store that may be large; NotFoundError where there is none."""
        from talktag.disk.in_parts import file_inside

        try:
            return file_inside(self.folder, layout.check_path(path), layout.FILE_LIMIT)
        except FileNotFoundError:
            raise _missing(path) from None


def _missing(path: str) -> NotFoundError:
    return NotFoundError(f'there is no "{path}" in the store', hints=["look for what is missing with: talktag doctor"])
