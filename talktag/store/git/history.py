"""What was before, read through GitPython's command interface: one git a question, under the settings of every other.

It never writes, and runs no program the store could name: the store was checked.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import shlex
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag import disk
from talktag.errors import AmbiguousError, NotFoundError, SyncError
from talktag.store.git.commit_text import CommitText, Past, past_of, read_commits
from talktag.store.git.passed_files import NO_BLOB, FileChange, read_batch, read_changes
from talktag.store.git.safe_settings import safe_variables

if TYPE_CHECKING:
    from git import Git

_BEGINNING = re.compile(r"[0-9a-f]{4,40}")
_LIMIT = 1024 * 1024  # bytes
_FAR = datetime.date(9000, 1, 1)
_ENTRY = re.compile(r"\d+ (\w+) ([0-9a-f]{40})\t(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sides:
    """The versions of one file that merges were made from, ours first, and the commits that have them.

    `base` is the one before two, None where it is not known.
    """

    versions: tuple[bytes, ...]
    commits: tuple[str, ...]
    base: bytes | None = None


class History:
    """The commits of the store in `folder`."""

    def __init__(self, folder: Path) -> None:
        try:
            import git
        except ImportError as error:
            raise SyncError("git is not installed, and talktag keeps its history with it") from error
        self._folder = folder
        self._git: Git = git.Git(folder)
        self._git.update_environment(**safe_variables(folder))

    def log(self, paths: Sequence[str] = (), limit: int | None = None) -> Iterator[Past]:
        """Commits, newest first, of the whole store or of files and folders in it. SyncError where they are damaged."""
        with _readable():
            for commit in self._commits("HEAD", "--", *paths, **({} if limit is None else {"max_count": limit})):
                yield past_of(commit)

    def find(self, name: str) -> Past:
        """The commit with that id or unique beginning of one; NotFoundError, or AmbiguousError with the list."""
        wanted = name.lower()
        found = [past for past in self.log() if past.commit.startswith(wanted)] if _BEGINNING.fullmatch(wanted) else []
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
            after = self._commit(commit)
            before = after.parents[0] if after.parents else None
            if before and after.commit in self._cut_off():
                raise self._shallow(after)
            if before is None:
                return tuple(FileChange(path, None, data) for path, data in self._files(commit))
            options = ("-r", "-z", "--raw", "--full-index", "--no-renames")
            found = list(read_changes(self._ask("diff_tree", *options, before, after.commit, "--")))
            data = self._blobs({blob for change in found for blob in change[1:]} - {NO_BLOB})
        return tuple(FileChange(path, data.get(old), data.get(new)) for path, old, new in found)

    def _cut_off(self) -> set[str]:
        """The commits that are here without those before them, as in a clone that was made with `--depth`."""
        path = self._folder / ".git/shallow"
        return set(disk.read(path, _LIMIT).decode("ascii", "replace").split()) if path.exists() else set()

    def _shallow(self, commit: CommitText) -> SyncError:
        here = shlex.quote(str(self._folder))
        return SyncError(
            f'what was before "{past_of(commit).subject}" is not here: this is a shallow clone of the store',
            hints=[f"get the rest of the history with: git -C {here} fetch --unshallow"],
        )

    def file_now(self, path: str) -> bytes | None:
        """The content of a file in the newest commit, None where there is none."""
        with _readable():
            return self._file("HEAD", path) if self._has_commits() else None

    def sides(self, path: str, is_whole: Callable[[bytes], bool]) -> Sides:
        """The newest version of a file that `is_whole`, on each way back from here, through merges and one under way.

        What a rebase made anew counts as what it was before, as far as this computer knows it.
        """
        found: dict[str, bytes] = {}
        met: set[str] = set()
        with _readable():
            way = deque(self._now())
            while way:
                commit = way.popleft()
                data = self._file(commit.commit, path)
                if commit.commit in met or data is None:
                    continue
                met.add(commit.commit)
                if is_whole(data):
                    found[commit.commit] = data
                else:
                    way += map(self._commit, commit.parents)
                    way += self._before_rebase(commit) if len(commit.parents) == 1 else ()
            base = self._base(path, found)
        single = {data: commit for commit, data in reversed(found.items())}
        versions = tuple(dict.fromkeys(found.values()))
        return Sides(versions, tuple(single[data] for data in versions), base if base and is_whole(base) else None)

    def files(self, commit: str, folder: str) -> dict[str, bytes]:
        """Every file in a folder as a commit has it, by path."""
        with _readable():
            return dict(self._files(commit, f"{folder}/"))

    def file_at(self, path: str, day: datetime.date) -> bytes | None:
        """The content of a file at the end of a day, None where there was none."""
        if day.year < 1970:  # before any commit, and nothing git could be asked for
            return None
        end = datetime.datetime.combine(min(day, _FAR), datetime.time.max).timestamp()
        with _readable():
            for commit in self._commits("HEAD", "--", before=f"@{int(end)} +0000", max_count=1):
                return self._file(commit.commit, path)
        return None

    def _now(self) -> Iterator[CommitText]:
        """The commit the store is at, and those that are being merged into it."""
        yield from self._commits("HEAD", "--", max_count=1)
        for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"):
            with contextlib.suppress(FileNotFoundError):
                yield from map(self._commit, (self._folder / ".git" / name).read_text().split())

    def _before_rebase(self, commit: CommitText) -> Iterator[CommitText]:
        """The commits that the store was at once, and that say the same by the same author at the same time."""
        for other in self._commits("HEAD", "--", walk_reflogs=True):
            if (other.author, other.message) == (commit.author, commit.message):
                yield other

    def _base(self, path: str, found: Iterable[str]) -> bytes | None:
        """The file in the one commit that two have in common; None where there is none, or more than one."""
        if len(tips := list(found)) != 2:
            return None
        bases = _text(self._ask("merge_base", "--all", *tips, with_exceptions=False)).split()
        return self._file(bases[0], path) if len(bases) == 1 else None

    def _has_commits(self) -> bool:
        return bool(self._ask("rev_parse", "--verify", "--quiet", "HEAD^{commit}", with_exceptions=False))

    def _commit(self, name: str) -> CommitText:
        return next(self._commits(name, "--", max_count=1))

    def _commits(self, *arguments: str, **options: str | int) -> Iterator[CommitText]:
        """The commits that `git rev-list` lists; asked at once, so that no process is left waiting for a reader."""
        if arguments[0] != "HEAD" or self._has_commits():
            yield from read_commits(_text(self._ask("rev_list", "--header", *arguments, **options)))

    def _file(self, commit: str, path: str) -> bytes | None:
        return dict(self._files(commit, path)).get(path)

    def _files(self, commit: str, *paths: str) -> list[tuple[str, bytes]]:
        """The files of a commit at those paths and below them, all where none are named, with their contents."""
        listed = _text(self._ask("ls_tree", "-r", "-z", "--full-tree", commit, "--", *paths)).split("\0")
        found = [(each[3], each[2]) for line in listed if (each := _ENTRY.fullmatch(line)) and each[1] == "blob"]
        data = self._blobs(blob for _, blob in found)
        return [(path, data[blob]) for path, blob in found]

    def _blobs(self, idents: Iterable[str]) -> dict[str, bytes]:
        """The content of each blob; ValueError where one is not here."""
        wanted = sorted(set(idents))
        if not wanted:
            return {}
        with tempfile.TemporaryFile() as asked:  # a pipe would fill up before git reads all of it
            asked.write("".join(f"{each}\n" for each in wanted).encode())
            asked.seek(0)
            found = dict(read_batch(self._ask("cat_file", "--batch", istream=asked), wanted))
        if missing := set(wanted) - set(found):
            raise ValueError(f"missing blob {min(missing)}")
        return found

    def _ask(self, command: str, *arguments: str, **options: Any) -> bytes:
        """What one git prints, every byte of it."""
        options = {"stdout_as_string": False, "strip_newline_in_stdout": False, **options}
        printed: bytes = getattr(self._git, command)(*arguments, **options)
        return printed


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Turn what GitPython raises about a damaged history into a SyncError."""
    from git.exc import GitError

    try:
        yield
    except (GitError, ValueError, OverflowError, OSError, StopIteration) as error:
        words = str(error).strip().splitlines()
        raise SyncError(
            "the history cannot be read", details=words[-4:], hints=["see what is wrong with: talktag doctor"]
        ) from error


def _text(printed: bytes) -> str:
    return printed.decode(errors="replace")
