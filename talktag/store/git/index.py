"""Git's own list of files, the index: told of each commit, or later where another git holds it just then.

Untold, it would take the change back with the owner's next `git commit`. What is staged by hand is never touched.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.disk import failing_as
from talktag.errors import DiskError, InvalidError, SyncError
from talktag.flush import flush_path
from talktag.store.layout import PRIVATE, is_path

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_NAME = "untold.json"  # the paths that the index is still to be told of
_LIMIT = 1024 * 1024  # bytes
_ABSENT = "0" * 40


def tell(git: Git, blobs: Mapping[str, str | None]) -> None:
    """Tell the index of committed files, by the id of what each holds, and of those it could not be told of before.

    All that durably; None for what was taken away. SyncError where another git holds the index; the paths are
    remembered then.
    """
    late = [path for path in untold(git.folder) if path not in blobs]
    try:
        _write(git, {**blobs, **(committed_ids(git, late) if late else {})})
    except SyncError:
        _remember(git.folder, sorted({*blobs, *late}))
        raise
    disk.discard(git.folder / PRIVATE / _NAME)


def make(git: Git) -> None:
    """Make the index anew, durably: as the last commit is."""
    head = git.head()
    disk.discard(git.directory / "index")
    git.run("read-tree", head or "--empty")
    with failing_as("could not write the history"):
        flush_path(git.directory)


def untold(store: Path) -> tuple[str, ...]:
    """The paths that the index is still to be told of."""
    try:
        found = json.loads(disk.read(store / PRIVATE / _NAME, _LIMIT))
    except (FileNotFoundError, DiskError, InvalidError, ValueError, RecursionError):
        return ()
    return tuple(path for path in found if isinstance(path, str) and is_path(path)) if isinstance(found, list) else ()


def committed_ids(git: Git, paths: Iterable[str]) -> dict[str, str | None]:
    """The id of what the last commit has at each path, None where it has nothing."""
    asked = [path for path in paths if "\n" not in path]
    listed = "".join(f"HEAD:{path}\n" for path in asked).encode(errors="surrogateescape")
    lines = git.run("cat-file", "--batch-check", stdin=listed).splitlines() if asked else []
    return {
        path: None if line.endswith(b" missing") else line.split(b" ")[0].decode()
        for path, line in zip(asked, lines, strict=True)
    }


def _write(git: Git, blobs: Mapping[str, str | None]) -> None:
    lines = "".join(
        f"100644 {blob} 0\t{path}\0" if blob else f"0 {_ABSENT} 0\t{path}\0" for path, blob in sorted(blobs.items())
    )
    git.run("update-index", "-z", "--index-info", stdin=lines.encode())
    with failing_as("could not write the history"):
        flush_path(git.directory)


def _remember(store: Path, paths: list[str]) -> None:
    """Keep the paths for later, where that can be done; what cannot is told by doctor."""
    with contextlib.suppress(DiskError):
        disk.put(store / PRIVATE / _NAME, json.dumps(paths).encode())
