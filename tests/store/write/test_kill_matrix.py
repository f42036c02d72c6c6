"""A save killed at every system call that writes: what is there afterwards is the old or the new, never a mix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.store.laboratory import CALLS, Laboratory, states
from tests.store.runs import Run, every_point, reporting

pytestmark = pytest.mark.faults
KILL = "signal=SIGKILL"
NEXT = "products/n/next.toml"


@pytest.fixture(scope="module")
def judge(
    laboratory: Laboratory, git: Callable[..., str], files: Callable[[Path], dict[str, bytes]]
) -> Callable[[Run], str]:
    """Looks at a store after a kill, lets a fresh process repair it and save once more, and looks again."""

    def look(run: Run) -> str:
        old, new = states()[run.what]
        left = files(run.folder)
        for path in old.keys() | new.keys():
            assert left.get(path) in {old.get(path), new.get(path)}, f"{path} is neither old nor new"
        after = laboratory.call(run.folder, "repair")
        assert after.returncode == 0, after.stdout + after.stderr
        first, second, saved = after.stdout.splitlines()
        assert first == second, "a second repair changes something"
        assert saved.startswith("saved")
        now = files(run.folder)
        del now[NEXT]
        assert now in (old, new), f"a mix: {sorted(now)}"
        assert now == new or "saved" not in run.said, "said to be saved, and lost"
        check_health(git, run.folder, commits=3 if now == new else 2)
        return "new" if now == new else "old"

    return reporting(look)


def check_health(git: Callable[..., str], folder: Path, commits: int) -> None:
    assert git(folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    assert git(folder, "status", "--porcelain", "--ignored") == ""
    assert int(git(folder, "rev-list", "--count", "HEAD")) == commits
    private = folder / ".git/talktag"
    assert not (private / "journal.json").exists()
    assert not list((private / "tmp").iterdir())
    assert not [*(folder / ".git").rglob("*.lock"), *folder.rglob("*.tmp")]


def check(said: list[str], points: int) -> None:
    wrong = [each for each in said if each not in {"old", "new"}]
    assert not wrong, "\n".join(wrong)
    assert set(said) == {"old", "new"}, "a matrix that does not meet both ends proves nothing"
    assert len(said) >= points, "calls were missed"


@pytest.mark.parametrize("what", ["new", "changed"])
def test_talktag_killed_at_any_call_leaves_the_old_or_the_new(
    what: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = [each for call in CALLS for each in laboratory.points(what, call)] + laboratory.creating(what)
    check(every_point(partial(strike_talktag, laboratory, what), points, judge), points=45)


def test_a_save_of_many_files_killed_at_any_kind_of_call_leaves_the_old_or_the_new(
    laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    """Of what is done once for each file, every seventh."""
    points = [each for call in (*CALLS, "syncfs") for each in laboratory.points("many", call, 7)]
    check(every_point(partial(strike_talktag, laboratory, "many"), points, judge), points=25)


@pytest.mark.faults_of_git
def test_any_git_killed_in_a_save_of_many_files_leaves_the_old_or_the_new(
    laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = laboratory.git_points("many")
    check(every_point(partial(strike_git, laboratory, "many", True), points, judge), points=35)


@pytest.mark.faults_of_git
@pytest.mark.parametrize("takes_all", [False, True], ids=["git alone", "talktag with it"])
def test_any_git_killed_at_any_call_leaves_the_old_or_the_new(
    takes_all: bool, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = laboratory.git_points("mixed")
    check(every_point(partial(strike_git, laboratory, "mixed", takes_all), points, judge), points=50)


def strike_talktag(laboratory: Laboratory, what: str, call: str, when: int) -> Run:
    return laboratory.strike_talktag(what, call, KILL, str(when))


def strike_git(laboratory: Laboratory, what: str, takes_all: bool, process: int, call: str, when: int) -> Run:
    return laboratory.strike_git(what, process, call, KILL, str(when), takes_all)
