"""Whether the history wants packing now: looked at after each save, so it looks at next to nothing. It packs nothing.

Where packing failed it is not tried again before a day has passed; what was wrong is kept for `doctor` to tell.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from talktag import disk
from talktag.errors import DiskError, InvalidError, TalktagError
from talktag.store.git.packing import loose
from talktag.store.layout import PRIVATE

_NAME = "unpacked"
_LIMIT = 4096  # bytes
_AGAIN_AFTER = 24 * 3600.0  # seconds
_MANY_PACKS = 20
_MANY_PACKED = 128 * 1024  # bytes of indexes of packs: about five thousand objects
_GRAPHS = ("commit-graph", "commit-graphs")


def is_due(store: Path) -> bool:
    """Whether much lies loose, or in many packs, or a long history that came packed has no index of commits."""
    objects = store / ".git/objects"
    try:
        wants = loose.are_many(objects) or _are_many_packs(objects / "pack") or _lacks_graph(objects)
        return wants and not _failed_lately(store)
    except (OSError, DiskError):
        return False


def remember_failure(store: Path, error: TalktagError) -> None:
    """Keep why the history could not be packed; where that cannot be kept either, it is tried again soon."""
    with contextlib.suppress(OSError):
        lines = "\n".join((error.message, *error.details))
        (store / PRIVATE / _NAME).write_text(f"{lines}\n", encoding="utf-8", errors="replace")


def forget_failure(store: Path) -> None:
    """The history was packed."""
    disk.discard(store / PRIVATE / _NAME)


def failure(store: Path) -> str | None:
    """Why the history could not be packed the last time that was tried; None where it could."""
    try:
        return "; ".join(disk.read(store / PRIVATE / _NAME, _LIMIT).decode("utf-8", "replace").splitlines())
    except (FileNotFoundError, DiskError, InvalidError):
        return None


def _failed_lately(store: Path) -> bool:
    try:
        return abs(time.time() - os.lstat(store / PRIVATE / _NAME).st_mtime) < _AGAIN_AFTER
    except FileNotFoundError:
        return False


def _are_many_packs(folder: Path) -> bool:
    """Whether there are many packs to join, as after many imports or pulls: git looks into each of them."""
    if sum(path.suffix == ".pack" for path in folder.iterdir()) < _MANY_PACKS:
        return False
    from talktag.store.git.packing.packs import to_join

    return bool(to_join(folder))


def _lacks_graph(objects: Path) -> bool:
    if any((objects / "info" / name).exists() for name in _GRAPHS) or (objects.parent / "shallow").exists():
        return False
    with os.scandir(objects / "pack") as entries:
        return sum(entry.stat().st_size for entry in entries if entry.name.endswith(".idx")) > _MANY_PACKED
