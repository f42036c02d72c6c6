"""Which branch a store is on and where that is, read from Git's own small files. It runs no git and changes nothing."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from talktag import disk
from talktag.errors import DiskError, InvalidError

_NAMED = re.compile(r"ref: (refs/heads/[^\s\x00-\x20\x7f~^:?*\[\\]+)\s*")
_COMMIT = re.compile(rb"[0-9a-f]{40}")
_LIMIT = 1024  # bytes of a name or an id


def branch(directory: Path) -> str | None:
    """The full name of the branch that HEAD names; None where it names none, as after `git checkout COMMIT`."""
    found = _NAMED.fullmatch(_text(directory / "HEAD").decode("utf-8", "replace"))
    return found[1] if found and ".." not in found[1] and "//" not in found[1] else None


def is_detached(directory: Path) -> bool:
    """Whether HEAD names a commit instead of a branch: what is saved then is in no branch."""
    return bool(_COMMIT.fullmatch(_text(directory / "HEAD").strip()))


def commit(directory: Path) -> str | None:
    """The commit that the branch's own file holds; None where it takes git to tell."""
    name = branch(directory)
    data = _text(directory / name).strip() if name else b""
    return data.decode("ascii") if _COMMIT.fullmatch(data) else None


def broken_file(directory: Path) -> str | None:
    """The file, HEAD or a branch, that should hold a commit or a name and holds neither, as after a power cut."""
    head = _text(directory / "HEAD")
    name = branch(directory)
    if name is None:
        return None if _COMMIT.fullmatch(head.strip()) or head.startswith(b"ref: refs/heads/") else "HEAD"
    path = directory / name
    if not path.is_file() or path.is_symlink():
        return None
    data = _text(path)
    return None if _COMMIT.fullmatch(data.strip()) or data.startswith(b"ref: ") else name


def _text(path: Path) -> bytes:
    """What a small file holds, nothing where it cannot be read as one."""
    with contextlib.suppress(FileNotFoundError, DiskError, InvalidError):
        return disk.read(path, _LIMIT)
    return b""
