"""A pack of many objects is git's own: git reads from it, by the same ids, what it makes of each object by itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talktag.disk import MANY
from talktag.errors import SyncError
from talktag.model.plan import Plan, Write
from talktag.store.git import trees
from talktag.store.git.git import Git
from talktag.store.git.pack import GitObject, store_pack
from talktag.store.store import Store

RunGit = Callable[..., str]
SIZES = st.sampled_from([0, 1, 15, 16, 17, 2047, 2048, 2049, 300_000])  # around those that take one byte more to say


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(contents=st.sets(st.binary(max_size=40), max_size=40), size=SIZES)
@example(contents=set(), size=0)
def test_git_reads_from_a_pack_what_it_keeps_of_each_object_by_itself(
    store: Store, git: RunGit, contents: set[bytes], size: int
) -> None:
    blobs = {trees.object_id("blob", data).hex(): data for data in (*contents, b"x" * size)}
    top, made = trees.change_tree({}, {f"{ident[:2]}/{ident}": ident for ident in blobs})
    store_pack(
        store.git,
        [GitObject("blob", data) for data in blobs.values()] + [GitObject("tree", data) for data in made.values()],
    )
    for ident, data in blobs.items():
        assert git(store.folder, "hash-object", "--stdin", stdin=data).strip() == ident
        assert store.git.run("cat-file", "blob", ident) == data
    listed = git(store.folder, "ls-tree", "-r", "--name-only", top).split()
    assert {path.partition("/")[2] for path in listed} == blobs.keys()
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


def many(count: int) -> Plan:
    records = (b'format = 1\nid = "%013d"\nname = "No %d"\n' % (n, n) for n in range(count))
    return Plan(tuple(Write(f"products/n/no-{n}.toml", data) for n, data in enumerate(records)), "Add many\n")


@pytest.mark.parametrize("count", [1, MANY - 5, MANY, 5 * MANY])
def test_few_and_many_files_come_to_the_tree_that_git_makes_of_them(count: int, store: Store, git: RunGit) -> None:
    store.apply(many(count))
    git(store.folder, "read-tree", "--empty")
    git(store.folder, "add", "-A")
    assert git(store.folder, "write-tree") == git(store.folder, "rev-parse", "HEAD^{tree}")
    assert bool([*(store.folder / ".git/objects/pack").glob("*.pack")]) == (count >= MANY)


def test_a_loose_object_that_was_torn_does_not_keep_many_from_being_saved(store: Store, git: RunGit) -> None:
    plan = many(2 * MANY)
    first = plan.changes[0]
    assert isinstance(first, Write)
    ident = git(store.folder, "hash-object", "-w", "--stdin", stdin=first.data).strip()
    path = store.folder / ".git/objects" / ident[:2] / ident[2:]
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:10])
    store.apply(plan)
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


def test_a_git_that_keeps_something_else_is_found_out(store: Store, tmp_path: Path) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\ncat >/dev/null\nprintf 'pack\\t%040d\\n' 1\n")
    (tmp_path / "git").chmod(0o755)
    other = Git(store.folder, {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})
    with pytest.raises(SyncError, match="did not keep"):
        store_pack(other, [GitObject("blob", b"x")])
