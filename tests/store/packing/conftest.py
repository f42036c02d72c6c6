"""A store with something to pack and packs to join, and what git finds in it. Holds no assertions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.store.laboratory import Laboratory

Git = Callable[..., str]
LOST = b"a draft that no commit holds\n"


class Packed(NamedTuple):
    """How a repository's objects lie: how many loose, the names of the packs, and whether there is a commit-graph."""

    loose: int
    packs: tuple[str, ...]
    has_graph: bool


def lies(folder: Path) -> Packed:
    """How the objects of the store in `folder` lie."""
    objects = folder / ".git/objects"
    loose = [path for path in objects.glob("??/*") if len(path.name) == 38]
    packs = sorted(path.name for path in objects.glob("pack/*.pack"))
    return Packed(len(loose), tuple(packs), (objects / "info/commit-graph").is_file())


def everything(git: Git, folder: Path) -> str:
    """All objects of a repository with their bytes, reachable or not, and where its branches and other names are."""
    objects = git(folder, "cat-file", "--batch-all-objects", "--batch")
    return git(folder, "for-each-ref") + git(folder, "reflog") + objects


@pytest.fixture(scope="session")
def packable(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str], git: Git) -> Iterator[Laboratory]:
    """A laboratory whose store has two packs to join, some loose objects, and one that nothing leads to."""
    memory = Path("/dev/shm")
    usual = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("packing")
    with tempfile.TemporaryDirectory(dir=usual) as folder:
        history = ("start", "pack", "more", "pack", "changed")
        with closing(Laboratory(Path(folder), program("strace"), program("git"), history)) as made:
            git(made.base, "hash-object", "-w", "--stdin", stdin=LOST)
            yield made
