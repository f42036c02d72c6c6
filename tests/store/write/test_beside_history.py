"""What lies beside the history: whole or not at all like everything else, known to no Git, gone when it is removed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from talktag.errors import InvalidError, StaleError
from talktag.model.plan import Move, Plan, Remove, Write
from talktag.store.store import Store
from tests.kit.stores import clean_environment, opened
from tests.store.laboratory import CALLS, ONE_SAVE, Laboratory, states
from tests.store.power_cut import Cut, Disk, State, record, restore, seen
from tests.store.runs import Run, every_point, reporting

HISTORY = ("start", "waiting")
NEXT = "products/n/next.toml"
SECRET = b"Erika Muster, 12 Harbour Lane"
FOLDERS = ("inbox/", "outbox/", "tables/", "finder/")
Git = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Iterator[Laboratory]:
    """A laboratory whose store has something beside its history already."""
    memory = Path("/dev/shm")
    usual = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("faults")
    with (
        tempfile.TemporaryDirectory(dir=usual) as folder,
        closing(Laboratory(Path(folder), program("strace"), program("git"), HISTORY)) as made,
    ):
        yield made


def committed(git: Git, folder: Path) -> dict[str, str]:
    listed = git(folder, "ls-tree", "-r", "-z", "HEAD").split("\0")
    return {path: what.split()[2] for what, _, path in (line.partition("\t") for line in listed if line)}


def in_history(files: dict[str, bytes]) -> dict[str, str]:
    """The blobs that the last commit should have."""
    saved = {path: data for path, data in files.items() if not path.startswith(FOLDERS)}
    return {
        path: hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        for path, data in saved.items()
    }


def check_health(git: Git, folder: Path) -> None:
    assert git(folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    assert git(folder, "status", "--porcelain") == ""
    private = folder / ".git/talktag"
    assert not (private / "journal.json").exists()
    assert not list((private / "tmp").iterdir())
    assert not [*(folder / ".git").rglob("*.lock"), *folder.rglob("*.tmp")]


@pytest.fixture(scope="module")
def judge_killed(harbour: Laboratory, git: Git, files: Files) -> Callable[[Run], str]:
    """Looks at a store after a kill, lets a fresh process repair it and save once more, and looks again."""

    def look(run: Run) -> str:
        old, new = states(HISTORY)[run.what]
        left = files(run.folder)
        for path in old.keys() | new.keys():
            assert left.get(path) in {old.get(path), new.get(path)}, f"{path} is neither old nor new"
        after = harbour.call(run.folder, "repair")
        assert after.returncode == 0, after.stdout + after.stderr
        first, second, _ = after.stdout.splitlines()
        assert first == second, "a second repair changes something"
        now = files(run.folder)
        del now[NEXT]
        assert now in (old, new), f"a mix: {sorted(now)}"
        assert now == new or "saved" not in run.said, "said to be kept, and lost"
        held = committed(git, run.folder)
        del held[NEXT]
        assert held == in_history(now), "the history tells of another state than the files"
        check_health(git, run.folder)
        return "new" if now == new else "old"

    return reporting(look)


@pytest.fixture(scope="module")
def judge_failed(harbour: Laboratory, git: Git, files: Files) -> Callable[[Run], str]:
    """Looks at a store right after a call failed, nothing repaired yet; then another save must go well."""

    def look(run: Run) -> str:
        assert "Traceback" not in run.errors, run.errors.splitlines()[-1]
        expected = states(HISTORY)[run.what][0 if run.code else 1]
        assert files(run.folder) == expected, f"files after {run.said}"
        assert committed(git, run.folder) == in_history(expected), f"history after {run.said}"
        after = harbour.call(run.folder, "next")
        assert after.returncode == 0, after.stdout + after.stderr
        now = files(run.folder)
        del now[NEXT]
        assert now == expected
        check_health(git, run.folder)
        return "old" if run.code else "new"

    return reporting(look)


def check(said: list[str], points: int) -> None:
    wrong = [each for each in said if each not in {"old", "new"}]
    assert not wrong, "\n".join(wrong)
    assert set(said) == {"old", "new"}, "a matrix that does not meet both ends proves nothing"
    assert len(said) >= points, f"calls were missed: {len(said)}"


def strike(laboratory: Laboratory, what: str, fault: str, call: str, when: int) -> Run:
    return laboratory.strike_talktag(what, call, fault, str(when))


def strike_git(laboratory: Laboratory, fault: str, takes_all: bool, process: int, call: str, when: int) -> Run:
    return laboratory.strike_git("taken", process, call, fault, str(when), takes_all)


@pytest.mark.faults
@pytest.mark.parametrize("what", ["kept", "taken"])
def test_talktag_killed_at_any_call_leaves_the_old_or_the_new(
    what: str, harbour: Laboratory, judge_killed: Callable[[Run], str]
) -> None:
    points = [each for call in CALLS for each in harbour.points(what, call)] + harbour.creating(what)
    check(every_point(partial(strike, harbour, what, "signal=SIGKILL"), points, judge_killed), points=30)


@pytest.mark.faults
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("what", ["kept", "taken"])
def test_one_failing_call_is_an_error_and_the_old_state(
    what: str, error: str, harbour: Laboratory, judge_failed: Callable[[Run], str]
) -> None:
    points = [each for call in CALLS for each in harbour.points(what, call)]
    check(every_point(partial(strike, harbour, what, f"error={error}"), points, judge_failed), points=25)


@pytest.mark.faults_of_git
@pytest.mark.faults
def test_any_git_killed_or_failing_leaves_the_old_or_the_new_of_both(
    harbour: Laboratory, judge_killed: Callable[[Run], str], judge_failed: Callable[[Run], str]
) -> None:
    points = harbour.git_points("taken")
    killed = every_point(partial(strike_git, harbour, "signal=SIGKILL", True), points, judge_killed)
    check(killed, points=40)
    failed = every_point(partial(strike_git, harbour, "error=EIO", False), points, judge_failed)
    check(failed, points=40)


@pytest.mark.faults
@pytest.mark.parametrize("what", ["kept", "taken"])
def test_a_power_cut_leaves_the_old_or_the_new_and_what_was_said_to_be_kept(
    what: str, harbour: Laboratory, judge_killed: Callable[[Run], str], program: Callable[[str], str]
) -> None:
    folder = harbour.copy()
    room, old = folder.parent, seen(folder.parent)
    words = [sys.executable, str(ONE_SAVE), str(folder), str(room / "cache"), what]
    calls = record(program("strace"), harbour.folder / "calls", words, clean_environment(room / "home"), room)
    shutil.rmtree(room)
    restore(old, room)
    chance, disk, cuts, said = random.Random(what), Disk(room, calls), [], f"saved of {what}"
    for call in calls:
        if disk.call(call):
            cuts += [disk.after(cut, chance) for cut in Cut]
    ends = [disk.after(cut, chance) for cut in (*Cut, Cut.SOME, Cut.SOME)]

    def judge(state: State, words: str) -> str:
        shutil.rmtree(room)
        restore(state, room)
        return judge_killed(Run(what, folder, True, 0, words, "", f"{what}: a power cut"))

    assert {judge(state, "") for state in [*chance.sample(cuts, 24), cuts[0]]} == {"old", "new"}
    assert {judge(state, said) for state in ends} == {"new"}


def test_a_change_beside_the_history_starts_no_git(harbour: Laboratory) -> None:
    assert harbour.gits("kept") == 0
    assert harbour.gits("taken") > 0


def test_it_makes_no_commit_and_no_git_command_of_a_person_takes_it_in(store: Store, git: Git) -> None:
    before = git(store.folder, "rev-parse", "HEAD")
    index = (store.folder / ".git/index").read_bytes()
    assert store.apply(Plan((Write("inbox/a.toml", b"a"), Write("tables/boat/table.toml", SECRET)), "")) is None
    assert git(store.folder, "rev-parse", "HEAD") == before
    assert (store.folder / ".git/index").read_bytes() == index
    git(store.folder, "add", "-A")
    git(store.folder, "clean", "-fdq")
    assert git(store.folder, "status", "--porcelain") == ""
    assert store.read("tables/boat/table.toml") == SECRET


def test_what_is_removed_is_nowhere_in_the_store_any_more(store: Store) -> None:
    store.apply(Plan((Write("tables/boat/table.toml", SECRET), Write("tables/boat/table.zip", SECRET * 9)), ""))
    assert holding(store.folder, SECRET) == {"tables/boat/table.toml", "tables/boat/table.zip"}
    changed = SECRET + b"!"
    store.apply(Plan((Write("tables/boat/table.toml", changed, SECRET), Write("products/d/d.toml", b"d")), "Both\n"))
    gone = (Remove("tables/boat/table.toml", changed), Remove("tables/boat/table.zip", SECRET * 9))
    store.apply(Plan(gone, ""))
    assert holding(store.folder, SECRET) == set()
    assert [path.name for path in (store.folder / "tables").iterdir()] == [".gitignore"]


def holding(folder: Path, wanted: bytes) -> set[str]:
    """The files that hold some bytes as they are, or packed as Git packs them."""
    import zlib

    found = set()
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if "objects" in path.parts and len(path.parent.name) == 2:
            data += zlib.decompress(data)
        if wanted in data:
            found.add(path.relative_to(folder).as_posix())
    return found


def test_a_removed_file_that_git_kept_is_found_by_that_look(store: Store) -> None:
    """Else the test above could not fail."""
    store.apply(Plan((Write("products/d/d.toml", SECRET),), "Add\n"))
    store.apply(Plan((Remove("products/d/d.toml", SECRET),), "Remove\n"))
    assert len(holding(store.folder, SECRET)) == 1


def test_one_plan_moves_a_file_from_beside_the_history_into_it(store: Store, git: Git, files: Files) -> None:
    store.apply(Plan((Write("inbox/a.zip", b"PK"),), ""))
    moved = Move("inbox/a.zip", "products/c/camera/received/a.zip", b"PK")
    assert store.apply(Plan((moved,), "Take it in\n"))
    assert git(store.folder, "show", "--format=", "--name-status", "HEAD") == "A\tproducts/c/camera/received/a.zip\n"
    assert "inbox/a.zip" not in files(store.folder)


def test_a_file_that_was_changed_meanwhile_is_not_written_over(store: Store) -> None:
    store.apply(Plan((Write("inbox/a.toml", b"a"),), ""))
    (store.folder / "inbox/a.toml").write_bytes(b"by hand")
    with pytest.raises(StaleError):
        store.apply(Plan((Remove("inbox/a.toml", b"a"),), ""))
    assert store.read("inbox/a.toml") == b"by hand"


def test_a_lost_ignore_file_is_there_again_with_the_next_file(store: Store) -> None:
    store.apply(Plan((Write("inbox/a.toml", b"a"),), ""))
    (store.folder / "inbox/.gitignore").unlink()
    store.apply(Plan((Write("inbox/b.toml", b"b"),), ""))
    assert (store.folder / "inbox/.gitignore").read_bytes() == b"*\n"


def test_a_folder_that_is_a_link_is_not_followed(store: Store, outside: Path) -> None:
    (store.folder / "inbox").symlink_to(outside)
    with pytest.raises(InvalidError):
        store.apply(Plan((Write("inbox/a.toml", b"a"),), ""))
    assert not (outside / "a.toml").exists()
    assert not (outside / ".gitignore").exists()


def test_a_journal_without_a_commit_takes_nothing_in_the_history_back(store: Store) -> None:
    camera = store.read("products/c/camera.toml")
    step = ["products/c/camera.toml", hashlib.sha256(camera).hexdigest(), None]
    journal = store.folder / ".git/talktag/journal.json"
    journal.write_text(json.dumps({"head": None, "commit": None, "steps": [step]}))
    with pytest.raises(InvalidError):
        opened(store.folder)
    assert (store.folder / "products/c/camera.toml").read_bytes() == camera
