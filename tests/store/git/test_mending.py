"""A branch that names no commit, as a power cut leaves it, is given the last one that is known to be whole, or none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import SyncError
from talktag.model.plan import Plan, Write
from talktag.store.git.last_seen_commit import Seen
from talktag.store.store import Store
from tests.kit.stores import unopened

PlainGit = Callable[..., str]
BROKEN = [b"", b"\0" * 41, b"garbage\n", b"1234\n"]


@pytest.fixture
def seeing(store: Store, tmp_path: Path) -> Store:
    """A store that has gone on by three commits, on a computer that remembers the last."""
    made = unopened(store.folder, memory=tmp_path / "seen")
    for name in ("drill", "saw", "file"):
        made.apply(Plan((Write(f"products/{name[0]}/{name}.toml", name.encode()),), f"Add {name}\n"))
    return made


def break_branch(store: Store, content: bytes = b"") -> str:
    path = store.folder / ".git/refs/heads/main"
    commit = path.read_text().strip()
    path.write_bytes(content)
    return commit


def break_object(store: Store, ident: str) -> None:
    path = store.folder / ".git/objects" / ident[:2] / ident[2:]
    path.chmod(0o600)
    path.write_bytes(b"")


@pytest.mark.parametrize("content", BROKEN)
def test_a_branch_that_names_no_commit_stops_everything_with_a_sentence_and_is_mended(
    content: bytes, seeing: Store, git: PlainGit
) -> None:
    commit = break_branch(seeing, content)
    for attempt in (lambda: list(seeing.history.log()), lambda: seeing.apply(Plan((Write("x.toml", b"x"),), "x\n"))):
        with pytest.raises(SyncError, match=r'the branch "refs/heads/main" cannot be read'):
            attempt()
    found = seeing.mends()
    assert (found.broken, found.content) == ("refs/heads/main", commit)
    seeing.mend()
    assert seeing.mends().broken is None
    assert git(seeing.folder, "rev-parse", "main").strip() == commit
    assert git(seeing.folder, "status", "--porcelain") == ""
    seeing.apply(Plan((Write("products/n/next.toml", b"x"),), "Add\n"))
    assert git(seeing.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


def test_a_commit_that_lost_a_part_is_passed_over_for_the_one_before(seeing: Store, git: PlainGit) -> None:
    before = git(seeing.folder, "rev-parse", "main~1").strip()
    break_object(seeing, git(seeing.folder, "rev-parse", "main:products/f/file.toml").strip())
    break_object(seeing, git(seeing.folder, "rev-parse", "main^{tree}").strip())
    break_branch(seeing)
    assert seeing.mends().content == before


def test_without_a_log_of_the_branch_the_commit_that_was_last_seen_is_taken(seeing: Store) -> None:
    commit = break_branch(seeing)
    (seeing.folder / ".git/logs/refs/heads/main").write_bytes(b"\0" * 100)
    assert seeing.mends().content == commit
    (seeing.folder / ".git/logs/refs/heads/main").unlink()
    assert seeing.mends().content == commit
    assert isinstance(seeing.seen, Seen)
    seeing.seen.remember(None)
    assert seeing.mends().content is None
    seeing.mend()
    assert seeing.mends().broken == "refs/heads/main", "nothing is made up"


def test_a_head_that_names_nothing_names_the_only_branch_again(seeing: Store, git: PlainGit) -> None:
    git(seeing.folder, "pack-refs", "--all")
    for content in (b"", b"\0" * 21):
        (seeing.folder / ".git/HEAD").write_bytes(content)
        seeing.mend()
        assert (seeing.folder / ".git/HEAD").read_bytes() == b"ref: refs/heads/main\n"
    git(seeing.folder, "branch", "other")
    (seeing.folder / ".git/HEAD").write_bytes(b"")
    assert seeing.mends().content is None


@pytest.mark.parametrize("on", ["detached", "packed", "other", "unborn"])
def test_a_branch_that_is_as_git_writes_it_is_let_be(on: str, seeing: Store, git: PlainGit) -> None:
    {
        "detached": lambda: git(seeing.folder, "checkout", "-q", "--detach"),
        "packed": lambda: git(seeing.folder, "pack-refs", "--all"),
        "other": lambda: git(seeing.folder, "checkout", "-q", "-b", "some/Other.branch-é"),
        "unborn": lambda: git(seeing.folder, "checkout", "-q", "--orphan", "new"),
    }[on]()
    assert seeing.mends().broken is None
    assert seeing.is_detached() == (on == "detached")


@pytest.mark.parametrize("where", ["loose", "packed"])
def test_the_only_branch_that_is_gone_altogether_is_there_again(where: str, seeing: Store, git: PlainGit) -> None:
    commit = git(seeing.folder, "rev-parse", "main").strip()
    if where == "packed":
        git(seeing.folder, "pack-refs", "--all")
        (seeing.folder / ".git/packed-refs").write_bytes(b"")
    else:
        (seeing.folder / ".git/refs/heads/main").unlink()
    assert (seeing.mends().broken, seeing.mends().content) == ("refs/heads/main", commit)
    seeing.mend()
    assert git(seeing.folder, "rev-parse", "main").strip() == commit


def test_a_head_that_was_cut_off_names_the_only_branch_again(seeing: Store) -> None:
    (seeing.folder / ".git/HEAD").write_bytes(b"ref: refs/he")
    seeing.mend()
    assert (seeing.folder / ".git/HEAD").read_bytes() == b"ref: refs/heads/main\n"


@pytest.mark.parametrize("content", [b"", b"\0" * 300, None])
@pytest.mark.parametrize("is_branch_broken", [False, True])
def test_an_index_that_a_power_cut_left_torn_is_made_anew(
    content: bytes | None, is_branch_broken: bool, seeing: Store, git: PlainGit
) -> None:
    assert not seeing.mends().is_torn
    index = seeing.folder / ".git/index"
    index.write_bytes(index.read_bytes()[:100] if content is None else content)
    if is_branch_broken:
        break_branch(seeing)
    assert seeing.mends().is_torn
    seeing.mend()
    assert not seeing.mends().is_torn
    assert git(seeing.folder, "status", "--porcelain") == ""


def test_a_folder_in_place_of_a_lock_is_taken_away_as_one_that_was_left(seeing: Store) -> None:
    lock = seeing.folder / ".git/refs/heads/main.lock"
    lock.mkdir()
    os.utime(lock, (10**9, 10**9))
    assert seeing.mends().locks == (lock,)
    seeing.mend()
    assert not lock.exists()
