"""Locks that a git left behind are named before anything is written, and taken away; those of a live git are let be."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import SyncError
from talktag.model.plan import Plan, Write
from talktag.store.git.local_changes import unsaved_files
from talktag.store.git.recovery.left_locks import in_the_way, left_locks
from talktag.store.store import Store
from tests.kit.stores import opened

PlainGit = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]
IN_THE_WAY = ["HEAD.lock", "refs/heads/main.lock", "index.lock"]
BESIDE = ["packed-refs.lock", "config.lock", "shallow.lock", "refs/tags/v1.lock", "objects/info/commit-graph.lock"]
NO_LOCKS = ["talktag/x.lock", "hooks/x.lock", "objects/pack/pack-1.keep"]


def leave(store: Store, name: str, age: float = 7200) -> Path:
    path = store.folder / ".git" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"")
    os.utime(path, (time.time() - age,) * 2)
    return path


def plan(name: str = "drill") -> Plan:
    return Plan((Write(f"products/{name[0]}/{name}.toml", b"x"),), "Add\n")


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_a_lock_in_the_way_is_named_before_anything_is_written_and_can_be_taken_away(
    name: str, store: Store, git: PlainGit, files: Files
) -> None:
    path = leave(store, name)
    before, objects = files(store.folder), list((store.folder / ".git/objects").rglob("*"))
    for attempt in (lambda: store.apply(plan()), store.check_history):
        with pytest.raises(SyncError, match="left the lock") as caught:
            attempt()
        assert caught.value.hints[1] == f"or by hand: rm {shlex.quote(str(path))}"
    assert files(store.folder) == before
    assert list((store.folder / ".git/objects").rglob("*")) == objects
    store.mend()
    store.apply(plan())
    assert git(store.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("name", BESIDE)
def test_a_lock_beside_the_way_is_found_and_keeps_nobody_from_saving(name: str, store: Store) -> None:
    path = leave(store, name)
    assert left_locks(store.folder) == [path]
    store.apply(plan())
    store.mend()
    assert not path.exists()


@pytest.mark.parametrize("name", NO_LOCKS)
def test_what_only_looks_like_a_lock_of_git_stays(name: str, store: Store) -> None:
    path = leave(store, name)
    assert left_locks(store.folder) == []
    store.mend()
    assert path.exists()


@pytest.mark.parametrize(("age", "is_left"), [(0, False), (30, False), (120, True), (-120, True), (7200, True)])
def test_a_lock_counts_as_left_when_it_is_older_than_any_git_that_works(
    age: float, is_left: bool, store: Store
) -> None:
    path = leave(store, "index.lock", age)
    assert in_the_way(store.folder) == (path if is_left else None)


def test_no_lock_counts_as_left_while_a_git_is_at_work_in_the_store(
    store: Store, program: Callable[[str], str]
) -> None:
    path = leave(store, "index.lock")
    command = [program("git"), "cat-file", "--batch"]
    with subprocess.Popen(
        command, cwd=store.folder / "products", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as busy:
        assert busy.stdin
        assert busy.stdout
        busy.stdin.write(b"x\n")
        busy.stdin.flush()
        busy.stdout.readline()  # it has begun
        assert left_locks(store.folder) == []
        busy.stdin.close()
    assert left_locks(store.folder) == [path]


def test_an_index_that_another_git_held_is_told_when_it_is_free_again(store: Store, git: PlainGit) -> None:
    held = leave(store, "index.lock", age=0)
    store.apply(plan("drill"))
    store.apply(plan("saw"))
    store.apply(Plan((Write("products/s/saw.toml", b"y", b"x"),), "Change\n"))
    assert unsaved_files(store.git) == [], "what is as it was committed was not changed by hand"
    held.unlink()
    opened(store.folder)
    assert git(store.folder, "status", "--porcelain") == ""
    git(store.folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "by hand")
    assert git(store.folder, "show", "HEAD:products/s/saw.toml") == "y"


@pytest.mark.parametrize("content", [b"", b"nonsense", b'{"a": 1}', b'["../x", 1, ".git/config"]', b"[" * 9000])
def test_a_list_of_what_the_index_was_not_told_that_was_tampered_with_does_nothing(
    content: bytes, store: Store, git: PlainGit
) -> None:
    (store.folder / ".git/talktag/untold.json").write_bytes(content)
    store.apply(plan())
    assert git(store.folder, "status", "--porcelain") == ""
    assert git(store.folder, "ls-files").split() == git(store.folder, "ls-tree", "-r", "--name-only", "HEAD").split()
