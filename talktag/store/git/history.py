"""What was before, read with GitPython.

It never writes, and runs no program the store could name: the store was checked.
"""

from __future__ import annotations

import contextlib
import datetime
import re
import shlex
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import AmbiguousError, NotFoundError, SyncError
from talktag.store.git.safe_settings import safe_variables
from talktag.store.git.trailers import COMMAND, UNDOES, trailers

if TYPE_CHECKING:
    from git import Commit, Repo
    from git.objects import Tree

_BEGINNING = re.compile(r"[0-9a-f]{4,40}")
_LIMIT = 1024 * 1024  # bytes
_FAR = datetime.date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Past:
    """One commit: who, when, what; `command` where talktag made it, `undoes` the commit it took back."""

    commit: str
    date: datetime.datetime
    author: str
    subject: str
    command: str | None
    undoes: str | None


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one commit did to one file; None stands for no file."""

    path: str
    before: bytes | None
    after: bytes | None


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
        with _readable():
            self._repo: Repo = git.Repo(folder)
        self._repo.git.update_environment(**safe_variables(folder))

    def log(self, paths: Sequence[str] = (), limit: int | None = None) -> Iterator[Past]:
        """Commits, newest first, of the whole store or of files and folders in it. SyncError where they are damaged."""
        with _readable():
            for commit in self._commits(paths, **({} if limit is None else {"max_count": limit})):
                yield _past(commit)

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
            after = self._repo.commit(commit)
            before = after.parents[0] if after.parents else None
            if before and after.hexsha in self._cut_off():
                raise self._shallow(after)
            if before is None:
                return tuple(FileChange(path, None, _content(blob)) for path, blob in _blobs(after.tree))
            found = before.diff(after, no_renames=True, no_ext_diff=True, no_textconv=True)
            return tuple(
                FileChange(str(each.b_path or each.a_path), _content(each.a_blob), _content(each.b_blob))
                for each in found
            )

    def _cut_off(self) -> set[str]:
        """The commits that are here without those before them, as in a clone that was made with `--depth`."""
        path = Path(self._repo.git_dir) / "shallow"
        return set(disk.read(path, _LIMIT).decode("ascii", "replace").split()) if path.exists() else set()

    def _shallow(self, commit: Commit) -> SyncError:
        here = shlex.quote(str(self._repo.working_dir))
        return SyncError(
            f'what was before "{_past(commit).subject}" is not here: this is a shallow clone of the store',
            hints=[f"get the rest of the history with: git -C {here} fetch --unshallow"],
        )

    def file_now(self, path: str) -> bytes | None:
        """The content of a file in the newest commit, None where there is none."""
        with _readable():
            return _file(self._repo.head.commit, path) if self._repo.head.is_valid() else None

    def sides(self, path: str, is_whole: Callable[[bytes], bool]) -> Sides:
        """The newest version of a file that `is_whole`, on each way back from here, through merges and one under way.

        What a rebase made anew counts as what it was before, as far as this computer knows it.
        """
        found: dict[Commit, bytes] = {}
        met: set[str] = set()
        with _readable():
            way = deque(self._now())
            while way:
                commit = way.popleft()
                data = _file(commit, path)
                if commit.hexsha in met or data is None:
                    continue
                met.add(commit.hexsha)
                if is_whole(data):
                    found[commit] = data
                else:
                    way += (*commit.parents, *(self._before_rebase(commit) if len(commit.parents) == 1 else ()))
            bases = self._repo.merge_base(*found) if len(found) == 2 else []
            base = _file(bases[0], path) if len(bases) == 1 else None
        single = {data: commit.hexsha for commit, data in reversed(found.items())}
        versions = tuple(dict.fromkeys(found.values()))
        return Sides(versions, tuple(single[data] for data in versions), base if base and is_whole(base) else None)

    def files(self, commit: str, folder: str) -> dict[str, bytes]:
        """Every file in a folder as a commit has it, by path."""
        with _readable():
            try:
                tree = self._repo.commit(commit).tree / folder
            except KeyError:
                return {}
            found = {path: _content(blob) for path, blob in _blobs(tree)}
        return {path: data for path, data in found.items() if data is not None}

    def _now(self) -> Iterator[Commit]:
        """The commit the store is at, and those that are being merged into it."""
        if self._repo.head.is_valid():
            yield self._repo.head.commit
        for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD"):
            with contextlib.suppress(FileNotFoundError):
                for commit in (Path(self._repo.git_dir) / name).read_text().split():
                    yield self._repo.commit(commit)

    def _before_rebase(self, commit: Commit) -> Iterator[Commit]:
        """The commits that the store was at once, and that say the same by the same author at the same time."""
        for line in self._repo.head.log():
            with contextlib.suppress(ValueError):
                other = self._repo.commit(line.newhexsha)
                if _origin(other) == _origin(commit):
                    yield other

    def file_at(self, path: str, day: datetime.date) -> bytes | None:
        """The content of a file at the end of a day, None where there was none."""
        if day.year < 1970:  # before any commit, and nothing git could be asked for
            return None
        end = datetime.datetime.combine(min(day, _FAR), datetime.time.max).timestamp()
        with _readable():
            for commit in self._commits((), before=f"@{int(end)} +0000", max_count=1):
                return _file(commit, path)
        return None

    def _commits(self, paths: Sequence[str], **options: str | int) -> Iterator[Commit]:
        """The commits that `git rev-list` lists; asked at once, so that no process is left waiting for a reader."""
        from git import Commit

        if self._repo.head.is_valid():
            listed: str = self._repo.git.rev_list("HEAD", "--", *paths, **options)
            for commit in listed.split():
                yield Commit(self._repo, bytes.fromhex(commit))


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Turn what GitPython raises about a damaged history into a SyncError."""
    from git.exc import GitError, ODBError

    try:
        yield
    except (GitError, ODBError, ValueError, OverflowError, OSError) as error:
        words = str(error).strip().splitlines()
        raise SyncError(
            "the history cannot be read", details=words[-4:], hints=["see what is wrong with: talktag doctor"]
        ) from error


def _origin(commit: Commit) -> tuple[str, int, str]:
    return str(commit.author), commit.authored_date, str(commit.message)


def _file(commit: Commit, path: str) -> bytes | None:
    try:
        return _content(commit.tree / path)
    except KeyError:
        return None


def _past(commit: Commit) -> Past:
    message = str(commit.message)
    said = trailers(message, (COMMAND, UNDOES))
    subject = message.split("\n", 1)[0]
    return Past(
        commit.hexsha,
        commit.committed_datetime,
        str(commit.author.name),
        subject,
        command=said.get(COMMAND),
        undoes=said.get(UNDOES),
    )


def _blobs(tree: Tree) -> Iterator[tuple[str, object]]:
    for item in tree.traverse():
        if getattr(item, "type", None) == "blob":
            yield str(getattr(item, "path", "")), item


def _content(blob: object) -> bytes | None:
    stream = getattr(blob, "data_stream", None)
    return None if stream is None else bytes(stream.read())
