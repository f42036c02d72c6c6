"""The lock of a store, held over whatever changes it or its repository. Nothing is written without it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from talktag import disk
from talktag.disk import failing_as
from talktag.lock import writing
from talktag.store import layout
from talktag.store.git.git import Git
from talktag.store.write.read_only import say_where_read_only


def scratch_in(folder: Path) -> Path:
    """Where what is on its way to the store in `folder` lies until then."""
    return folder / layout.PRIVATE / "tmp"


def clear_scratch(folder: Path) -> None:
    """Take away what a crash left there; under the lock, and where no journal tells of a change to settle."""
    scratch = scratch_in(folder)
    with failing_as(f'could not read "{scratch}"'):
        for left in scratch.iterdir():
            disk.discard(left)


@contextlib.contextmanager
def hold_lock(folder: Path, git: Git, patience: float) -> Iterator[None]:
    """Hold the lock of the store in `folder`, once its repository is known to be harmless and its own.

    BusyError where another holds it for longer than `patience` seconds.
    """
    git.check()
    private, scratch = folder / layout.PRIVATE, scratch_in(folder)
    with contextlib.ExitStack() as held:
        with say_where_read_only(folder):
            disk.make_folder(private)  # flushed, or a power cut could take the journal away with it
            with failing_as(f'could not make "{scratch}"'):
                scratch.mkdir(mode=0o700, exist_ok=True)
            lock = held.enter_context(writing(private / "lock", patience))
        git.lock = lock if os.name != "nt" else None
        try:
            yield
        finally:
            git.lock = None
