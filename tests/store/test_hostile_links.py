"""A store received from a stranger: what its links lead to is not written, not read and not told."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from talktag.errors import InvalidError, TalktagError, UntrustedError
from talktag.model.plan import Change, Move, Plan, Remove, Write
from talktag.store.collections import COLLECTIONS, SHARES
from talktag.store.git.last_seen_commit import Seen
from talktag.store.store import Store
from tests.kit.stores import opened, unopened

from .hostile import CANARY, OPERATIONS, again, everything, head, plant_journal

WHO = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git_file(git_folder: Path, outside: Path) -> None:
    shutil.move(git_folder, outside / "git")
    git_folder.write_text(f"gitdir: {outside}/git\n")


def git_link(git_folder: Path, outside: Path) -> None:
    shutil.move(git_folder, outside / "git")
    git_folder.symlink_to(outside / "git")


def common_folder(git_folder: Path, outside: Path) -> None:
    shutil.copytree(git_folder, outside / "git")
    (git_folder / "commondir").write_text(f"{outside}/git\n")


def alternates(git_folder: Path, outside: Path) -> None:
    shutil.copytree(git_folder, outside / "git")
    (git_folder / "objects/info").mkdir(exist_ok=True)
    (git_folder / "objects/info/alternates").write_text(f"{outside}/git/objects\n")


def linked(name: str) -> Callable[[Path, Path], None]:
    def plant_link(git_folder: Path, outside: Path) -> None:
        path = git_folder / name
        target = outside / name.replace("/", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            shutil.move(path, target)
        else:
            target.write_bytes(CANARY)
        path.symlink_to(target)

    return plant_link


LINKED = [
    "objects",
    "objects/pack",
    "objects/info",
    "refs",
    "refs/heads",
    "refs/heads/main",
    "logs",
    "logs/HEAD",
    "logs/refs/heads/main",
    "index",
    "HEAD",
    "config",
    "packed-refs",
    "info",
    "info/attributes",
    "talktag",
    "talktag/tmp",
    "talktag/lock",
    "talktag/journal.json",
]


def every_free_folder_of_objects(git_folder: Path, outside: Path) -> None:
    for number in range(256):
        if not (path := git_folder / f"objects/{number:02x}").exists():
            path.symlink_to(outside)


REACHING: dict[str, Callable[[Path, Path], None]] = {
    "a file in place of .git": git_file,
    "a link in place of .git": git_link,
    "commondir": common_folder,
    "alternates": alternates,
    "links in place of folders of objects": every_free_folder_of_objects,
    **{f"a link in place of .git/{name}": linked(name) for name in LINKED},
}


@pytest.mark.parametrize("name", REACHING)
def test_a_repository_that_lies_elsewhere_is_refused_and_what_lies_there_is_untouched(
    name: str, store: Store, outside: Path, mark: Path
) -> None:
    commit = head(store)
    REACHING[name](store.folder / ".git", outside)
    before = everything(outside)
    for title, operation in OPERATIONS.items():
        if title in {"open", "changes", "find"}:
            continue
        with pytest.raises(UntrustedError, match=r"\.git"):
            operation(again(store))
        assert everything(outside) == before, title
    with pytest.raises(UntrustedError):
        again(store).history.changes(commit)


PIPES = ["HEAD", "config", "index", "packed-refs", "refs/heads/main", "refs/heads/other", "logs/HEAD", "shallow"]
PIPES += ["objects/pack/pack-1.idx", "objects/info/commit-graph", "info/grafts", "talktag/lock", "talktag/flushed"]


@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_in_a_repository_is_named_and_keeps_nobody_waiting(name: str, store: Store) -> None:
    path = store.folder / ".git" / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for title, operation in OPERATIONS.items():
        if title not in {"open", "changes", "find"}:
            with pytest.raises(UntrustedError, match="is a pipe or a device") as caught:
                operation(again(store))
            assert caught.value.hints == (f"look at it, then take it away: rm {path}",)


@pytest.mark.parametrize("title", ["log", "file_at", "broken_objects", "rewound"])
def test_a_pipe_in_place_of_an_object_keeps_nobody_waiting(title: str, store: Store) -> None:
    commit = head(store)
    path = store.folder / ".git/objects" / commit[:2] / commit[2:]
    path.unlink()
    os.mkfifo(path)
    seen = Seen(lambda: store.folder.parent / "seen", store.folder)
    seen.remember("1" * 40)
    operations = {**OPERATIONS, "rewound": lambda store: seen.rewound(store.git, commit)}
    with pytest.raises(UntrustedError, match="is a pipe or a device"):
        operations[title](again(store))


def test_a_store_of_pipes_that_came_from_elsewhere_is_refused_before_it_is_written_to(
    store: Store, files: Callable[[Path], dict[str, bytes]]
) -> None:
    copy = store.folder.parent / "copy"
    shutil.copytree(store.folder, copy)
    tree = store.git.run("rev-parse", "HEAD^{tree}").decode().strip()
    (copy / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    os.mkfifo(copy / f".git/objects/{tree[:2]}/{tree[2:]}")
    before = files(copy)
    with pytest.raises(UntrustedError, match="is a pipe or a device"):
        unopened(copy).apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))
    assert files(copy) == before


def test_a_socket_that_git_keeps_to_watch_files_is_let_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.folder / ".git")  # as the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as watcher:
        watcher.bind("fsmonitor--daemon.ipc")
        store.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))


def test_a_history_that_says_it_has_other_parents_is_told_as_it_is(store: Store, git: Callable[..., str]) -> None:
    store.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))
    other = git(store.folder, "commit-tree", "-m", "other", "HEAD^{tree}", **WHO).strip()
    (store.folder / ".git/info/grafts").write_text(f"{head(store)} {other}\n")
    assert "other" in git(store.folder, "log", "--format=%s", "HEAD")
    assert [each.subject for each in again(store).history.log()] == ["Add", "Start the store"]
    assert other not in store.git.run("rev-list", "HEAD").decode()


@pytest.mark.parametrize("name", ["talktag", "talktag/tmp", "talktag/lock"])
def test_a_store_with_a_journal_in_a_linked_folder_is_refused_when_it_is_opened(
    name: str, store: Store, outside: Path
) -> None:
    plant_journal(store, [["products/c/camera.toml", "0" * 64, None]])
    linked(name)(store.folder / ".git", outside)
    before = everything(outside)
    with pytest.raises(UntrustedError):
        opened(store.folder)
    assert everything(outside) == before


LINKS = {
    "products/c/camera.toml": "camera.toml",
    "products/c": ".",
    "products": "sub",
    "products/c/camera": "sub",
    "products/c/camera/files": ".",
    "products/c/camera/notes": ".",
    "products/c/camera/entries.toml": "victim",
    "parties": ".",
    "shares": ".",
    "keys": ".",
    "talktag.toml": "victim",
}


def link(store: Store, path: str, target: Path) -> None:
    place = store.folder / path
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def told(store: Store) -> str:
    """All that a store tells of itself, whatever it is asked."""
    words = []
    asked: list[Callable[[], object]] = [
        lambda: store.read("products/c/camera.toml"),
        lambda: store.read("products/c/victim"),
        lambda: store.read("products/c/camera/files/victim"),
        lambda: store.read("products/sub/victim"),
        lambda: store.read("keys/victim"),
        lambda: store.record("camera"),
        lambda: store.settings,
        lambda: store.entries("camera"),
        lambda: store.note_ids("camera"),
        lambda: store.note("camera", "note"),
        *(partial(store.all, each) for each in COLLECTIONS),
        lambda: store.where(SHARES, product="c000000000001"),
        lambda: store.where(SHARES, slug="camera", product="c000000000001"),
        lambda: store.unreadable(SHARES),
        lambda: store.count(SHARES, "product"),
        lambda: store.names("products/c"),
        lambda: store.names("products"),
        lambda: store.names("products/c/camera/files"),
        lambda: store.has("products/c/victim"),
        lambda: store.has("keys/victim"),
        store.catalogue.products,
        store.catalogue.problems,
    ]
    for ask in asked:
        try:
            words.append(repr(ask()))
        except TalktagError as error:
            words.append(f"{error.message} {error.details}")
    return "\n".join(words)


@pytest.mark.parametrize("path", LINKS)
def test_nothing_a_link_in_the_store_leads_to_is_told(path: str, store: Store, outside: Path) -> None:
    link(store, path, outside / LINKS[path])
    found = told(again(store))
    assert "canary-7c1f" not in found
    assert "victim" not in found.replace('"products/c/victim"', "").replace("/victim", "")
    assert "True" not in found
    assert "'note'" not in found


@pytest.mark.parametrize("path", LINKS)
def test_nothing_is_written_where_a_link_in_the_store_leads(path: str, store: Store, outside: Path) -> None:
    link(store, path, outside / LINKS[path])
    before = everything(outside)
    inside = everything(store.folder / "keys")
    changes: list[Change] = []
    for name in (path, f"{path}/victim", f"{path}/sub/new.toml"):
        changes += [Write(name, b"mine"), Write(name, b"mine", CANARY), Remove(name, CANARY)]
        changes += [Move("keys/mine", name, b"mine"), Move(name, "keys/theirs", CANARY)]
    store.apply(Plan((Write("keys/mine", b"mine"),), "Mine\n")) if path != "keys" else None
    for change in changes:
        with pytest.raises(TalktagError):
            again(store).apply(Plan((change,), "Change\n"))
        assert everything(outside) == before, change
    assert everything(store.folder / "keys").keys() - inside.keys() <= {"mine"}


def test_a_pipe_in_place_of_a_record_does_not_keep_anyone_waiting(store: Store) -> None:
    os.mkfifo(store.folder / "products/c/cup.toml")
    with pytest.raises(InvalidError, match="not a regular file"):
        store.record("cup")
    assert [each.slug for each in store.catalogue.products()] == ["camera"]
