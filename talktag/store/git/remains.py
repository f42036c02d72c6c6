"""What a crash leaves of a repository that was being made. One with a commit, or another's, is never taken for it."""

from __future__ import annotations

import re
from pathlib import Path

from talktag import disk
from talktag.errors import DiskError, InvalidError

# What `git init` without a template makes, with a file that it tries links on, and what a first save adds.
_NAMES = re.compile(r"HEAD|HEAD\.lock|config|config\.lock|objects|refs|info|branches|logs|talktag|t\w{6}")
_OWN_SECTIONS = (b"[core]", b"[index]")
_COMMIT = re.compile(rb"[0-9a-f]{40}")
_LIMIT = 4096  # bytes


def is_unfinished(directory: Path) -> bool:
    """Whether the repository in `directory` was never finished: it has no branch, and nothing of anybody else's."""
    try:
        names = [path.name for path in directory.iterdir()]
        settings = disk.read(directory / "config", _LIMIT) if "config" in names else b""
        head = disk.read(directory / "HEAD", _LIMIT) if "HEAD" in names else b""
    except (OSError, DiskError, InvalidError):
        return False
    # A file that was not flushed may be cut off, or end in zeros.
    sections = {line.rstrip(b"\0") for line in settings.splitlines() if line.startswith(b"[")}
    branches = [path for path in (directory / "refs").rglob("*") if path.is_file() and path.suffix != ".lock"]
    return (
        not directory.is_symlink()
        and all(map(_NAMES.fullmatch, names))
        and all(any(own.startswith(each) for own in _OWN_SECTIONS) for each in sections)
        and not branches
        and not _COMMIT.match(head)
    )
