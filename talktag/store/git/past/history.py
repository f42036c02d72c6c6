"""What was before: the log, what a commit changed, files as they were. It never writes, and runs nothing but git.

Read through the plumbing, as a command that shows a log would else take longer to load GitPython than to answer; what
is asked of the two sides of a merge is asked through GitPython (`merge_sides.py`).
"""

from __future__ import annotations

import contextlib
import datetime
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import AmbiguousError, NotFoundError, SyncError
from talktag.store.git.past.commit_text import Past, past_of
from talktag.store.git.past.contents import blobs, file_of, files_of
from talktag.store.git.past.passed_files import NO_BLOB, FileChange, read_changes
from talktag.store.git.past.walk import changes_of, commits_of, every_commit, ids_of, walk

if TYPE_CHECKING:
    from talktag.store.git.git import Git
    from talktag.store.git.past.merge_sides import Sides

_BEGINNING = re.compile(r"[0-9a-f]{4,40}")
_LIMIT = 1024 * 1024  # bytes
_FAR = datetime.date(9000, 1, 1)


class History:
    """The commits of the store whose repository `git` is, which must be known to be harmless."""

    def __init__(self, git: Git) -> None:
        self._git = git

    def log(self, paths: Sequence[str] = (), limit: int | None = None) -> Iterator[Past]:
        """Commits, newest first, of the whole store or those that changed files at or below `paths`, as git finds them.

        SyncError where they are damaged, perhaps only after some were told.
        """
        with _readable():
            if tip := self._git.tip():
                commits = commits_of(self._git, tip, paths, limit) if paths else every_commit(self._git, tip, limit)
                yield from map(past_of, commits)

    def changes_in(self, folder: str) -> Iterator[tuple[Past, tuple[str, ...]]]:
        """The commits, newest first, that changed files in a folder, each with the paths of these, in one walk."""
        with _readable():
            if tip := self._git.tip():
                yield from ((past_of(each.commit), each.files) for each in changes_of(self._git, tip, folder))

    def find(self, name: str) -> Past:
        """The commit with that id or unique beginning of one; NotFoundError, or AmbiguousError with the list."""
        wanted = name.lower()
        with _readable():
            found = self._beginning_with(wanted) if _BEGINNING.fullmatch(wanted) else []
        if not found:
            raise NotFoundError(f'there is no commit "{name}" in this store', hints=["see them with: talktag log"])
        if len(found) > 1:
            details = [f"{past.commit[:12]}  {past.subject}" for past in found]
            hints = ["use more of its letters"]
            raise AmbiguousError(f'{len(found)} commits begin with "{name}"', details=details, hints=hints)
        return found[0]

    def changes(self, commit: str) -> tuple[FileChange, ...]:
        """What a commit changed against the one before it."""
        with _readable():
            after = next(walk(self._git, "-n", "1", commit, "--"))
            before = after.parents.partition(" ")[0]
            is_cut_off = not before and after.commit in self._cut_off()
            if not before and not is_cut_off:
                return tuple(FileChange(path, None, data) for path, data in files_of(self._git.run, after.commit))
            if not is_cut_off:
                return self._between(before, after.commit)
        raise self._shallow(past_of(after))

    def was_sent(self, commit: str) -> bool:
        """Whether another repository is known to have a commit."""
        with _readable():
            return bool(self._git.run("for-each-ref", "--count=1", "--contains", commit, "--", "refs/remotes"))

    def file_now(self, path: str) -> bytes | None:
        """The content of a file in the newest commit, None where there is none."""
        with _readable():
            tip = self._git.tip()
            return file_of(self._git.run, tip, path) if tip else None

    def file_in(self, commit: str, path: str) -> bytes | None:
        """The content of a file in that commit, None where it has none."""
        with _readable():
            return file_of(self._git.run, commit, path)

    def file_at(self, path: str, day: datetime.date) -> bytes | None:
        """The content of a file at the end of a day, None where there was none."""
        tip = self._git.tip()
        if day.year < 1970 or tip is None:  # before any commit, and nothing git could be asked for
            return None
        end = datetime.datetime.combine(min(day, _FAR), datetime.time.max).timestamp()
        with _readable():
            found = self._git.run("rev-list", "-n", "1", f"--before=@{int(end)} +0000", tip, "--").decode().strip()
            return file_of(self._git.run, found, path) if found else None

    def files(self, commit: str, folder: str) -> dict[str, bytes]:
        """Every file in a folder as a commit has it, by path."""
        with _readable():
            return dict(files_of(self._git.run, commit, f"{folder}/"))

    def paths_below(self, folders: Sequence[str]) -> tuple[str, ...]:
        """The files that the newest commit has in any of these folders."""
        with _readable():
            tip = self._git.tip()
            listed = self._git.run("ls-tree", "-r", "-z", "--name-only", tip, "--", *folders) if tip else b""
            return tuple(each for each in listed.decode(errors="replace").split("\0") if each)

    def sides(self, path: str, is_whole: Callable[[bytes], bool]) -> Sides:
        """The newest version of a file that `is_whole`, on each way back from here, through merges and one under way.

        What a rebase made anew counts as what it was before, as far as this computer knows it.
        """
        from talktag.store.git.past.merge_sides import sides

        with _readable():
            return sides(self._git.folder, path, is_whole)

    def _beginning_with(self, beginning: str) -> list[Past]:
        """The commits of this history whose ids begin so, newest first; the repository may have others."""
        tip, run = self._git.tip(), self._git.run
        ids = run("rev-parse", f"--disambiguate={beginning}")
        kinds = [line.split() for line in run("cat-file", "--batch-check", stdin=ids).decode().splitlines()]
        commits = {ident for ident, kind, *_ in kinds if kind == "commit"}
        if not (tip and commits):
            return []
        ours = islice((each for each in ids_of(self._git, tip) if each in commits), len(commits))  # and no further
        return [past_of(next(walk(self._git, "-n", "1", each, "--"))) for each in ours]

    def _between(self, before: str, after: str) -> tuple[FileChange, ...]:
        options = ("-r", "-z", "--raw", "--full-index", "--no-renames")
        found = list(read_changes(self._git.run("diff-tree", *options, before, after, "--")))
        data = blobs(self._git.run, {blob for change in found for blob in change[1:]} - {NO_BLOB})
        return tuple(FileChange(path, data.get(old), data.get(new)) for path, old, new in found)

    def _cut_off(self) -> set[str]:
        """The commits that are here without those before them, as in a clone that was made with `--depth`."""
        path = self._git.directory / "shallow"
        return set(disk.read(path, _LIMIT).decode("ascii", "replace").split()) if path.exists() else set()

    def _shallow(self, commit: Past) -> SyncError:
        here = shlex.quote(str(self._git.folder))
        return SyncError(
            f'what was before "{commit.subject}" is not here: this is a shallow clone of the store',
            hints=[f"get the rest of the history with: git -C {here} fetch --unshallow"],
        )


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Turn what git, or what it printed, tells of a damaged history into a SyncError that says so."""
    try:
        yield
    except (SyncError, ValueError, OverflowError, OSError, StopIteration) as error:
        if isinstance(error, SyncError) and not error.details:  # not git's words about the history
            raise
        words = error.details if isinstance(error, SyncError) else str(error).strip().splitlines()[-4:]
        raise SyncError(
            "the history cannot be read", details=words, hints=["see what is wrong with: talktag doctor"]
        ) from error
