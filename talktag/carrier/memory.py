"""What was fetched, kept on this computer: hashes of contents and of places, and nothing that says what they were.

It can be deleted at any time; then all that still lies there comes once more, and is known for what was taken in.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from talktag import disk

_LIMIT = 64_000_000  # bytes
_SIGNS = 32  # of a hash; two that are alike by chance are not met


class FetchMemory:
    """The hashes in one file, a line each; a line that a crash cut short counts for none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = self._read()

    def __contains__(self, mark: str) -> bool:
        return mark in self._known

    def add(self, *marks: str) -> None:
        """Keep them, if they are not known."""
        new = [each for each in marks if each not in self._known]
        if not new:
            return
        self._known.update(new)
        disk.make_folder(self._path.parent, disk.PRIVATE_FOLDER)
        with disk.failing_as(f'could not write "{self._path}"'):
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, disk.PRIVATE)
            try:
                os.write(handle, "".join(f"\n{each}\n" for each in new).encode())
            finally:
                os.close(handle)

    def _read(self) -> set[str]:
        with contextlib.suppress(FileNotFoundError):
            lines = disk.read(self._path, _LIMIT).decode("ascii", "replace").split("\n")
            return {line for line in lines if len(line) == _SIGNS}
        return set()


def place_mark(name: str, size: int, changed: int, number: int) -> str:
    """What stands for a file as it lies there: told without reading it."""
    return hashlib.sha256(f"{name}\0{size}\0{changed}\0{number}".encode("utf-8", "surrogateescape")).hexdigest()[
        :_SIGNS
    ]


def content_mark(sha256: str) -> str:
    """What stands for its bytes, wherever they lie."""
    return f"{sha256[: _SIGNS - 1]}="  # no place has that sign
