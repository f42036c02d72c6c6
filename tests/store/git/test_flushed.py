"""What talktag knows to be on the disk: its own saves, and nothing that another git, or a copy, brought there since."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import DiskError, InvalidError, SyncError, UntrustedError
from talktag.model.plan import Plan, Write
from talktag.store.git.flushed import Flushed
from talktag.store.git.git import Git, blob_id
from talktag.store.git.last_seen_commit import Seen
from talktag.store.store import Store

PlainGit = Callable[..., str]
BY = ("-c", "user.name=ana", "-c", "user.email=ana@store.example")
PLAN = Plan((Write("products/d/drill.toml", b"drill\n"),), "Add\n")


def is_known(git: Git) -> bool:
    return Flushed(git).is_known(git.tip())


def stage(store: Store, git: PlainGit) -> None:
    (store.folder / "new").write_text("new")
    git(store.folder, "add", "new")


def stash(store: Store, git: PlainGit) -> None:
    stage(store, git)
    git(store.folder, *BY, "stash")


def fetch(store: Store, git: PlainGit) -> None:
    other = store.folder.parent / "other"
    git(store.folder, "clone", "-q", ".", str(other))
    git(other, *BY, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(store.folder, "fetch", "-q", str(other), "main")


UNKNOWN: dict[str, Callable[[Store, PlainGit], object]] = {
    "git add": stage,
    "git stash": stash,
    "git fetch": fetch,
    "git commit": lambda store, git: git(store.folder, *BY, "commit", "-q", "--allow-empty", "-m", "mine"),
    "git commit --amend": lambda store, git: git(store.folder, *BY, "commit", "-q", "--amend", "-m", "mine"),
    "git checkout of another branch": lambda store, git: git(store.folder, "checkout", "-q", "-b", "other"),
    "git checkout --detach": lambda store, git: git(store.folder, "checkout", "-q", "--detach"),
    "git add and git reset": lambda store, git: (stage(store, git), git(store.folder, "reset", "-q")),
    "git branch": lambda store, git: git(store.folder, "branch", "other"),
    "git tag": lambda store, git: git(store.folder, "tag", "other"),
    "git gc": lambda store, git: git(store.folder, "gc", "-q"),
    "git pack-refs": lambda store, git: git(store.folder, "pack-refs", "--all"),
    "git config": lambda store, git: git(store.folder, "config", "user.name", "Ana"),
    "the mark taken away": lambda store, git: (store.folder / ".git/talktag/flushed").unlink(),
    "a pipe in place of the mark": lambda store, git: pipe(store.folder / ".git/talktag/flushed"),
}


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_another_git_adds_is_not_known_to_be_flushed(name: str, store: Store, git: PlainGit) -> None:
    assert is_known(store.git)
    UNKNOWN[name](store, git)
    assert not is_known(store.git)


def test_a_new_store_and_each_save_are_known_to_be_flushed(store: Store) -> None:
    for number in range(3):
        assert is_known(store.git)
        store.apply(Plan((Write(f"products/d/drill-{number}.toml", b"x"),), "Add\n"))


def test_a_git_that_only_looks_changes_nothing_of_that(store: Store, git: PlainGit) -> None:
    index = (store.folder / ".git/index").read_bytes()
    git(store.folder, "status")
    assert (store.folder / ".git/index").read_bytes() != index, "git status wrote the index anew"
    for words in (["log"], ["diff"], ["fsck"], ["show"]):
        git(store.folder, *words)
    assert is_known(store.git)


def test_a_copy_of_a_store_is_not_known_to_be_flushed(store: Store) -> None:
    copy = store.folder.parent / "copy"
    shutil.copytree(store.folder, copy)
    assert not is_known(Git(copy, {}))
    store.folder.rename(store.folder.parent / "moved")
    assert is_known(Git(store.folder.parent / "moved", dict(os.environ)))


@pytest.mark.parametrize("content", [b"", b"\0" * 60, b"garbage"])
def test_an_object_that_a_power_cut_left_broken_is_written_anew(content: bytes, store: Store, git: PlainGit) -> None:
    blob = blob_id(b"drill\n")
    path = store.folder / ".git/objects" / blob[:2] / blob[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o444)
    store.apply(PLAN)
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    assert git(store.folder, "show", "HEAD:products/d/drill.toml") == "drill\n"


def test_an_object_that_is_there_and_whole_is_kept(store: Store, git: PlainGit) -> None:
    blob = git(store.folder, "hash-object", "-w", "--stdin", stdin=b"drill\n").strip()
    path = store.folder / ".git/objects" / blob[:2] / blob[2:]
    before = path.stat().st_ino
    store.apply(PLAN)
    assert path.stat().st_ino == before


def test_a_link_or_a_pipe_in_place_of_an_object_is_refused_before_anything_is_written(
    store: Store, files: Callable[[Path], dict[str, bytes]]
) -> None:
    blob = blob_id(b"drill\n")
    path = store.folder / ".git/objects" / blob[:2] / blob[2:]
    path.parent.mkdir(exist_ok=True)
    before = files(store.folder)
    for plant in (os.mkfifo, lambda path: path.symlink_to(store.folder.parent / "elsewhere")):
        plant(path)
        with pytest.raises((InvalidError, UntrustedError)):
            store.apply(PLAN)
        assert files(store.folder) == before
        path.unlink()


@pytest.mark.parametrize("broken", ["HEAD", "HEAD^{tree}"])
def test_a_history_that_cannot_be_read_is_not_one_that_was_set_back(
    broken: str, store: Store, git: PlainGit, tmp_path: Path
) -> None:
    seen = Seen(lambda: tmp_path / "seen", store.folder)
    seen.remember(store.git.tip())
    (store.folder / "talktag.toml").write_bytes(b"changed\n")
    git(store.folder, *BY, "commit", "-qam", "mine")
    ident = git(store.folder, "rev-parse", broken).strip()
    path = store.folder / ".git/objects" / ident[:2] / ident[2:]
    path.chmod(0o600)
    path.write_bytes(b"")
    if broken == "HEAD":
        with pytest.raises(SyncError, match="the history cannot be read"):
            seen.rewound(store.git, store.git.tip())
    else:
        assert seen.rewound(store.git, store.git.tip()) is None
    with pytest.raises((SyncError, DiskError)):
        store.apply(PLAN)
    git(store.folder, "update-ref", "HEAD", str(seen.commit()))
    assert store.apply(PLAN)


def test_a_commit_that_is_not_there_was_set_back(store: Store, tmp_path: Path) -> None:
    seen = Seen(lambda: tmp_path / "seen", store.folder)
    seen.remember("1" * 40)
    lost = seen.rewound(store.git, store.git.tip())
    assert lost
    assert lost.gone is None
