"""The only writer of a store: carries out a plan as one commit, whole or not at all, and repairs what a crash left.

The order: lock, repair, compare, temporary files, journal, renames, folder flushes, commit, reference flushes, index.
After `apply` returns, the change survives a killed program and a power cut.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from talktag import disk
from talktag.disk import failing_as
from talktag.errors import BusyError, DiskError, StaleError, SyncError, TalktagError
from talktag.model.plan import Move, Plan, Remove, Write
from talktag.store import journal as journals
from talktag.store import layout
from talktag.store.git import Git
from talktag.store.journal import Journal, Step
from talktag.store.lock import writing

_STALE_AFTER = 1.0  # seconds a git lock must stand untouched after a crash before it counts as left behind


class Writer:
    """Applies plans to the store in `folder`; `author` is used where Git knows no identity."""

    def __init__(self, folder: Path, git: Git, author: tuple[str, str]) -> None:
        self._folder = folder
        self._git = git
        self._author = author
        self._private = folder / layout.PRIVATE
        self._scratch = self._private / "tmp"

    def apply(self, plan: Plan) -> str:
        """Carry out `plan`; the id of its commit.

        Raises StaleError when a file is no longer what the plan was made from, DiskError or SyncError when the
        machine or Git fails; the store is then as it was.
        """
        self._make_private()
        with writing(self._private / "lock"):
            self._git.check()
            self._repair()
            wanted = _wanted(plan)
            self._compare(plan)
            head = self._git.head()
            journal = self._prepare(wanted, head)
            try:
                self._rename(wanted, journal)
                commit = self._commit(wanted, plan, head)
            except BaseException:
                self._settle(journal)
                raise
            self._finish(wanted)
            return commit

    def repair(self) -> None:
        """Finish or roll back what a crashed run left; nothing to do while another run is at work."""
        self._make_private()
        with contextlib.suppress(BusyError), writing(self._private / "lock", patience=0):
            self._git.check()
            self._repair()

    def _make_private(self) -> None:
        with failing_as(f'could not make "{self._scratch}"'):
            self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _repair(self) -> None:
        if journal := journals.load(self._private):
            self._settle(journal)
        else:
            for left in self._scratch.iterdir():
                disk.discard(left)

    def _settle(self, journal: Journal) -> None:
        """Bring an interrupted change to an end: forward where its commit was made, back where it was not."""
        self._clear_stale_locks()
        if self._git.head() == journal.head:
            journals.roll_back(self._folder, self._scratch, journal)
        else:
            with contextlib.suppress(SyncError):  # the owner's git may hold its index; doctor reports what is left
                self._git.refresh(journals.committed_files(self._folder, journal))
        journals.close(self._private, self._scratch)

    def _compare(self, plan: Plan) -> None:
        """Refuse when a file is not what the plan was made from, or a target of a move is there already."""
        for change in plan.changes:
            path = self._folder / change.path
            if self._content(path) != change.replaces or (
                isinstance(change, Move) and (self._folder / change.target).exists()
            ):
                raise StaleError(
                    f'"{change.path}" was changed by someone else meanwhile', hints=["type the command again"]
                )

    def _content(self, path: Path) -> bytes | None:
        self._refuse_links(path)
        try:
            return disk.read(path, layout.FILE_LIMIT)
        except FileNotFoundError:
            return None

    def _refuse_links(self, path: Path) -> None:
        """No folder between the store and `path` may be a link that leads elsewhere."""
        for parent in path.parents:
            if parent == self._folder:
                return
            if parent.is_symlink():
                raise DiskError(f'"{parent}" is a symbolic link, which talktag does not follow')

    def _prepare(self, wanted: dict[str, bytes | None], head: str | None) -> Journal:
        """Temporary files with the new contents, links to the old ones, and the journal."""
        try:
            for path, data in wanted.items():
                if data is not None:
                    staged = disk.stage(self._scratch, data)
                    staged.rename(self._staged(path))
            steps = tuple(
                Step(path, None if data is None else _sha256(data), self._back_up(path))
                for path, data in wanted.items()
            )
            journal = Journal(head, steps)
            disk.sync_folder(self._scratch)
            journals.write(self._private, journal)
        except BaseException:
            with contextlib.suppress(OSError, TalktagError):
                journals.close(self._private, self._scratch)
            raise
        return journal

    def _staged(self, path: str) -> Path:
        return self._scratch / f"new-{_sha256(path.encode())[:32]}"

    def _back_up(self, path: str) -> str | None:
        target = self._folder / path
        if not target.exists():
            return None
        name = f"old-{_sha256(path.encode())[:32]}"
        with failing_as(f'could not back up "{target}"'):
            try:
                os.link(target, self._scratch / name, follow_symlinks=False)
            except (OSError, NotImplementedError):  # a file system without hard links
                disk.stage(self._scratch, target.read_bytes()).rename(self._scratch / name)
        return name

    def _rename(self, wanted: dict[str, bytes | None], journal: Journal) -> None:
        """Put the new files in place and flush each folder once."""
        folders = set()
        for step in journal.steps:
            target = self._folder / step.path
            disk.make_folder(target.parent)
            with failing_as(f'could not write "{target}"'):
                if wanted[step.path] is None:
                    target.unlink(missing_ok=True)
                else:
                    os.replace(self._staged(step.path), target)
            folders.add(target.parent)
        for folder in sorted(folders):
            with failing_as(f'could not write in "{folder}"'):
                disk.sync_folder(folder)

    def _commit(self, wanted: dict[str, bytes | None], plan: Plan, head: str | None) -> str:
        with failing_as("could not write the history"):
            return self._git.commit(wanted, plan.message, head, self._author, self._private / "index")

    def _finish(self, wanted: dict[str, bytes | None]) -> None:
        """After the commit: the owner's index, then the journal. What fails here is left to the next run."""
        with contextlib.suppress(SyncError, DiskError):
            self._git.refresh(wanted)
            journals.close(self._private, self._scratch)

    def _clear_stale_locks(self) -> None:
        """Remove git's lock files that a git killed with its talktag left: unchanged for a while, and not older than it."""
        began = (self._private / journals.NAME).stat().st_mtime_ns
        directory = self._git.directory
        candidates = [directory / "index.lock", directory / "HEAD.lock", directory / "packed-refs.lock"]
        candidates += [self._private / "index.lock", *(directory / "refs/heads").rglob("*.lock")]
        stale = {path: stat.st_mtime_ns for path in candidates if (stat := _stat(path)) and stat.st_mtime_ns >= began}
        if stale:
            time.sleep(_STALE_AFTER)
        for path, changed in stale.items():
            if (now := _stat(path)) and now.st_mtime_ns == changed:
                disk.discard(path)


def _wanted(plan: Plan) -> dict[str, bytes | None]:
    """What each path of a plan holds afterwards; None where there is nothing."""
    wanted: dict[str, bytes | None] = {}
    for change in plan.changes:
        layout.check_path(change.path)
        match change:
            case Write(path, data):
                wanted[path] = data
            case Remove(path):
                wanted[path] = None
            case Move(path, target, replaces):
                wanted[path] = None
                wanted[layout.check_path(target)] = replaces
    return wanted


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
