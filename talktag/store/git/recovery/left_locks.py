"""Locks that a git left behind when it was killed or the power went. It takes none away.

Git's locks are files, which do not die with their process: one that is left stops every later write.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from talktag.disk import failing_as
from talktag.errors import SyncError
from talktag.store.git import branch
from talktag.store.layout import PRIVATE

_PROCESSES = Path("/proc")
_LEFT_AFTER = 60.0  # seconds; git holds most locks for a few thousandths of one
_LEFT_UNSEEN = 3600.0  # where nothing tells whether a git is still at work, as over the message of a commit


def in_the_way(store: Path) -> Path | None:
    """A lock left behind in the repository of `store` without which nothing can be saved, or not safely."""
    directory = store / ".git"
    names = ("HEAD", branch.branch(directory) or "HEAD", "index")
    return next(_left_behind([directory / f"{name}.lock" for name in names], store), None)


def error(lock: Path) -> SyncError:
    """What stops a command that would write."""
    return SyncError(
        f'a git that ended before its time left the lock "{lock}" behind',
        hints=["take it away with: talktag doctor --fix", f"or by hand: {by_hand(lock)}"],
    )


def by_hand(lock: Path) -> str:
    """What to type to take it away."""
    return f"{'rmdir' if lock.is_dir() else 'rm'} {quote(str(lock))}"


def left_locks(store: Path) -> list[Path]:
    """Every lock left behind in the repository of `store`, by path."""
    return sorted(_left_behind(_locks(store / ".git"), store))


def _locks(directory: Path) -> Iterator[Path]:
    skipped = {str(directory / "hooks"), str(directory.parent / PRIVATE)}
    with failing_as("could not look for locks of git"):
        for folder, folders, names in os.walk(directory):
            folders[:] = [name for name in folders if len(name) != 2 and f"{folder}/{name}" not in skipped]
            yield from (Path(folder, name) for name in (*folders, *names) if name.endswith(".lock"))


def _left_behind(locks: Iterator[Path] | list[Path], store: Path) -> Iterator[Path]:
    for path in locks:
        with contextlib.suppress(OSError):
            age = abs(time.time() - path.lstat().st_mtime)  # a clock that was set back makes a lock of tomorrow
            patience = _LEFT_AFTER if _PROCESSES.joinpath("self/comm").exists() else _LEFT_UNSEEN
            if age > patience and not _is_at_work(store):
                yield path


def _is_at_work(store: Path) -> bool:
    """Whether some git runs within the store; where that cannot be told of one, it does."""
    inside = os.path.realpath(store)
    for process in _PROCESSES.glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if (process / "comm").read_bytes().startswith(b"git"):
                try:
                    where = str(process.joinpath("cwd").readlink())
                except PermissionError:
                    return True
                if where == inside or where.startswith(f"{inside}/"):
                    return True
    return False
