"""What of a repository is on the disk for certain, so that no change builds on what a power cut would take away.

Plain `git add`, `git commit` and `git pull` flush nothing, or not all of it. What talktag itself flushed is remembered
beside the store's lock, by the looks of the files that any other git changes when it adds something; where they look
otherwise, everything is flushed before the next change. A copy of a repository is another one, and remembers nothing.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import DiskError, InvalidError, SyncError
from talktag.store.layout import PRIVATE

if TYPE_CHECKING:
    from talktag.store.git.git import Git

NAME = "flushed"
# Each is changed by some command of git that adds objects or names: checkout, gc, pull, branch, tag, stash, fetch.
_TELLING = (
    "HEAD",
    "config",
    "packed-refs",
    "objects/pack",
    "refs",
    "refs/heads",
    "refs/tags",
    "refs/stash",
    "FETCH_HEAD",
)
_LIMIT = 4096  # bytes


class Flushed:
    """What is known of the repository of `git`. It changes nothing but its own mark, and that in `remember` alone."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._path = git.folder / PRIVATE / NAME

    def ensure(self, head: str | None) -> None:
        """Flush the repository, whose branch is at `head`, unless all that is in it was flushed before."""
        if not self.is_known(head):
            self._git.check(objects=True)
            disk.flush_all(self._git.directory)

    def remember(self, head: str | None) -> None:
        """Take what is there now for flushed, the branch being at `head`. What cannot be kept is flushed once more."""
        with contextlib.suppress(OSError):
            self._path.write_bytes(self._signs(head) + self._index())

    def forget(self) -> None:
        """Take nothing for flushed any more, as before another git adds what shows in none of the looks."""
        disk.discard(self._path)

    def is_known(self, head: str | None) -> bool:
        """Whether all that is there was flushed, the branch being at `head`."""
        try:
            held, told = disk.read(self._path, _LIMIT), self._signs(head)
            return held.startswith(told) and (held[len(told) :] == self._index() or self._is_nothing_new())
        except (OSError, DiskError, InvalidError, SyncError):
            return False

    def _signs(self, head: str | None) -> bytes:
        own = os.lstat(self._git.directory)
        looks = (_look(self._git.directory / name) for name in _TELLING)
        return "".join(f"{each}\n" for each in (head, own.st_dev, own.st_ino, *looks)).encode()

    def _index(self) -> bytes:
        return _look(self._git.directory / "index").encode()

    def _is_nothing_new(self) -> bool:
        """Whether the index, which any `git status` may write anew, names the last commit's files, and none was added.

        A time serves here, as every mark and every folder of objects has it from the same clock.
        """
        marked = _time(os.lstat(self._path))
        with os.scandir(self._git.directory / "objects") as entries:
            if any(_time(entry.stat(follow_symlinks=False)) >= marked for entry in entries):
                return False
        return not self._git.run("diff-index", "--cached", "--no-renames", "HEAD")


def _look(path: Path) -> str:
    """What shows that a file was replaced or written to, or that a folder's names changed."""
    try:
        found = os.lstat(path)
    except OSError:
        return "none"
    return f"{found.st_ino} {_time(found)} {found.st_size}"


def _time(found: os.stat_result) -> int:
    return found.st_mtime_ns if os.name == "nt" else found.st_ctime_ns
