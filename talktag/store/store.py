"""The store: opens a directory with its repository, and hands every change to the one writer. Decides nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import DiskError, NoStoreError
from talktag.store import layout
from talktag.store.folder import Record, StoreFolder

if TYPE_CHECKING:
    from talktag.model.plan import Plan
    from talktag.store.git.git import Git
    from talktag.store.git.last_seen_commit import Rewound, Seen
    from talktag.store.git.past.history import History
    from talktag.store.git.past.passed_files import FileChange
    from talktag.store.git.recovery.mending import Mends
    from talktag.store.git.sync.network import Network
    from talktag.store.write.writer import Writer

__all__ = ["Record", "Store"]


class Store(StoreFolder):
    """A store on disk. `cache` gives a folder outside of it for what may be deleted at any time.

    `memory` gives one for what this computer last saw of each store; without it nothing is remembered.
    """

    def __init__(
        self,
        folder: Path,
        cache: Callable[[], Path],
        environment: Mapping[str, str],
        memory: Callable[[], Path] | None = None,
    ) -> None:
        super().__init__(folder, cache)
        self._environment = environment
        self._memory = memory

    @classmethod
    def open(
        cls,
        folder: Path,
        cache: Callable[[], Path],
        environment: Mapping[str, str],
        memory: Callable[[], Path] | None = None,
    ) -> Store:
        """The store in `folder`, repaired if a crash left something. Raises NoStoreError where there is none."""
        store = cls(folder, cache, environment, memory)
        if (settings := folder / layout.SETTINGS).is_file():
            store.repair()
        if not settings.is_file():  # also where all that was there is an `init` that never came to its end
            raise NoStoreError(
                f'there is no store in "{folder}"',
                hints=[
                    "make one with: talktag init DIR --owner NAME --contact MAIL",
                    "or name another with: --store DIR",
                ],
            )
        return store

    @cached_property
    def git(self) -> Git:
        """The repository of the store, unchecked."""
        from talktag.store.git.git import Git

        return Git(self.folder, self._environment)

    @cached_property
    def seen(self) -> Seen | None:
        """What this computer remembers of the store; None where nothing is remembered."""
        from talktag.store.git.last_seen_commit import Seen

        return Seen(self._memory, self.folder) if self._memory else None

    @cached_property
    def history(self) -> History:
        """What was before."""
        from talktag.store.git.past.history import History

        self.git.check(objects=True)
        self.git.tip()  # SyncError for a branch that cannot be read
        return History(self.git)

    @cached_property
    def place(self) -> str:
        """What tells this copy of the store from others on the same computer."""
        import hashlib

        return hashlib.sha256(os.fsencode(os.path.realpath(self.folder))).hexdigest()[:32]

    def changes_since(self, commit: str, paths: Sequence[str]) -> Iterable[FileChange] | None:
        """What every commit after that one did to files; None where the store has not got it."""
        from talktag.store.git.past.passed_files import changes_since

        self.git.check()
        return changes_since(self.git, commit, paths)

    def was_written(self, since: str, written: Mapping[str, str]) -> bool:
        """Whether a commit after `since` gave one of those paths the blob that stands there.

        Of paths beside the history, where no commit tells, whether all are so now. The name of nothing, forty zeros,
        stands for a file that was taken away.
        """
        from talktag.store.git.past.passed_files import NO_BLOB, was_written

        if all(map(layout.is_beside, written)):
            return all((self._blob_at(path) or NO_BLOB) == blob for path, blob in written.items())
        self.git.check()
        return was_written(self.git, since, written)

    def _blob_at(self, path: str) -> str | None:
        """The id that the file at `path` would have in Git; None where there is no file."""
        from talktag.store.git.git import blob_id

        return blob_id(self.content(path)) if self.has(path) else None

    def create(self) -> None:
        """Make the repository of a new store; what was seen before of another one in its place is forgotten."""
        from talktag.store.git.flushed import Flushed

        self.git.create()
        Flushed(self.git).remember(None)
        if self.seen:
            self.seen.remember(None)

    def repair(self) -> None:
        """Finish or take back what a crash left, also where it left no settings yet."""
        private = self.folder / layout.PRIVATE
        if (private / "journal.json").exists():
            self._writer(self._author()).repair()
        elif (private / "untold.json").exists() or _has_any(private / "tmp"):
            with contextlib.suppress(DiskError):  # whoever may only read need not
                self._writer(self._author()).repair()

    def tip(self) -> str | None:
        """The commit that a change is made on; None before the first, also where the repository was never finished."""
        from talktag.store.git.remains import is_unfinished

        directory = self.git.directory
        if not directory.exists() or is_unfinished(directory):
            return None
        self.git.check()
        return self.git.tip()

    def rewound(self) -> Rewound | None:
        """How the history fell short of what this computer last saw of it; None where it only went on."""
        self.git.check()
        return self.seen.rewound(self.git, self.git.tip()) if self.seen else None

    def check_history(self) -> None:
        """Refuse, before anything is built on it, a history that was set back, or that no git could go on with now."""
        from talktag.store.git.recovery import left_locks

        if lost := self.rewound():
            raise lost.error(self.folder)
        if lock := left_locks.in_the_way(self.folder):
            raise left_locks.error(lock)

    def is_detached(self) -> bool:
        """Whether what is saved now is in no branch."""
        from talktag.store.git.branch import is_detached

        return is_detached(self.git.directory)

    def mends(self) -> Mends:
        """What can be mended of the repository without deciding for the owner."""
        from talktag.store.git.recovery.mending import mends

        self.git.check(objects=True)
        return mends(self.git, self.seen.commit() if self.seen else None)

    def mend(self) -> None:
        """Do it."""
        wants_packing = self.mends().wants_packing
        self._writer(self._author()).mend()
        if wants_packing:
            self.pack(wholly=True)

    def remember_history(self) -> None:
        """Take where the history is now for what this computer saw last."""
        if self.seen:
            self.seen.remember(self.git.head())

    def apply(
        self,
        plan: Plan,
        author: tuple[str, str] | None = None,
        tell: Callable[[Sequence[str]], None] | None = None,
    ) -> str | None:
        """Carry out a plan, durably, as one commit; its id, or None where nothing in the history changes.

        `author` (name, mail) is who it is by where Git knows nobody; the owner in the settings when left out. `tell` is
        given the paths of files that the owner had changed by hand, which become a commit of their own before.
        """
        return self._writer(author or self._author()).apply(plan, tell) if plan.changes or plan.joins else None

    def pack(self, *, wholly: bool = False) -> None:
        """Pack the history where there is much to pack, or `wholly`; nothing while another is at work in the store.

        SyncError, DiskError or UntrustedError where it cannot be; the store is as it was.
        """
        from talktag.store.git.packing.due import is_due

        if wholly or is_due(self.folder):
            from talktag.store.write.packer import pack

            pack(self.folder, self.git, wholly=wholly)

    def _writer(self, author: tuple[str, str]) -> Writer:
        from talktag.store.write.writer import Writer

        return Writer(self.folder, self.git, author, self.seen)

    def _author(self) -> tuple[str, str]:
        """Who commits are by where Git knows nobody; broken settings must not keep anyone from repairing them."""
        from talktag.model.settings.store_settings import read_settings

        if self.has(layout.SETTINGS) and (settings := read_settings(self.read(layout.SETTINGS), layout.SETTINGS).value):
            return settings.owner, settings.contact
        return "talktag", "talktag@localhost"

    def network(self, *, may_ask: bool) -> Network:
        """What goes out to other copies of the store; git may ask a person for a password where `may_ask`."""
        from talktag.store.git.sync.network import Network

        self.git.check(objects=True)
        return Network(self.git, self._environment, may_ask=may_ask)


def _has_any(folder: Path) -> bool:
    """Whether there is anything in a folder, such as the old half of a change that was cut short when it was done."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        return any(found)
    return False
