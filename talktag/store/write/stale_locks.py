"""Locks that a git left when it was killed within a change of ours. It touches none that may be somebody else's."""

from __future__ import annotations

import os
import time
from pathlib import Path

from talktag import disk
from talktag.disk import failing_as

_STALE_AFTER = 1.0  # seconds a git lock must stand untouched after a crash before it counts as left behind


def clear_stale_locks(directory: Path, journal_path: Path, *, also_index: bool = True) -> None:
    """Remove lock files of a repository that a killed git left: unchanged for a while, and not older than its change.

    The journal of the change stands at `journal_path`. The owner may well hold the lock of the `index` for as long as a
    commit message takes to write.
    """
    journal = _stat(journal_path)
    began = journal.st_mtime_ns if journal else time.time_ns()
    candidates = [directory / "HEAD.lock", directory / "packed-refs.lock"]
    with failing_as("could not look for locks of git"):
        candidates += (directory / "refs").rglob("*.lock")
    candidates += [directory / "index.lock"] if also_index else []
    stale = {path: stat.st_mtime_ns for path in candidates if (stat := _stat(path)) and stat.st_mtime_ns >= began}
    if stale:
        time.sleep(_STALE_AFTER)
    for path, changed in stale.items():
        if (now := _stat(path)) and now.st_mtime_ns == changed:
            disk.discard(path)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
