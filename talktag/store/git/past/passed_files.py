"""What files went through since a commit: every change on every line of history. It reads objects, and writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag.errors import SyncError
from talktag.store.git.past.contents import present_blobs

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_CHANGE = re.compile(r":\d+ \d+ ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z]")
NO_BLOB = "0" * 40
_OPTIONS = ("--stdin", "-m", "-r", "-z", "--root", "--raw", "--no-renames", "--no-commit-id")


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one commit did to one file; None stands for no file."""

    path: str
    before: bytes | None
    after: bytes | None


def changes_since(git: Git, commit: str, paths: Sequence[str]) -> Iterable[FileChange] | None:
    """What each commit that came after `commit` did to the files at `paths` and below them, of a merge by each parent.

    None where the repository has not got that commit; the name of nothing, forty zeros, stands for the time before the
    first. The repository must be known to be harmless.
    """
    try:
        commits = _commits_after(git, commit, paths)
    except SyncError:
        return None
    changed = _changes_of(git, commits, paths)
    blobs = dict(present_blobs(git.run, sorted({each for change in changed for each in change[1:]} - {NO_BLOB})))
    return [FileChange(path, blobs.get(before), blobs.get(after)) for path, before, after in changed]


def was_written(git: Git, since: str, written: Mapping[str, str]) -> bool:
    """Whether a commit after `since` gave one of the paths of `written` the blob that stands there.

    The name of nothing, forty zeros, stands for a file that was taken away, and for the time before the first commit.
    """
    if git.tip() is None:
        return False
    commits = _commits_after(git, since, tuple(written))
    return any(written.get(path) == after for path, _, after in _changes_of(git, commits, tuple(written)))


def _commits_after(git: Git, commit: str, paths: Sequence[str]) -> bytes:
    """The ids of the commits after `commit` that touched one of the paths, a line each."""
    after = () if commit == NO_BLOB else (f"^{commit}",)
    return git.run("rev-list", "--full-history", "HEAD", *after, "--", *paths)


def _changes_of(git: Git, commits: bytes, paths: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(read_changes(git.run("diff-tree", *_OPTIONS, "--", *paths, stdin=commits))) if commits else []


def read_changes(printed: bytes) -> Iterator[tuple[str, str, str]]:
    """Path, blob before and blob after of each change that `git diff-tree --raw -z` printed."""
    fields = printed.decode(errors="replace").split("\0")
    for head, path in zip(fields[::2], fields[1::2], strict=False):
        if match := _CHANGE.fullmatch(head):
            yield path, match[1], match[2]
