"""Git's index of commits as a file: where it lies, and whether it is whole. Git alone writes it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from talktag import disk
from talktag.errors import DiskError, InvalidError

NAME = "objects/info/commit-graph"
_LIMIT = 1024 * 1024 * 1024  # bytes; each commit takes about seventy
_START, _CHECK = b"CGPH", 20  # a hash of all before it stands at the end


def is_torn(directory: Path) -> bool:
    """Whether the index of commits in a repository is there and not whole; git believes it unchecked."""
    try:
        data = disk.read(directory / NAME, _LIMIT)
    except (FileNotFoundError, DiskError, InvalidError):
        return False
    digest = hashlib.sha1(data[:-_CHECK], usedforsecurity=False).digest()
    return not data.startswith(_START) or digest != data[-_CHECK:]
