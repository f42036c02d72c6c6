"""The trees that talktag works out itself are, byte for byte, those that git makes with its index."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from talktag.errors import SyncError
from talktag.model.plan import Change, Move, Plan, Remove, Write
from talktag.store.git import trees
from talktag.store.git.commit import held_trees
from talktag.store.git.git import ABSENT, blob_id
from talktag.store.store import Store
from tests.store.hostile import head
from tests.store.laboratory import Laboratory

Git = Callable[..., str]
# Names that sort differently as files and as folders, in few enough kinds that they often meet.
NAMES = st.sampled_from(["a", "a.b", "a-b", "a0", "ab", "b", "Z"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
KINDS = st.sampled_from(["100644", "100755", "120000", "160000"])
BLOB = blob_id(b"x")
OTHER = blob_id(b"y")
NEW = st.sampled_from([OTHER, None])


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, git: Git) -> Store:
    """An empty repository with two blobs; each example brings its own tree."""
    folder = tmp_path_factory.mktemp("trees")
    store = Store(folder, lambda: folder / "cache", {})
    store.git.create()
    for content in (b"x", b"y"):
        git(folder, "hash-object", "-w", "--stdin", stdin=content)
    return store


def by_index(git: Git, folder: Path, start: str | None, lines: list[str]) -> str:
    """The tree that git makes of `start` and these lines for `update-index`."""
    (folder / ".git/index").unlink(missing_ok=True)
    if start:
        git(folder, "read-tree", start)
    git(folder, "update-index", "-z", "--index-info", stdin="\0".join([*lines, ""]).encode())
    return git(folder, "write-tree").strip()


def contradicts(blobs: dict[str, str | None]) -> bool:
    """Whether one path is to be a file and a folder at once, which no plan can be carried out with."""
    written = [path for path, blob in blobs.items() if blob]
    return any(path.startswith(f"{other}/") for path in written for other in written)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(held=st.dictionaries(PATHS, KINDS, max_size=10), blobs=st.dictionaries(PATHS, NEW, min_size=1, max_size=6))
@example(held={"a": "100644"}, blobs={"a": None, "a/b": None})
@example(held={"a": "100644"}, blobs={"a": None, "a/b": OTHER})
@example(held={"a/b": "100644", "a/c": "100644"}, blobs={"a": OTHER, "a/b": None})
@example(held={"a/b": "100644"}, blobs={"a": None})
@example(held={"a": "160000"}, blobs={"a/b": None})
def test_any_change_gives_the_tree_that_gits_index_gives(
    repository: Store, git: Git, held: dict[str, str], blobs: dict[str, str | None]
) -> None:
    blobs = {path: blob for path, blob in blobs.items() if not contradicts({**blobs, path: blob})}
    folder = repository.folder
    start = by_index(git, folder, None, [f"{kind} {BLOB} 0\t{path}" for path, kind in held.items()])
    lines = [f"100644 {blob} 0\t{path}" if blob else f"0 {ABSENT} 0\t{path}" for path, blob in sorted(blobs.items())]
    wanted = by_index(git, folder, start, lines)
    top, new = trees.change_tree(held_trees(repository.git, start, blobs), blobs)
    assert top == wanted
    for number, data in enumerate(new.values()):
        (folder / f"tree-{number}").write_bytes(data)
    names = "".join(f"tree-{number}\n" for number in range(len(new)))
    said = git(folder, "hash-object", "-t", "tree", "--no-filters", "--stdin-paths", stdin=names.encode())
    assert said.split() == [*new]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(held=st.dictionaries(PATHS, KINDS, max_size=10), asked=st.lists(PATHS, min_size=1, max_size=12))
def test_what_is_committed_at_many_paths_is_what_git_says_of_each(
    repository: Store, git: Git, held: dict[str, str], asked: list[str]
) -> None:
    start = by_index(git, repository.folder, None, [f"{kind} {BLOB} 0\t{path}" for path, kind in held.items()])
    found = trees.file_ids(held_trees(repository.git, start, asked), asked)
    listed = git(repository.folder, "ls-tree", "-r", "-z", start).split("\0")
    said = {path: what.split()[2] for what, _, path in (line.partition("\t") for line in listed if line)}
    for path in asked:
        assert found[path] == said.get(path)


def test_the_first_commit_of_all_has_no_tree_to_start_from(repository: Store, git: Git) -> None:
    wanted = by_index(git, repository.folder, None, [f"100644 {BLOB} 0\ta/b"])
    assert held_trees(repository.git, None, ["a/b"]) == {}
    assert trees.change_tree({}, {"a/b": BLOB})[0] == wanted
    assert trees.change_tree({}, {"a/b": None})[0] == by_index(git, repository.folder, None, [])


def test_after_many_changes_the_history_and_the_index_of_git_agree(store: Store, git: Git) -> None:
    chance = random.Random(3)
    paths = [f"{folder}/{name}" for folder in ("keys", "products/c", "products/c/cup", "shares") for name in "vwxyz"]
    for number in range(30):
        there, absent = ([path for path in paths if store.has(path) is has] for has in (True, False))
        chance.shuffle(there)
        chance.shuffle(absent)
        changes: list[Change] = [Write(path, b"new %d" % number) for path in absent[:2]]
        for path, target in zip(there[:3], absent[2:5], strict=False):
            data = store.read(path)
            kinds = [Write(path, b"%d" % number, data), Remove(path, data), Move(path, target, data)]
            changes.append(chance.choice(kinds))
        store.apply(Plan(tuple(changes), "Change\n"))
        assert git(store.folder, "write-tree") == git(store.folder, "rev-parse", "HEAD^{tree}")
        assert git(store.folder, "status", "--porcelain") == ""
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


@pytest.mark.parametrize("lost", ["HEAD", "HEAD^{tree}", "HEAD:products", "HEAD:products/c"])
def test_a_commit_with_a_part_missing_is_not_built_upon(lost: str, store: Store, git: Git) -> None:
    before, ident = head(store), git(store.folder, "rev-parse", lost).strip()
    (store.folder / ".git/objects" / ident[:2] / ident[2:]).unlink()
    with pytest.raises(SyncError):
        store.apply(Plan((Write("products/c/cup.toml", b"x"),), "Add\n"))
    assert head(store) == before
    assert not store.has("products/c/cup.toml")


def test_a_tree_that_is_not_the_one_its_folder_names_is_refused() -> None:
    inner = b"100644 b\0" + bytes.fromhex(BLOB)
    outer = b"40000 a\0" + trees.object_id("tree", inner)
    assert trees.change_tree({"": outer, "a": inner}, {"a/c": BLOB})
    for held in ({"": outer, "a": inner * 2}, {"": outer, "a": b""}, {"": outer}, {"": outer[:-1], "a": inner}):
        with pytest.raises(ValueError):
            trees.change_tree(held, {"a/c": BLOB})


def test_a_save_starts_few_gits_and_reads_no_whole_index(laboratory: Laboratory) -> None:
    assert 5 <= laboratory.gits("mixed") <= 7
