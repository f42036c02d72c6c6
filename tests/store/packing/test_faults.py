"""Packing killed, or refused by the disk, at any call that writes: nothing is lost, and the next run ends the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.laboratory import CALLS, GIT_CALLS, Laboratory
from tests.store.runs import Run, every_point, reporting

from .conftest import everything, lies

pytestmark = pytest.mark.faults
KILL = "signal=SIGKILL"
Git = Callable[..., str]
Judge = Callable[[Run], str]


@pytest.fixture(scope="module")
def judge(packable: Laboratory, git: Git) -> Judge:
    """Looks at a store after a fault: how much of the work was done. Then the next run must do the rest of it."""
    before = everything(git, packable.base)

    def look(run: Run) -> str:
        assert "Traceback" not in run.errors, run.errors.splitlines()[-1]
        check_whole(git, run.folder, before)
        left = lies(run.folder).loose
        after = packable.call(run.folder, "pack")
        assert after.returncode == 0, after.stdout + after.stderr
        check_whole(git, run.folder, before)
        check_packed(git, run.folder)
        saved = packable.call(run.folder, "repair")
        assert saved.returncode == 0, saved.stdout + saved.stderr
        assert git(run.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        return "loose" if left else "packed"

    return reporting(look)


def check_whole(git: Git, folder: Path, before: str) -> None:
    """Whether git finds all that was there, in order, with nothing to warn of."""
    assert git(folder, "fsck", "--strict", "--no-dangling", "--no-progress", fails=True) == ""
    assert everything(git, folder) == before, "an object is lost, or another one"
    assert git(folder, "status", "--porcelain", "--ignored") == ""


def check_packed(git: Git, folder: Path) -> None:
    """Whether all is in packs, each object once, and nothing of the work lies about."""
    found = lies(folder)
    assert (found.loose, found.has_graph) == (0, True), found
    each = git(folder, "cat-file", "--batch-all-objects", "--batch-check").splitlines()
    assert f"in-pack: {len(each)}\n" in git(folder, "count-objects", "-v"), "some are there twice"
    assert {path.stem for path in (folder / ".git/objects/pack").iterdir()} == {Path(name).stem for name in found.packs}
    assert not (folder / ".git/talktag/packing").exists()
    assert not (folder / ".git/gc.pid").exists()
    assert not (folder / ".git/talktag/unpacked").exists()
    assert not [each for name in ("*.lock", "tmp_*", "*.tmp") for each in (folder / ".git").rglob(name)]


def check(said: list[str], points: int) -> None:
    wrong = [each for each in said if each not in {"loose", "packed"}]
    assert not wrong, "\n".join(wrong)
    assert set(said) == {"loose", "packed"}, "a matrix that does not meet both ends proves nothing"
    assert len(said) >= points, f"calls were missed: only {len(said)}"


def test_undisturbed_it_leaves_every_object_in_a_pack_and_an_index_of_commits(packable: Laboratory, git: Git) -> None:
    folder = packable.copy()
    before, there = everything(git, folder), lies(folder)
    assert there.loose >= 6
    assert len(there.packs) == 2
    assert packable.call(folder, "pack").stdout == "packed\n"
    check_whole(git, folder, before)
    check_packed(git, folder)
    assert not set(lies(folder).packs) & set(there.packs), "they were not joined"


@pytest.mark.parametrize("fault", [KILL, "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_of_talktag_loses_nothing_and_the_next_run_ends_the_work(
    fault: str, packable: Laboratory, judge: Judge
) -> None:
    def strike(call: str, when: int) -> Run:
        return packable.strike_talktag("pack", call, fault, str(when))

    points = [each for call in (*CALLS, "rmdir") for each in packable.points("pack", call)]
    if fault != "error=ENOSPC":  # few opens need room
        points += packable.creating("pack")
    check(every_point(strike, points, judge), points=45)


@pytest.mark.faults_of_git
@pytest.mark.parametrize("fault", [KILL, "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_of_any_git_loses_nothing_and_the_next_run_ends_the_work(
    fault: str, packable: Laboratory, judge: Judge
) -> None:
    def strike(process: int, call: str, when: int) -> Run:
        return packable.strike_git("pack", process, call, fault, str(when))

    points = packable.git_points("pack", (*GIT_CALLS, "pwrite64"))
    check(every_point(strike, points, judge), points=20)


@pytest.mark.faults_of_git
def test_git_killed_together_with_talktag_loses_nothing_and_the_next_run_ends_the_work(
    packable: Laboratory, judge: Judge
) -> None:
    def strike(process: int, call: str, when: int) -> Run:
        return packable.strike_git("pack", process, call, KILL, str(when), takes_all=True)

    said = every_point(strike, packable.git_points("pack", ("write", "rename")), judge)
    assert set(said) <= {"loose", "packed"}, "\n".join(said)
    assert len(said) >= 12, f"calls were missed: only {len(said)}"


def test_a_disk_that_stays_full_loses_nothing_and_the_next_run_ends_the_work(
    packable: Laboratory, judge: Judge
) -> None:
    def strike(call: str, when: int) -> Run:
        return packable.strike_talktag("pack", call, "error=ENOSPC", f"{when}+")

    points = packable.points("pack", "write") + packable.points("pack", "mkdir") + packable.creating("pack")
    said = every_point(strike, points, judge)
    assert set(said) <= {"loose", "packed"}, "\n".join(said)
    assert "loose" in said
