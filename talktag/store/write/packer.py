"""Packs the history of a store when nobody else is at work in it. It changes no record, no branch and no commit."""

from __future__ import annotations

from pathlib import Path

from talktag.errors import BusyError, DiskError, SyncError
from talktag.store import layout
from talktag.store.git.flushed import Flushed
from talktag.store.git.git import Git
from talktag.store.git.packing import due
from talktag.store.git.packing.pack import pack_history
from talktag.store.write import journal
from talktag.store.write.store_lock import clear_scratch, hold_lock, scratch_in


def pack(folder: Path, git: Git, *, wholly: bool) -> None:
    """Pack the history of the store in `folder`; where another writes, or a change is not finished, another time.

    SyncError or DiskError where it cannot be packed, which is remembered; the store is as it was.
    """
    try:
        with hold_lock(folder, git, patience=0):
            if not (folder / layout.PRIVATE / journal.NAME).exists():
                clear_scratch(folder)
                Flushed(git).ensure(git.tip())
                pack_history(git, scratch_in(folder), wholly=wholly)
                due.forget_failure(folder)
    except BusyError:
        return
    except (SyncError, DiskError) as error:
        due.remember_failure(folder, error)
        raise
