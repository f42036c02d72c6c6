"""Files as commits have them, read by two commands of git however many there are. It writes nothing.

`run` is what runs git: the plumbing's own, or GitPython's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

_ENTRY = re.compile(r"\d+ (\w+) ([0-9a-f]{40})\t(.*)", re.DOTALL)


class RunGit(Protocol):
    """What runs one git and gives all that it prints; SyncError where it fails."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """The bytes that one command prints."""


def file_of(run: RunGit, commit: str, path: str) -> bytes | None:
    """The content of a file, None where there is none."""
    return dict(files_of(run, commit, path)).get(path)


def files_of(run: RunGit, commit: str, *paths: str) -> list[tuple[str, bytes]]:
    """The files of a commit at those paths and below them, all where none are named, with their contents."""
    printed = run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths).decode(errors="replace")
    found = [
        (each[3], each[2]) for line in printed.split("\0") if (each := _ENTRY.fullmatch(line)) and each[1] == "blob"
    ]
    data = blobs(run, [blob for _, blob in found])
    return [(path, data[blob]) for path, blob in found]


def blobs(run: RunGit, idents: Iterable[str]) -> dict[str, bytes]:
    """The content of each blob; ValueError where one is not here."""
    wanted = sorted(set(idents))
    found = dict(present_blobs(run, wanted))
    if missing := set(wanted) - set(found):
        raise ValueError(f"missing blob {min(missing)}")
    return found


def present_blobs(run: RunGit, idents: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The content of each blob; one that is missing is left out."""
    if not idents:
        return
    printed = run("cat-file", "--batch", stdin="".join(f"{each}\n" for each in idents).encode())
    start = 0
    for ident in idents:
        end = printed.index(b"\n", start)
        head, start = printed[start:end], end + 1
        if head.endswith(b" missing"):
            continue
        size = int(head.rpartition(b" ")[2])
        yield ident, printed[start : start + size]
        start += size + 1
