"""A small store to change and break, git itself as the judge, and a laboratory that makes system calls fail.

Holds no assertions.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from talktag.model.plan import Plan, Write
from talktag.store.store import Store
from tests.kit.stores import clean_environment

from .hostile import CANARY
from .laboratory import Laboratory

SETTINGS = b'format = 1\nid = "0123456789abc"\n\n[owner]\nname = "Ana Lund"\ncontact = "ana@store.example"\n'
CAMERA = b'# mine\nformat = 1\nid = "c000000000001"\nname = "Camera"\n'
RECEIPT = b"receipt of the camera\n"
Git = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The process environment of an owner whose Git knows no identity."""
    return clean_environment(tmp_path / "home")


@pytest.fixture
def store(tmp_path: Path, environment: dict[str, str]) -> Store:
    """A store with one product and its receipt."""
    folder = tmp_path / "store"
    folder.mkdir()
    made = Store(folder, lambda: tmp_path / "cache", environment)
    made.git.create()
    start = (
        Write("talktag.toml", SETTINGS),
        Write(".gitattributes", b"* -text\n"),
        Write("products/c/camera.toml", CAMERA),
        Write("products/c/camera/files/receipt.txt", RECEIPT),
    )
    made.apply(Plan(start, "Start the store\n\nTalktag-Command: init\n"))
    return made


@pytest.fixture(scope="session")
def git(program: Callable[[str], str]) -> Git:
    """What plain git says in a folder, without the owner's settings; the judge that is not ours."""
    path = program("git")

    def run(folder: Path, *arguments: str, stdin: bytes = b"", fails: bool = False, **extra: str) -> str:
        environment = clean_environment(Path(os.devnull)) | extra
        done = subprocess.run(
            [path, *arguments], cwd=folder, env=environment, input=stdin, capture_output=True, check=False
        )
        words = done.stdout if not done.returncode else done.stdout + done.stderr
        if done.returncode and not fails:
            raise RuntimeError(f"git {arguments}: {words.decode(errors='replace')}")
        return words.decode(errors="replace")

    return run


@pytest.fixture(scope="session")
def files() -> Files:
    """Every file of a folder outside its `.git`, by path; of a link, where it leads."""

    def find(folder: Path) -> dict[str, bytes]:
        found = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
        named = {path.relative_to(folder): path for path in found}
        return {
            name.as_posix(): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
            for name, path in named.items()
            if name.parts[0] != ".git"
        }

    return find


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Iterator[Laboratory]:
    """Where faults are made, in memory if possible: a kill loses nothing the kernel holds, and flushing is quick."""
    memory = Path("/dev/shm")
    usual = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("faults")
    with (
        tempfile.TemporaryDirectory(dir=usual) as folder,
        closing(Laboratory(Path(folder), program("strace"), program("git"))) as made,
    ):
        yield made


@pytest.fixture
def mark(store: Store) -> Path:
    """What the programs planted in the store leave behind when they run; `evil/run` beside the store is one of them."""
    mark = store.folder.parent / "mark"
    evil = store.folder.parent / "evil"
    evil.mkdir()
    (evil / "run").write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    (evil / "run").chmod(0o755)
    (evil / "config").write_text(f"[core]\nfsmonitor = {evil}/run\n")
    return mark


@pytest.fixture
def outside(store: Store) -> Path:
    """A folder of the owner's beside the store, which no store may change or tell of."""
    folder = store.folder.parent / "outside"
    (folder / "sub").mkdir(parents=True)
    for name in ("victim", "camera.toml", "sub/victim", "note.age", "party.toml"):
        (folder / name).write_bytes(CANARY)
    return folder
