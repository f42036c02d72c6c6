"""What can be mended of a repository without deciding for its owner: locks that were left, a branch that names nothing.

It only looks; the writer does the mending, under its lock.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import DiskError, InvalidError, SyncError
from talktag.store import branch, left_locks

if TYPE_CHECKING:
    from talktag.store.git import Git

_LOGGED = re.compile(rb"[0-9a-f]{40} ([0-9a-f]{40}) [^\n]*\n")
_LOG_LIMIT = 64 * 1024 * 1024  # bytes
_TRIED = 20  # commits, the newest first
_WHERE_BRANCHES_ARE = "refs/heads"


class Mends(NamedTuple):
    """Locks to take away, and what a file that names nothing is to hold: its name within `.git`, and the content."""

    locks: tuple[Path, ...]
    broken: str | None = None
    content: str | None = None


def mends(git: Git, seen: str | None) -> Mends:
    """What can be mended; `seen` is the commit that this computer saw last, if any."""
    broken = branch.broken(git.directory)
    content = None
    if broken == "HEAD":
        content = _only_branch(git.directory)
    elif broken:
        content = last_whole(git, broken, seen)
    return Mends(tuple(left_locks.left_locks(git.folder)), broken, content)


def last_whole(git: Git, name: str, seen: str | None) -> str | None:
    """The newest commit that the branch of that name was at, as far as is known here, with all that belongs to it."""
    wholes = (commit for commit in _known(git.directory, name, seen) if _is_whole(git, commit))
    return next(wholes, None)


def _known(directory: Path, name: str, seen: str | None) -> Iterator[str]:
    """The commits a branch was at, newest first, then the one that was last seen."""
    logged: Iterable[bytes] = ()
    with contextlib.suppress(FileNotFoundError, DiskError, InvalidError):
        logged = reversed(_LOGGED.findall(disk.read(directory / "logs" / name, _LOG_LIMIT)))
    yield from islice(dict.fromkeys(each.decode("ascii") for each in logged if each.strip(b"0")), _TRIED)
    if seen:
        yield seen


def _is_whole(git: Git, commit: str) -> bool:
    """Whether the commit, all before it, and every object of them is there and as it should be."""
    try:
        git.run("rev-list", "--quiet", "--verify-objects", commit)
    except SyncError:
        return False
    return True


def _only_branch(directory: Path) -> str | None:
    """What HEAD is to hold where there is one branch and no other."""
    with contextlib.suppress(FileNotFoundError, DiskError, InvalidError):
        packed = re.findall(rb" (refs/heads/\S+)\n", disk.read(directory / "packed-refs", _LOG_LIMIT))
        return _named({*_loose(directory), *(each.decode("utf-8", "replace") for each in packed)})
    return _named(set(_loose(directory)))


def _named(names: set[str]) -> str | None:
    return f"ref: {names.pop()}" if len(names) == 1 else None


def _loose(directory: Path) -> Iterator[str]:
    for path in (directory / _WHERE_BRANCHES_ARE).rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            yield path.relative_to(directory).as_posix()
