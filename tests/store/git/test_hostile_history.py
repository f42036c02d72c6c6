"""A history no git would make, a damaged one, and surroundings that point at another one."""

from __future__ import annotations

import contextlib
import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import InvalidError, NotFoundError, SyncError
from talktag.store.store import Store
from tests.store.hostile import again, everything, head, save


@pytest.mark.parametrize(
    "header",
    [
        "author A <a@b> 99999999999999999 +0000\ncommitter A <a@b> 99999999999999999 +0000\n",
        "author A <a@b> -99999999999999999 +0000\ncommitter A <a@b> -99999999999999999 +0000\n",
        "author A <a@b> 1700000000 +999999\ncommitter A <a@b> 1700000000 -999999\n",
        "author\ncommitter\n",
        "author \0\ncommitter \0\n",
        "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\nencoding nonsense\n",
        "",
    ],
    ids=repr,
)
def test_a_commit_no_git_would_make_does_not_break_the_log(header: str, store: Store, git: Callable[..., str]) -> None:
    tree = git(store.folder, "rev-parse", "HEAD^{tree}").strip()
    content = f"tree {tree}\nparent {head(store)}\n{header}\nodd\n".encode()
    made = git(store.folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=content).strip()
    (store.folder / ".git/refs/heads/main").write_text(f"{made}\n")
    history = again(store).history
    for ask in (
        lambda: list(history.log()),
        lambda: history.changes(made),
        lambda: history.find(made),
        lambda: history.file_at("talktag.toml", datetime.datetime.now(datetime.UTC).date()),
    ):
        with contextlib.suppress(SyncError):
            ask()


@pytest.mark.parametrize("kind", ["tree", "blob", "commit"])
def test_a_history_with_a_missing_object_is_an_error_that_says_so(
    kind: str, store: Store, git: Callable[..., str]
) -> None:
    name = {"tree": "HEAD^{tree}", "blob": "HEAD:talktag.toml", "commit": "HEAD~1"}[kind]
    save(store)
    lost = git(store.folder, "rev-parse", name).strip()
    start = git(store.folder, "rev-list", "--max-parents=0", "HEAD").strip()
    (store.folder / ".git/objects" / lost[:2] / lost[2:]).unlink()
    history = again(store).history
    with pytest.raises(SyncError) as failed:
        [list(history.log()), history.changes(head(store)), history.changes(start)]
    assert any("doctor" in hint for hint in failed.value.hints)
    assert store.git.broken_objects()


def test_no_settings_of_the_process_lead_git_to_another_repository(
    store: Store, environment: dict[str, str], git: Callable[..., str], outside: Path
) -> None:
    """As in a hook of another repository, where git sets GIT_DIR and GIT_INDEX_FILE."""
    git(outside, "init", "--quiet")
    git(outside, "-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--allow-empty", "-m", "theirs")
    before = everything(outside)
    script = """
import os, sys
from pathlib import Path
from talktag.model.plan import Plan, Write
from talktag.store.store import Store
store = Store.open(Path(sys.argv[1]), lambda: Path(sys.argv[2]), os.environ)
store.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\\n"))
log = list(store.history.log())
print([past.subject for past in log], [each.path for each in store.history.changes(log[0].commit)])
"""
    inherited = {
        "GIT_DIR": str(outside / ".git"),
        "GIT_WORK_TREE": str(outside),
        "GIT_INDEX_FILE": str(outside / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(outside / ".git/objects"),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.folder), str(store.folder.parent / "cache")],
        env=environment | inherited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "['Add', 'Start the store'] ['products/d/drill.toml']\n", done.stderr
    assert everything(outside) == before


def test_a_file_in_the_history_whose_name_leaves_the_store_is_only_told(store: Store, git: Callable[..., str]) -> None:
    blob = git(store.folder, "hash-object", "-w", "--stdin", stdin=b"evil").strip()
    entry = b"100644 ../x\0" + bytes.fromhex(blob)
    tree = git(store.folder, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", stdin=entry).strip()
    who = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    made = git(store.folder, "commit-tree", "-p", head(store), "-m", "x", tree, **who).strip()
    (store.folder / ".git/refs/heads/main").write_text(f"{made}\n")
    assert ("../x", b"evil") in [(each.path, each.after) for each in again(store).history.changes(made)]
    with pytest.raises((InvalidError, NotFoundError)):
        again(store).read("../x")
