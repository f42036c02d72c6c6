"""Which commit a store was at when this computer last saw it, kept outside of every store. It changes no store.

There is a file for each copy of a store, named after the folder it lies in: the commit, then that folder. Whoever can
write to a copy of the store can bring an old state of it back, but not what is remembered here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import DiskError, SyncError, TalktagError, UntrustedError
from talktag.store.git.git import is_commit_id
from talktag.store.git.safe_settings import WITHOUT_GRAPH

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_LIMIT = 64 * 1024  # bytes: a commit and a path
_TOLD = 5  # commits that an error names


class Rewound(NamedTuple):
    """A history that is without what this computer saw of it: the commit last seen, and the one it is at now, if any.

    `gone` are the commits it lost, newest first, each with its subject; None where the store has not even got them.
    """

    seen: str
    now: str | None
    gone: tuple[str, ...] | None

    def lines(self) -> tuple[str, ...]:
        """What a person wants to know of it, in lines."""
        lines = [f"last seen here: {self.seen[:10]}", f"now: {self.now[:10] if self.now else 'no commit at all'}"]
        gone = self.gone or ()
        lines += [f"gone: {each}" for each in gone[:_TOLD]]
        return (*lines, *([f"gone: {len(gone) - _TOLD} more"] if len(gone) > _TOLD else []))

    def error(self, folder: Path) -> UntrustedError:
        """What stops a command that would build on it."""
        here = shlex.quote(str(folder))
        if any((folder / ".git" / name).exists() for name in ("rebase-merge", "rebase-apply")):
            hint = f"a rebase is not finished; finish it first: git -C {here} rebase --continue"
        elif (folder / ".git/shallow").exists():
            hint = f"if not, get the rest of the history first: git -C {here} fetch --unshallow"
        elif self.gone is not None:
            hint = f"if not, bring back what is gone: git -C {here} merge {self.seen[:10]}"
        else:
            hint = "if not, bring back what is gone from another copy of the store, with git pull"
        return UntrustedError(
            "the history of this store was set back: it is without the commit that was last seen here",
            details=self.lines(),
            hints=["if you set it back yourself: talktag save --rewound", hint],
        )


class Seen:
    """What is remembered of the copy of a store that lies in `store`; `folder` gives the place where it is kept."""

    def __init__(self, folder: Callable[[], Path], store: Path) -> None:
        self._folder = folder
        self._store = store

    def commit(self) -> str | None:
        """The commit last seen, None where none was or it cannot be read: then any is as good."""
        with contextlib.suppress(FileNotFoundError, TalktagError):
            commit = disk.read(self.path, _LIMIT).split(b"\n", 1)[0].decode("ascii", "replace")
            return commit if is_commit_id(commit) else None
        return None

    def remember(self, commit: str | None) -> None:
        """Keep `commit` as the one last seen, None for none. What cannot be kept is left: the store is not less whole.

        Not flushed: a power cut may take a step of memory, and leaves one that the store has gone on from.
        """
        with contextlib.suppress(OSError, DiskError):
            if commit is None:
                self.path.unlink()
            else:
                disk.make_folder(self.path.parent, disk.PRIVATE_FOLDER)
                disk.put_unflushed(self.path, b"%s\n%s\n" % (commit.encode("ascii"), os.fsencode(self._place)))

    def rewound(self, git: Git, head: str | None) -> Rewound | None:
        """How the history that ends in `head` fell short of what was last seen; None where it only went on.

        Commits that were put on top of others, as `git pull --rebase` does, are still there: with the same changes.
        The repository must be known to be harmless.
        """
        seen = self.commit()
        if seen is None or seen == head:
            return None
        if head is None:
            return Rewound(seen, None, None)
        git.check(objects=True)
        options = ("--cherry-pick", "--right-only", "--no-merges", "--no-commit-header", "--format=%h %s")
        try:
            gone = git.run("rev-list", *options, f"{head}...{seen}", "--", extra=WITHOUT_GRAPH)
        except SyncError as error:
            if git.lacks(seen):
                return Rewound(seen, head, None)
            raise SyncError("the history cannot be read", details=error.details, hints=error.hints) from error
        lines = tuple(gone.decode(errors="replace").splitlines())
        return Rewound(seen, head, lines) if lines else None

    @cached_property
    def _place(self) -> Path:
        return Path(os.path.realpath(self._store))

    @cached_property
    def path(self) -> Path:
        """The file that keeps it."""
        return self._folder() / hashlib.sha256(os.fsencode(self._place)).hexdigest()[:32]
