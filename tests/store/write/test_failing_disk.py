"""A save on a disk that is full or fails, at every system call: an error and the old state, or success and the new."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.kit.stores import clean_environment
from tests.store.laboratory import CALLS, CLOCK, ONE_SAVE, Laboratory, states
from tests.store.runs import Run, every_point, reporting

pytestmark = pytest.mark.faults
NEXT = "products/n/next.toml"
POINTS = {"ENOSPC": 60, "EIO": 95}  # at least so many calls are met
FULL = """
set -e
mount -t tmpfs -o size=2m none "$1/disk"
cp -a "$1/base" "$1/disk/store"
dd if=/dev/zero of="$1/disk/filler" bs=4k 2>"$1/dd" || true
truncate -s "-$2" "$1/disk/filler"
code=0
"$3" "$4" "$1/disk/store" "$1/cache" mixed || code=$?
rm "$1/disk/filler"
cp -a "$1/disk/store" "$1/store"
exit $code
"""


@pytest.fixture(scope="module")
def judge(
    laboratory: Laboratory, git: Callable[..., str], files: Callable[[Path], dict[str, bytes]]
) -> Callable[[Run], str]:
    """Looks at a store right after a save, nothing repaired yet; then another save must go well."""

    def look(run: Run) -> str:
        assert "Traceback" not in run.errors, run.errors.splitlines()[-1]
        old, new = states()[run.what]
        expected = old if run.code else new
        assert not differing(files(run.folder), expected), f"files after {run.said}"
        blobs = {path: blob(data) for path, data in expected.items()}
        assert not differing(committed(git, run.folder), blobs), f"history after {run.said}"
        assert git(run.folder, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        after = laboratory.call(run.folder, "next")
        assert after.returncode == 0, after.stdout + after.stderr
        now = files(run.folder)
        del now[NEXT]
        assert not differing(now, expected)
        assert git(run.folder, "status", "--porcelain", "--ignored") == ""
        assert not [*(run.folder / ".git").rglob("*.lock"), *run.folder.rglob("*.tmp")]
        return "refused" if run.code else "saved"

    return reporting(look)


def committed(git: Callable[..., str], folder: Path) -> dict[str, str]:
    """The blob of each path in the last commit."""
    listed = git(folder, "ls-tree", "-r", "-z", "HEAD").split("\0")
    return {path: what.split()[2] for what, _, path in (line.partition("\t") for line in listed if line)}


def differing(found: Mapping[str, object], wanted: Mapping[str, object]) -> set[str]:
    """The paths at which two sets of files are not the same."""
    return {path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path)}


def blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def talktag_points(laboratory: Laboratory, what: str, calls: Iterable[str]) -> list[tuple[str, int]]:
    """There are over a hundred opens, most of them to read: every third is enough."""
    return [each for call in calls for each in laboratory.points(what, call, 3 if call == "openat" else 1)]


def check(said: list[str], points: int) -> None:
    wrong = [each for each in said if each not in {"saved", "refused"}]
    assert not wrong, "\n".join(wrong)
    assert set(said) == {"saved", "refused"}, "a matrix that does not meet both ends proves nothing"
    assert len(said) >= points, "calls were missed"


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_one_failing_call_of_talktag_is_an_error_and_the_old_state(
    error: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    calls = (*CALLS, "openat") if error == "EIO" else CALLS  # few opens need room
    points = talktag_points(laboratory, "mixed", calls)
    check(every_point(partial(strike_talktag, laboratory, "mixed", error, ""), points, judge), points=POINTS[error])


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("write", "error=EDQUOT"),
        ("write", "retval=1"),  # one byte, it says, and did not even write that
        ("openat", "error=EMFILE"),
        ("mkdirat", "error=EROFS"),
        ("renameat", "error=EROFS"),
    ],
)
def test_a_quota_a_short_write_too_many_files_and_a_disk_made_read_only_are_an_error_and_the_old_state(
    call: str, fault: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    """The other calls and errors end in the same lines of the program as those of a full disk, above."""

    def strike(call: str, when: int) -> Run:
        return laboratory.strike_talktag("mixed", call, fault, str(when))

    said = every_point(strike, talktag_points(laboratory, "mixed", [call]), judge)
    assert set(said) <= {"saved", "refused"}, "\n".join(said)
    assert "refused" in said


def test_a_disk_that_stays_full_is_an_error_and_the_old_state(
    laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = talktag_points(laboratory, "mixed", ("write", "mkdirat", "linkat"))
    check(every_point(partial(strike_talktag, laboratory, "mixed", "ENOSPC", "+"), points, judge), points=12)


def test_where_nothing_can_be_opened_any_more_the_next_command_puts_right_what_that_left(
    laboratory: Laboratory, git: Callable[..., str], files: Callable[[Path], dict[str, bytes]]
) -> None:
    """With every open refused not even the way back can be gone: the old or the new is whole only afterwards."""

    def look(run: Run) -> str:
        after = laboratory.call(run.folder, "next")
        if after.returncode:
            return f"{run.point}: {after.stderr}"
        now = files(run.folder)
        del now[NEXT]
        wrong = differing(now, states()["mixed"][0]) and differing(now, states()["mixed"][1])
        faults = git(run.folder, "fsck", "--strict", "--no-dangling", "--no-progress")
        left = git(run.folder, "status", "--porcelain", "--ignored")
        return (
            f"{run.point}: {wrong or faults or left}" if wrong or faults or left else "refused" if run.code else "saved"
        )

    points = talktag_points(laboratory, "mixed", ["openat"])
    check(every_point(partial(strike_talktag, laboratory, "mixed", "EIO", "+"), points, reporting(look)), points=12)


@pytest.mark.faults_of_git
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_one_failing_call_of_any_git_is_an_error_and_the_old_state(
    error: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = laboratory.git_points("mixed")
    check(every_point(partial(strike_git, laboratory, "mixed", error), points, judge), points=50)


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_failing_call_in_a_save_of_many_files_is_an_error_and_the_old_state(
    error: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    """Of what is done once for each file, every seventh."""
    points = [each for call in (*CALLS, "syncfs") for each in laboratory.points("many", call, 7)]
    check(every_point(partial(strike_talktag, laboratory, "many", error, ""), points, judge), points=25)


@pytest.mark.faults_of_git
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_failing_call_of_git_in_a_save_of_many_files_is_an_error_and_the_old_state(
    error: str, laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    points = laboratory.git_points("many")
    check(every_point(partial(strike_git, laboratory, "many", error), points, judge), points=35)


def test_a_disk_that_cannot_be_flushed_is_not_said_to_hold_what_many_files_say(
    laboratory: Laboratory, judge: Callable[[Run], str]
) -> None:
    run = laboratory.strike_talktag("many", "syncfs", "error=EIO", "1")
    assert run.struck, "the disk is not flushed as one"
    assert judge(run) == "refused"


def strike_talktag(laboratory: Laboratory, what: str, error: str, on: str, call: str, when: int) -> Run:
    return laboratory.strike_talktag(what, call, f"error={error}", f"{when}{on}")


def strike_git(laboratory: Laboratory, what: str, error: str, process: int, call: str, when: int) -> Run:
    return laboratory.strike_git(what, process, call, f"error={error}", str(when))


def test_a_really_full_disk_is_an_error_and_the_old_state(
    laboratory: Laboratory, judge: Callable[[Run], str], program: Callable[[str], str], tmp_path: Path
) -> None:
    unshare = program("unshare")
    if subprocess.run([unshare, "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system of its own")
    said = []
    for kibibytes in range(0, 112, 8):  # 88 are enough for all of it
        room = tmp_path / str(kibibytes)
        (room / "disk").mkdir(parents=True)
        shutil.copytree(laboratory.base, room / "base")
        script = [
            unshare,
            "-m",
            "sh",
            "-c",
            FULL,
            "sh",
            str(room),
            str(kibibytes * 1024),
            sys.executable,
            str(ONE_SAVE),
        ]
        done = subprocess.run(
            script, capture_output=True, text=True, check=False, env=clean_environment(Path(os.devnull)) | CLOCK
        )
        run = Run("mixed", room / "store", True, done.returncode, done.stdout, done.stderr, f"{kibibytes} KiB left")
        said.append(judge(run))
    check(said, points=14)
    assert said[-1] == "saved"
