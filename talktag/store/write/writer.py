"""The only writer of a store: carries out a plan as one commit, whole or not at all, and repairs what a crash left.

The order: lock, repair, compare, temporary files, commit object, journal, renames, folder flushes, branch, index.
After `apply` returns, the change survives a killed program and a power cut. Of what lies beside the history Git is told
nothing; a plan that changes nothing else makes no commit, and is carried out once its journal is gone.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from talktag import disk
from talktag.content import Content, content_of
from talktag.disk.in_parts import file_inside
from talktag.errors import BusyError, DiskError, StaleError, SyncError, TalktagError
from talktag.lock import PATIENCE
from talktag.model.plan import Move, Plan
from talktag.store import layout
from talktag.store.git import index
from talktag.store.git.commit import Ground, build, held_trees
from talktag.store.git.committer import Committer, committer
from talktag.store.git.flushed import Flushed
from talktag.store.git.git import Git
from talktag.store.git.last_seen_commit import Seen
from talktag.store.git.packing import graph
from talktag.store.git.recovery import left_locks, mending
from talktag.store.write import journal as journals
from talktag.store.write.changes import Wanted, contents_after, edits_by_hand, ignores
from talktag.store.write.journal import Journal
from talktag.store.write.staged import StagingArea
from talktag.store.write.stale_locks import clear_stale_locks
from talktag.store.write.store_lock import clear_scratch, hold_lock, scratch_in


class Writer:
    """Applies plans to the store in `folder`; `author` is used where Git knows no identity.

    `seen` remembers what this computer saw of the store, None where nothing is remembered.
    """

    def __init__(self, folder: Path, git: Git, author: tuple[str, str], seen: Seen | None = None) -> None:
        self._folder = folder
        self._git = git
        self._author = author
        self._seen = seen
        self._private = folder / layout.PRIVATE
        self._scratch = scratch_in(folder)
        self._area = StagingArea(folder, self._scratch)

    def apply(self, plan: Plan, tell: Callable[[Sequence[str]], None] | None = None) -> str | None:
        """Carry out `plan`; the id of its commit, None for one that only changes what lies beside the history.

        What the owner changed by hand in the same files, and never saved, becomes a commit of its own before; `tell` is
        given the paths. Raises StaleError when a file is no longer what the plan was made from, UntrustedError when the
        history was set back, DiskError or SyncError when the machine or Git fails; the store is then as it was.
        """
        with self._hold_lock(PATIENCE):
            self._repair()
            wanted = contents_after(plan)
            wanted |= {path: data for path, data in ignores(wanted).items() if not self._holds(path, data)}
            if not plan.joins and all(map(layout.is_beside, wanted)):
                self._compare(plan)
                self._keep(wanted)
                return None
            return self._save(plan, wanted, tell)

    def _save(self, plan: Plan, wanted: Wanted, tell: Callable[[Sequence[str]], None] | None) -> str:
        """Make the commit of a plan, and one of the owner's own edits before it; the id of the plan's."""
        if lock := left_locks.in_the_way(self._folder):
            raise left_locks.error(lock)
        self._compare(plan)
        head = self._git.tip()
        if plan.joins and plan.joins.head != head:
            raise StaleError("the store was changed meanwhile", hints=["type the command again"])
        flushed = Flushed(self._git)
        flushed.ensure(head)
        if self._seen and (lost := self._seen.rewound(self._git, head)):
            raise lost.error(self._folder)
        identity = committer(self._git, self._author)
        paths = [path for path in wanted if not layout.is_beside(path)]
        held = held_trees(self._git, head, paths)
        if by_hand := edits_by_hand(plan, held):
            head = self._commit(contents_after(by_hand), by_hand.message, Ground(head, held), identity)
            held = held_trees(self._git, head, paths)
            if tell:
                tell([change.path for change in by_hand.changes])
        other = plan.joins.commit if plan.joins else None
        commit = self._commit(wanted, plan.message, Ground(head, held, other), identity)
        flushed.remember(commit)
        if self._seen:
            self._seen.remember(commit)
        return commit

    def _keep(self, wanted: Wanted) -> None:
        """Put what is wanted beside the history, whole or not at all."""
        with self._leaving_nothing():
            journal = Journal(None, None, self._area.stage(wanted).steps)
            journals.write(self._private, self._scratch, journal)
        try:
            self._area.publish(journal.steps)
            journals.withdraw(self._private, self._scratch)
        except BaseException:
            self._settle(journal)
            raise
        with contextlib.suppress(DiskError):
            journals.close(self._private, self._scratch)
        self._prune(journal)

    def _commit(self, wanted: Wanted, said: str, ground: Ground, by: Committer) -> str:
        """Put what is wanted on its ground, whole or not at all."""
        message = said.encode(errors="replace").decode()
        commit, journal, blobs = self._prepare(wanted, message, ground, by)
        try:
            self._area.publish(journal.steps)
            self._git.advance(commit, ground.head, message.split("\n", 1)[0], by.variables)
        except BaseException:
            self._take_back(commit, journal)
            raise
        self._finish(blobs)
        self._prune(journal)
        return commit

    def repair(self) -> None:
        """Finish or roll back what a crashed run left; nothing to do while another run is at work."""
        with contextlib.suppress(BusyError), self._hold_lock(patience=0):
            self._repair()

    def mend(self) -> None:
        """Take away locks that were left behind; give HEAD or a branch that names nothing what it named last.

        An index that was torn is made anew from the last commit: what was staged in it is unstaged, as it is on disk.
        """
        with self._hold_lock(PATIENCE):
            found = mending.mends(self._git, self._seen.commit() if self._seen else None)
            for path in found.locks:
                if path.is_dir() and not path.is_symlink():
                    with contextlib.suppress(OSError):  # there is something in it
                        path.rmdir()
                else:
                    disk.discard(path)
            if found.broken and found.content:
                disk.put(self._git.directory / found.broken, f"{found.content}\n".encode(), disk.PUBLIC)
            if found.is_torn and (found.content or not found.broken):
                index.make(self._git)
            if found.has_torn_graph:
                disk.discard(self._git.directory / graph.NAME)  # whoever packs the history makes it anew

    def _hold_lock(self, patience: float) -> contextlib.AbstractContextManager[None]:
        return hold_lock(self._folder, self._git, patience)

    def _repair(self) -> None:
        if journal := journals.load(self._private):
            self._settle(journal)
        else:
            clear_scratch(self._folder)
            if index.untold(self._folder):
                with contextlib.suppress(SyncError):
                    index.tell(self._git, {})

    def _settle(self, journal: Journal) -> None:
        """Bring an interrupted change to an end: forward where its commit was made, back where it was not."""
        if journal.commit:
            self._clear_stale_locks()
        if journal.commit and self._git.contains(journal.commit, journal.head):
            with contextlib.suppress(SyncError):  # the owner's git may hold its index; doctor reports what is left
                index.tell(self._git, journals.committed_files(self._folder, journal))
        else:
            journals.roll_back(self._folder, self._scratch, journal)
        journals.close(self._private, self._scratch)

    def _take_back(self, commit: str, journal: Journal) -> None:
        """Undo a change that failed, even after its commit: whoever gets an error finds the store as it was."""
        self._clear_stale_locks()
        if self._git.head() == commit:
            self._git.retreat(commit, journal.head)
        self._settle(journal)

    def _compare(self, plan: Plan) -> None:
        """Refuse when a file is not what the plan was made from, or a target of a move is there already."""
        for change in plan.changes:
            taken = isinstance(change, Move) and os.path.lexists(disk.inside(self._folder, change.target))
            if taken or not self._holds(change.path, change.replaces):
                raise StaleError(
                    f'"{change.path}" was changed by someone else meanwhile', hints=["type the command again"]
                )

    def _clear_stale_locks(self, *, also_index: bool = True) -> None:
        clear_stale_locks(self._git.directory, self._private / journals.NAME, also_index=also_index)

    def _holds(self, path: str, data: bytes | Content | None) -> bool:
        try:
            content = file_inside(self._folder, path, layout.FILE_LIMIT)
        except FileNotFoundError:
            return data is None
        if isinstance(data, bytes):
            return content.size == len(data) and content.whole() == data
        return content == data

    def _prepare(
        self, wanted: Wanted, message: str, ground: Ground, by: Committer
    ) -> tuple[str, Journal, Mapping[str, str | None]]:
        """The files put aside, the commit in no branch yet, the journal.

        With them the id of what each path holds then that is not beside the history, None where there is nothing.
        """
        with self._leaving_nothing():
            new, steps = self._area.stage(wanted)
            saved = {path: data for path, data in wanted.items() if not layout.is_beside(path)}
            blobs = {path: file.blob if file else None for path, file in new.items() if path in saved}
            sources = {path: self._area.source(path) for path in saved}
            contents = {path: content_of(data) for path, data in saved.items() if data is not None}
            commit = build(self._git, blobs, contents, sources, ground, message=message, by=by, scratch=self._scratch)
            journal = Journal(ground.head, commit, steps)
            journals.write(self._private, self._scratch, journal)
        return commit, journal, blobs

    @contextlib.contextmanager
    def _leaving_nothing(self) -> Iterator[None]:
        """Take away what was put aside where a change does not get as far as its first rename."""
        try:
            yield
        except BaseException:
            with contextlib.suppress(OSError, TalktagError):
                journals.close(self._private, self._scratch)
            raise

    def _finish(self, blobs: Mapping[str, str | None]) -> None:
        """After the commit: the owner's index, then the journal. What fails here is left to the next run."""
        with contextlib.suppress(SyncError, DiskError):
            self._clear_stale_locks(also_index=False)
            index.tell(self._git, blobs)
            journals.close(self._private, self._scratch)

    def _prune(self, journal: Journal) -> None:
        """Take away the folders that a change leaves empty."""
        for step in journal.steps:
            if step.new is None:
                journals.prune(self._folder, step.path)
