"""What can be mended of a repository without deciding for its owner: left locks, a branch without a commit, an index.

It only looks; the writer does the mending, under its lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import DiskError, InvalidError, SyncError
from talktag.store.git import branch
from talktag.store.git.packing import due, graph
from talktag.store.git.recovery import left_locks

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_LOGGED = re.compile(rb"[0-9a-f]{40} ([0-9a-f]{40}) [^\n]*\n")
_LOG_LIMIT = 64 * 1024 * 1024  # bytes
_CHECK = 20  # bytes at the end of an index: a hash of the others, or zeros where none is wanted (index.skipHash)
_TRIED = 20  # commits, the newest first
_WHERE_BRANCHES_ARE = "refs/heads"


class Mends(NamedTuple):
    """Locks to take away, and what a file that names nothing is to hold: its name within `.git`, and the content.

    An index that `is_torn` can be made anew from the last commit, and the index of commits from them. `unpacked` says
    why the history could not be packed.
    """

    locks: tuple[Path, ...]
    broken: str | None = None
    content: str | None = None
    is_torn: bool = False
    has_torn_graph: bool = False
    unpacked: str | None = None

    @property
    def hides_more(self) -> bool:
        """Whether git cannot tell what else is wrong before this is mended."""
        return bool(self.content) or self.is_torn or self.has_torn_graph

    @property
    def wants_packing(self) -> bool:
        """Whether packing the history once more mends something."""
        return self.has_torn_graph or self.unpacked is not None


def mends(git: Git, seen: str | None) -> Mends:
    """What can be mended; `seen` is the commit that this computer saw last, if any."""
    broken = branch.broken_file(git.directory) or _lost_branch(git.directory)
    content = None
    if broken == "HEAD":
        content = _only_branch(git.directory)
    elif broken:
        content = last_whole(git, broken, seen)
    locks = tuple(left_locks.left_locks(git.folder))
    is_torn, has_torn_graph = _is_torn(git.directory), graph.is_torn(git.directory)
    unpacked = due.failure(git.folder)
    return Mends(locks, broken, content, is_torn=is_torn, has_torn_graph=has_torn_graph, unpacked=unpacked)


def _lost_branch(directory: Path) -> str | None:
    """The branch that HEAD names, where it had commits by its log and there is neither it nor another any more."""
    name = branch.branch(directory)
    if name is None or _branches(directory) or not (directory / "logs" / name).is_file():
        return None
    return name


def _is_torn(directory: Path) -> bool:
    """Whether the index is there and not whole, as after a power cut; git goes on with what it takes for one."""
    try:
        data = disk.read(directory / "index", _LOG_LIMIT)
    except (FileNotFoundError, DiskError, InvalidError):
        return False
    body, check = data[:-_CHECK], data[-_CHECK:]
    return not data.startswith(b"DIRC") or check not in {hashlib.sha1(body).digest(), bytes(_CHECK)}  # noqa: S324


def last_whole(git: Git, name: str, seen: str | None) -> str | None:
    """The newest commit that the branch of that name was at, as far as is known here, with all that belongs to it."""
    wholes = (commit for commit in _known_commits(git.directory, name, seen) if _is_whole(git, commit))
    return next(wholes, None)


def _known_commits(directory: Path, name: str, seen: str | None) -> Iterator[str]:
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
    names = _branches(directory)
    return f"ref: {names.pop()}" if len(names) == 1 else None


def _branches(directory: Path) -> set[str]:
    packed: list[bytes] = []
    with contextlib.suppress(FileNotFoundError, DiskError, InvalidError):
        packed = re.findall(rb" (refs/heads/\S+)\n", disk.read(directory / "packed-refs", _LOG_LIMIT))
    return {*_loose(directory), *(each.decode("utf-8", "replace") for each in packed)}


def _loose(directory: Path) -> Iterator[str]:
    for path in (directory / _WHERE_BRANCHES_ARE).rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            yield path.relative_to(directory).as_posix()
