"""The contents of files as commits have them: small ones at once, others part by part. It writes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.content import PART, Content, Joined, content_of
from talktag.errors import SyncError
from talktag.spool import Spool
from talktag.store.git.failures import failure, starting
from talktag.store.git.past.contents import present_blobs
from talktag.store.git.safe_settings import SAFE_OPTIONS
from talktag.store.layout import FILE_LIMIT

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_SMALL = 1024 * 1024  # bytes that are held


def contents(git: Git, idents: Iterable[str]) -> dict[str, Content]:
    """The content of each blob; SyncError where one is missing, or larger than any file in a store."""
    wanted = sorted(set(idents))
    if not wanted:
        return {}
    printed = git.run("cat-file", "--batch-check", stdin="".join(f"{each}\n" for each in wanted).encode())
    sizes: dict[str, int] = {}
    for line in printed.decode().splitlines():
        ident, kind, *size = line.split(" ")
        if kind != "blob" or int(size[0]) > FILE_LIMIT:
            raise SyncError(f"a file of the history cannot be read: {ident[:10]} is {kind}", hints=["talktag doctor"])
        sizes[ident] = int(size[0])
    small = [ident for ident, size in sizes.items() if size <= _SMALL]
    found = {ident: content_of(data) for ident, data in present_blobs(git.run, small)}
    return found | {ident: _large(git, ident) for ident, size in sizes.items() if size > _SMALL}


def _large(git: Git, ident: str) -> Content:
    with (
        starting(),
        subprocess.Popen(
            ["git", *SAFE_OPTIONS, "cat-file", "blob", ident],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=git.variables,
            cwd=git.folder,
        ) as process,
    ):
        spool, parts = Spool(), []
        while process.stdout and (part := process.stdout.read(PART)):
            parts.append(spool.add(part))
        said = process.stderr.read() if process.stderr else b""
    if process.returncode:
        raise failure("cat-file", said)
    return Joined(parts)
