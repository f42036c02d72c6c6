"""When the history is packed, what of it, and whose work is let be."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import DiskError, SyncError, UntrustedError
from talktag.lock import writing
from talktag.model.plan import Plan, Write
from talktag.store.git.packing import due, loose
from talktag.store.store import Store
from tests.kit.stores import opened

from .conftest import LOST, everything, lies

Git = Callable[..., str]


def add_many(git: Git, folder: Path, count: int) -> None:
    """Make loose objects that nothing leads to, of contents that differ."""
    drafts = folder.parent / "drafts"
    drafts.mkdir(exist_ok=True)
    for number in range(count):
        (drafts / str(number)).write_text(f"draft {number} of {count}\n")
    listed = "".join(f"{drafts / str(number)}\n" for number in range(count))
    git(folder, "hash-object", "-w", "--stdin-paths", stdin=listed.encode())


def save(store: Store, name: str, data: bytes | None = None) -> str:
    return str(
        store.apply(Plan((Write(f"products/c/camera/files/{name}", data or name.encode() * 100),), f"Add {name}\n"))
    )


def incompressible(size: int) -> bytes:
    return os.urandom(size)


def test_few_loose_objects_are_left_as_they_are(store: Store) -> None:
    save(store, "one")
    before = lies(store.folder)
    store.pack()
    assert lies(store.folder) == before
    assert before.packs == ()


def test_many_loose_objects_become_one_pack_with_all_of_them(store: Store, git: Git) -> None:
    add_many(git, store.folder, loose.MANY * 2)
    before = everything(git, store.folder)
    store.pack()
    found = lies(store.folder)
    assert (found.loose, len(found.packs), found.has_graph) == (0, 1, True)
    assert everything(git, store.folder) == before


def test_of_very_many_some_thousands_are_packed_at_a_time_the_oldest_first(store: Store, git: Git) -> None:
    add_many(git, store.folder, 5000)
    newest = store.folder / ".git/objects" / (git(store.folder, "rev-parse", "HEAD").strip()[:2])
    commit = next(path for path in newest.iterdir() if path.name == git(store.folder, "rev-parse", "HEAD").strip()[2:])
    os.utime(commit, (time.time() + 9, time.time() + 9))
    store.pack()
    left = lies(store.folder).loose
    assert 0 < left < 1500
    assert commit.exists()
    opened(store.folder).pack(wholly=True)
    assert lies(store.folder).loose == 0


def test_what_no_branch_leads_to_stays(store: Store, git: Git) -> None:
    lost = git(store.folder, "hash-object", "-w", "--stdin", stdin=LOST).strip()
    gone = save(store, "gone")
    git(store.folder, "reset", "-q", "--hard", "HEAD~1")
    git(store.folder, "reflog", "expire", "--expire=now", "--all")
    store.pack(wholly=True)
    assert lies(store.folder).loose == 0
    assert git(store.folder, "cat-file", "blob", lost).encode() == LOST
    assert git(store.folder, "cat-file", "-t", gone) == "commit\n"


def test_a_large_object_stays_a_file_of_its_own_and_counts_for_none(store: Store, git: Git) -> None:
    save(store, "film", incompressible(2 * loose.LARGE))
    store.pack(wholly=True)
    assert lies(store.folder).loose == 1
    assert git(store.folder, "fsck", "--strict", "--no-progress") == ""


def test_few_packs_are_left_after_many_runs_and_nothing_of_any_is_lost(store: Store, git: Git) -> None:
    for number in range(12):
        save(store, f"file-{number}", incompressible(400))
        store.pack(wholly=True)
    assert len(lies(store.folder).packs) <= 4
    assert git(store.folder, "fsck", "--strict", "--no-progress") == ""
    assert int(git(store.folder, "rev-list", "--count", "HEAD")) == 13


def test_many_packs_are_joined_where_little_is_loose_unless_somebody_keeps_them(store: Store, git: Git) -> None:
    for number in range(24):
        blob = git(store.folder, "hash-object", "-w", "--stdin", stdin=b"draft %d\n" % number)
        git(store.folder, "pack-objects", "-q", ".git/objects/pack/pack", stdin=blob.encode())
    git(store.folder, "prune-packed")
    before = everything(git, store.folder)
    packs = list((store.folder / ".git/objects/pack").glob("*.pack"))
    for pack in packs:
        pack.with_suffix(".keep").touch()
    assert not due.is_due(store.folder)
    for pack in packs:
        pack.with_suffix(".keep").unlink()
    assert due.is_due(store.folder)
    store.pack()
    assert len(lies(store.folder).packs) <= 3
    assert everything(git, store.folder) == before
    assert not due.is_due(store.folder)


def test_a_run_that_finds_nothing_new_changes_no_pack(store: Store) -> None:
    store.pack(wholly=True)
    before = lies(store.folder)
    store.pack(wholly=True)
    assert lies(store.folder) == before


@pytest.mark.parametrize("ending", ["keep", "promisor", "bitmap", "mtimes"])
def test_a_pack_that_somebody_else_looks_after_is_let_be(ending: str, store: Store, git: Git) -> None:
    store.pack(wholly=True)
    (kept,) = (store.folder / ".git/objects/pack").glob("*.pack")
    kept.with_suffix(f".{ending}").touch()
    save(store, "more", incompressible(kept.stat().st_size))
    store.pack(wholly=True)
    assert kept.exists()
    assert len(lies(store.folder).packs) == 2


def test_a_pack_with_an_index_of_the_old_form_is_let_be(store: Store, git: Git) -> None:
    store.pack(wholly=True)
    (kept,) = (store.folder / ".git/objects/pack").glob("*.pack")
    kept.with_suffix(".idx").unlink()
    git(store.folder, "index-pack", "--index-version=1", str(kept))
    save(store, "more", incompressible(kept.stat().st_size))
    opened(store.folder).pack(wholly=True)
    assert kept.exists()
    assert (lies(store.folder).loose, len(lies(store.folder).packs)) == (0, 2)


def test_packs_with_an_index_over_all_of_them_are_let_be(store: Store, git: Git) -> None:
    store.pack(wholly=True)
    git(store.folder, "multi-pack-index", "write")
    (kept,) = (store.folder / ".git/objects/pack").glob("*.pack")
    save(store, "more", incompressible(kept.stat().st_size))
    store.pack(wholly=True)
    assert kept.exists()
    assert lies(store.folder).loose == 0
    assert git(store.folder, "fsck", "--strict", "--no-progress") == ""


def test_nothing_is_packed_while_a_git_gc_is_at_work(store: Store) -> None:
    at_work = subprocess.Popen(["sleep", "600"])
    pid = store.folder / ".git/gc.pid"
    pid.write_text(f"{at_work.pid} {platform.node()}")
    try:
        store.pack(wholly=True)
        assert lies(store.folder).packs == ()
        assert pid.exists(), "it is not ours to take away"
    finally:
        at_work.kill()
        at_work.wait()
    store.pack(wholly=True)
    assert lies(store.folder).loose == 0
    assert not pid.exists()


@pytest.mark.parametrize(
    ("name", "content", "age", "packs"),
    [
        ("gc.pid", "1 elsewhere", 60, False),  # on another computer, which nobody can ask
        ("gc.pid", "1 elsewhere", 13 * 3600, True),
        ("gc.pid", "", 60, True),
        ("objects/maintenance.lock", "", 60, False),
        ("objects/maintenance.lock", "", 13 * 3600, True),
    ],
)
def test_whoever_else_packs_is_waited_for_half_a_day(
    name: str, content: str, age: int, packs: bool, store: Store
) -> None:
    sign = store.folder / ".git" / name
    sign.write_text(content)
    os.utime(sign, (time.time() - age, time.time() - age))
    store.pack(wholly=True)
    assert bool(lies(store.folder).packs) is packs


def test_git_gc_does_not_begin_while_talktag_packs(store: Store, git: Git) -> None:
    from talktag.store.git.packing.others import only_one

    with only_one(store.folder / ".git", store.folder / ".git/talktag/tmp") as is_free:
        assert is_free
        said = git(store.folder, "gc", fails=True)
    assert f"gc is already running on machine '{platform.node()}' pid {os.getpid()}" in said
    git(store.folder, "gc", "-q")


def test_while_another_writes_to_the_store_nothing_is_packed(store: Store) -> None:
    with writing(store.folder / ".git/talktag/lock"):
        store.pack(wholly=True)
    assert lies(store.folder).packs == ()


def test_a_change_that_is_not_finished_is_left_to_be_finished_first(store: Store) -> None:
    journal = store.folder / ".git/talktag/journal.json"
    journal.write_text("{}")
    store.pack(wholly=True)
    assert lies(store.folder).packs == ()
    assert journal.exists()


def test_a_broken_loose_object_keeps_the_history_as_it_is_and_is_remembered_for_a_day(store: Store, git: Git) -> None:
    objects = store.folder / ".git/objects"
    add_many(git, store.folder, loose.MANY * 2)
    one, other = sorted(objects.glob("17/*"))[:2]
    one.chmod(0o644)
    one.write_bytes(other.read_bytes())  # whole, and another one than its name says
    before = lies(store.folder)
    with pytest.raises(SyncError):
        store.pack()
    assert lies(store.folder) == before
    assert not list((store.folder / ".git/talktag/packing").iterdir())
    assert "index-pack" in str(due.failure(store.folder))
    store.pack()  # nothing, for a day
    mark = store.folder / ".git/talktag/unpacked"
    yesterday = time.time() - 25 * 3600
    os.utime(mark, (yesterday, yesterday))
    one.unlink()
    store.pack()
    assert lies(store.folder).loose == 0
    assert due.failure(store.folder) is None


@pytest.mark.parametrize("ending", ["pack", "idx"])
def test_packs_are_not_joined_where_one_is_damaged(ending: str, store: Store, git: Git) -> None:
    store.pack(wholly=True)
    (damaged,) = (store.folder / ".git/objects/pack").glob(f"*.{ending}")
    size = damaged.with_suffix(".pack").stat().st_size
    save(store, "more", incompressible(size))
    store.pack(wholly=True)
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged.chmod(0o644)
    damaged.write_bytes(data)
    with pytest.raises((SyncError, DiskError)):
        opened(store.folder).pack(wholly=True)
    assert damaged.read_bytes() == bytes(data)
    assert len(lies(store.folder).packs) == 2, "nothing is taken away"


def test_a_shallow_store_is_packed_without_an_index_of_commits(store: Store, git: Git) -> None:
    for number in range(3):
        save(store, f"file-{number}")
    shallow = store.folder.parent / "shallow"
    git(store.folder.parent, "clone", "-q", "--depth=2", store.folder.as_uri(), str(shallow))
    git(shallow, "hash-object", "-w", "--stdin", stdin=LOST)
    before = everything(git, shallow)
    opened(shallow).pack(wholly=True)
    assert lies(shallow).loose == 0
    assert not lies(shallow).has_graph
    assert everything(git, shallow) == before
    assert not due.is_due(shallow)


def test_a_long_history_that_came_packed_gets_an_index_of_commits(store: Store, git: Git) -> None:
    add_many(git, store.folder, 6000)
    git(store.folder, "add", "-A")
    blobs = [path.parent.name + path.name for path in (store.folder / ".git/objects").glob("??/*")]
    git(store.folder, "pack-objects", ".git/objects/pack/pack", stdin="\n".join(blobs).encode() + b"\n")
    git(store.folder, "prune-packed")
    assert due.is_due(store.folder)
    store.pack()
    assert lies(store.folder).has_graph
    assert not due.is_due(store.folder)


def test_the_index_of_commits_tells_of_each_what_it_changed(store: Store, git: Git) -> None:
    for number in range(20):
        save(store, f"file-{number}")
    store.pack(wholly=True)
    perf = store.folder.parent / "perf"
    git(store.folder, "log", "--format=%H", "--", "products/c/camera.toml", GIT_TRACE2_PERF=str(perf))
    told = perf.read_text()
    assert '"filter_not_present":0' in told
    assert '"definitely_not":20' in told


def test_a_worktree_of_the_owner_s_goes_on_with_what_was_packed(store: Store, git: Git) -> None:
    beside = store.folder.parent / "beside"
    git(store.folder, "worktree", "add", "-q", "--detach", str(beside))
    (beside / "draft.txt").write_text("only staged here\n")
    git(beside, "add", "draft.txt")
    opened(store.folder).pack(wholly=True)
    assert git(beside, "show", ":draft.txt") == "only staged here\n"
    assert git(store.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


def test_a_place_to_work_in_that_leads_elsewhere_is_refused(store: Store, outside: Path) -> None:
    (store.folder / ".git/talktag/packing").symlink_to(outside)
    with pytest.raises(UntrustedError):
        store.pack(wholly=True)
    assert (outside / "victim").exists()
    assert lies(store.folder).packs == ()


def test_the_owner_s_own_settings_of_packs_change_nothing(store: Store, git: Git, environment: dict[str, str]) -> None:
    home = Path(environment["HOME"])
    home.mkdir(exist_ok=True)
    (home / ".gitconfig").write_text(
        "[pack]\n\tpackSizeLimit = 1m\n\tindexVersion = 1\n\twriteBitmaps = true\n"
        "[core]\n\tcommitGraph = false\n[gc]\n\tauto = 1\n[repack]\n\twriteBitmaps = true\n"
    )
    save(store, "one", incompressible(loose.LARGE - 1000))
    save(store, "two", incompressible(loose.LARGE - 1000))
    Store(store.folder, lambda: home, environment).pack(wholly=True)
    found = lies(store.folder)
    assert (found.loose, len(found.packs), found.has_graph) == (0, 1, True)
    assert git(store.folder, "fsck", "--strict", "--no-progress") == ""


def test_a_store_whose_folder_has_an_awkward_name_is_packed(
    tmp_path: Path, environment: dict[str, str], git: Git
) -> None:
    folder = tmp_path / 'a:b "c" \\d é'
    folder.mkdir()
    made = Store(folder, lambda: tmp_path / "cache", environment)
    made.git.create()
    save(made, "one")
    made.pack(wholly=True)
    assert lies(folder).loose == 0
    assert git(folder, "fsck", "--strict", "--no-progress") == ""
