"""The versions of a file that merges were made from, asked through GitPython's command interface: one git a question.

It runs under the settings of every other git, writes nothing, and runs no program the store could name.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import SyncError
from talktag.store.git.past.commit_text import END, CommitText, read_commit
from talktag.store.git.past.contents import file_of
from talktag.store.git.safe_settings import safe_variables

if TYPE_CHECKING:
    from git import Git

_WITH_AUTHOR = "%H%n%P%n%cI%n%an <%ae> %ad%n%B%x00"  # what tells a commit again that a rebase made anew


@dataclass(frozen=True, slots=True)
class Sides:
    """The versions of one file that merges were made from, ours first, and the commits that have them.

    `base` is the one before two, None where it is not known.
    """

    versions: tuple[bytes, ...]
    commits: tuple[str, ...]
    base: bytes | None = None


def sides(folder: Path, path: str, is_whole: Callable[[bytes], bool]) -> Sides:
    """The newest version of a file that `is_whole`, on each way back from where the store in `folder` is.

    Through merges, one under way, and rebases as far as this computer knows them. SyncError where they are damaged.
    """
    asking = _Asking(gitpython(folder))
    found: dict[str, bytes] = {}
    met: set[str] = set()
    way = deque(_now(asking, folder))
    while way:
        commit = way.popleft()
        data = file_of(asking.run, commit.commit, path)
        if commit.commit in met or data is None:
            continue
        met.add(commit.commit)
        if is_whole(data):
            found[commit.commit] = data
        else:
            way += map(asking.commit, commit.parents.split())
            way += () if commit.is_merge else _before_rebase(asking, commit)
    base = _base(asking, path, found)
    single = {data: commit for commit, data in reversed(found.items())}
    versions = tuple(dict.fromkeys(found.values()))
    return Sides(versions, tuple(single[data] for data in versions), base if base and is_whole(base) else None)


def gitpython(folder: Path) -> Git:
    """GitPython's command interface for the store in `folder`."""
    try:
        import git
    except ImportError as error:
        raise SyncError("git is not installed, and talktag keeps its history with it") from error
    made = git.Git(folder)
    made.update_environment(**safe_variables(folder))
    return made


class _Asking:
    """Questions to GitPython, whose errors become ours."""

    def __init__(self, git: Git) -> None:
        self._git = git

    def run(self, *arguments: str, stdin: bytes = b"", may_fail: bool = False) -> bytes:
        """What one git prints, every byte of it; SyncError with its words where it fails."""
        from git.exc import GitError

        with tempfile.TemporaryFile() as asked:  # a pipe would fill up before git reads all of it
            asked.write(stdin)
            asked.seek(0)
            execute = partial(self._git.execute, stdout_as_string=False, strip_newline_in_stdout=False)
            try:
                printed = execute(["git", *arguments], istream=asked, with_exceptions=not may_fail)
            except GitError as error:
                raise SyncError(f"git {arguments[0]} failed", details=str(error).strip().splitlines()[-4:]) from error
        return bytes(printed)

    def commits(self, *arguments: str) -> Iterator[CommitText]:
        """The commits that `git rev-list` lists, each author with address and time."""
        printed = self.run("rev-list", "--no-commit-header", "--date=raw", f"--format={_WITH_AUTHOR}", *arguments, "--")
        return map(read_commit, printed.decode(errors="replace").split(END)[:-1])

    def commit(self, name: str) -> CommitText:
        """The one of that name."""
        return next(self.commits("-n", "1", name))


def _now(asking: _Asking, folder: Path) -> Iterator[CommitText]:
    """The commit the store is at, and those that are being merged into it."""
    if asking.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", may_fail=True):
        yield asking.commit("HEAD")
    for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"):
        with contextlib.suppress(FileNotFoundError):
            yield from map(asking.commit, (folder / ".git" / name).read_text().split())


def _before_rebase(asking: _Asking, commit: CommitText) -> Iterator[CommitText]:
    """The commits that the store was at once, and that say the same by the same author at the same time."""
    for other in asking.commits("--walk-reflogs", "HEAD"):
        if (other.author, other.message) == (commit.author, commit.message):
            yield other


def _base(asking: _Asking, path: str, found: Iterable[str]) -> bytes | None:
    """The file in the one commit that two have in common; None where there is none, or more than one."""
    if len(tips := list(found)) != 2:
        return None
    bases = asking.run("merge-base", "--all", *tips, may_fail=True).decode().split()
    return file_of(asking.run, bases[0], path) if len(bases) == 1 else None
