"""One writer at a time: nobody's change is lost, nobody waits for ever, and a lock dies with its process."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import BusyError, DiskError, SyncError
from talktag.lock import writing
from talktag.model.plan import Plan, Write
from talktag.store.store import Store

from .laboratory import Laboratory

MANY_SAVES = Path(__file__).with_name("many_saves.py")
HOLD = """
import sys, time
from pathlib import Path
from talktag.errors import TalktagError
from talktag.lock import writing
try:
    with writing(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
except TalktagError as error:
    sys.exit(f"{error} {error.hints}")
"""


@pytest.fixture
def holder(tmp_path: Path) -> Callable[[Path], subprocess.Popen[str]]:
    """Starts a process that holds a lock file until its standard input is closed."""

    def start(path: Path) -> subprocess.Popen[str]:
        started = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert started.stdout
        assert started.stdout.readline() == "held\n"
        return started

    return start


@pytest.mark.parametrize(("processes", "rounds"), [(4, 100)])
def test_processes_that_save_at_once_lose_nothing_and_none_gives_up(
    processes: int,
    rounds: int,
    store: Store,
    environment: dict[str, str],
    git: Callable[..., str],
    files: Callable[[Path], dict[str, bytes]],
) -> None:
    before = files(store.folder)
    started = [
        subprocess.Popen(
            [sys.executable, str(MANY_SAVES), str(store.folder), str(store.folder.parent / "c"), prefix, str(rounds)],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for prefix in "wxyz"[:processes]
    ]
    for each in started:
        _, errors = each.communicate()
        assert each.returncode == 0, errors
    added = {f"products/{prefix}/{prefix}-{number}.toml" for prefix in "wxyz"[:processes] for number in range(rounds)}
    assert files(store.folder).keys() == before.keys() | added
    assert set(git(store.folder, "ls-tree", "-r", "--name-only", "HEAD").split()) == before.keys() | added
    assert git(store.folder, "status", "--porcelain") == ""
    assert git(store.folder, "rev-list", "--count", "--no-merges", "HEAD") == f"{1 + processes * rounds}\n"


def test_a_lock_dies_with_its_process(tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]) -> None:
    path = tmp_path / "lock"
    held = holder(path)
    with pytest.raises(BusyError), writing(path, patience=0):
        pass
    held.kill()
    held.communicate()
    with writing(path, patience=0):
        pass


def test_who_is_kept_waiting_too_long_is_told_by_which_process(
    tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]
) -> None:
    path = tmp_path / "lock"
    held = holder(path)
    with pytest.raises(BusyError, match=rf"\(process {held.pid}\)$"), writing(path, patience=0.05):
        pass
    held.communicate("")


def test_a_lock_that_is_let_go_in_time_is_taken(
    tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]
) -> None:
    path = tmp_path / "lock"
    held = holder(path)
    letting_go = threading.Timer(0.2, held.communicate, [""])
    letting_go.start()
    with writing(path):
        assert held.poll() is not None or path.read_text() == f"{os.getpid()}\n"
    letting_go.join()


def test_who_lets_the_lock_go_and_comes_again_at_once_stands_behind_who_waits(
    tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]
) -> None:
    """Else it finds the lock free before the other is awake, time and again on a busy machine."""
    path = tmp_path / "lock"
    with writing(path):
        waiting = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        wait_until(lambda: is_held(tmp_path / "lock.next"))
    with pytest.raises(BusyError), writing(path, patience=0):
        pass
    assert waiting.communicate("")[0] == "held\n"


def test_who_waits_can_be_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    script = f"import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{HOLD}"
    with writing(path):
        waiting = subprocess.Popen([sys.executable, "-c", script, str(path)], stderr=subprocess.PIPE, text=True)
        wait_until(lambda: is_held(tmp_path / "lock.next"))
        while waiting.poll() is None:  # it may not have come as far as the wait itself
            waiting.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert "KeyboardInterrupt" in waiting.communicate()[1]


def test_a_lock_that_comes_too_late_is_let_go(tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]) -> None:
    path = tmp_path / "lock"
    held = holder(path)
    for _ in range(3):
        with pytest.raises(BusyError), writing(path, patience=0.05):
            pass
    held.communicate("")
    wait_until(lambda: not is_held(path) and not is_held(tmp_path / "lock.next"))
    with writing(path, patience=0):
        pass


@pytest.mark.parametrize("error", ["ENOLCK", "EOPNOTSUPP"])
def test_a_file_system_without_locks_is_told_with_what_to_do(
    error: str, tmp_path: Path, program: Callable[[str], str]
) -> None:
    words = [program("strace"), "-f", "-q", "-o", str(tmp_path / "log"), "-e", f"inject=flock:error={error}"]
    done = subprocess.run(
        [*words, sys.executable, "-c", HOLD, str(tmp_path / "lock")], capture_output=True, text=True, check=False
    )
    assert "has no locks" in done.stderr
    assert "'keep it on a disk of this computer" in done.stderr


def test_what_an_older_lock_file_says_does_not_matter(
    tmp_path: Path, holder: Callable[[Path], subprocess.Popen[str]]
) -> None:
    path = tmp_path / "lock"
    path.write_bytes(b"\xff\xfe" * 4000)
    held = holder(path)
    path.write_bytes(b"\xff not a number")
    with pytest.raises(BusyError, match=r"writing to this store$"), writing(path, patience=0):
        pass
    held.communicate("")
    with writing(path):
        assert path.read_text() == f"{os.getpid()}\n"


def test_a_lock_file_that_is_a_link_is_refused_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "lock").symlink_to(victim)
    with pytest.raises(DiskError), writing(tmp_path / "lock", patience=0):
        pass
    assert victim.read_text() == "precious"


def test_a_full_disk_under_the_lock_is_a_disk_error() -> None:
    with pytest.raises(DiskError), writing(Path("/dev/full"), patience=0):
        pass


def test_a_git_that_outlives_its_talktag_keeps_the_next_one_waiting(
    laboratory: Laboratory, git: Callable[..., str], files: Callable[[Path], dict[str, bytes]]
) -> None:
    """Else the next one takes the files back while the commit is still on its way, and they never agree again."""
    folder = laboratory.copy()
    log = folder.parent / "log"
    talktag = laboratory.start(folder, "new", "update-ref", "openat", "delay_enter=3000000")
    wait_until(lambda: log.exists() and "openat" in log.read_text())
    talktag.kill()
    talktag.wait()
    after = laboratory.call(folder, "repair")
    wait_until(lambda: "+++" in log.read_text())
    assert after.returncode == 0, after.stdout + after.stderr
    assert git(folder, "status", "--porcelain") == ""
    assert "products/d/drill.toml" in files(folder), "the commit was made, so its files must be there"


def test_an_owner_who_commits_by_hand_meanwhile_makes_the_save_fail_as_if_never_tried(
    store: Store, environment: dict[str, str], git: Callable[..., str], files: Callable[[Path], dict[str, bytes]]
) -> None:
    wrapper = store.folder.parent / "bin/git"
    wrapper.parent.mkdir()
    real = shutil.which("git")
    mine = f'unset GIT_INDEX_FILE; "{real}" -c user.name=o -c user.email=o@x commit -q --allow-empty -m mine'
    wrapper.write_text(f'#!/bin/sh\ncase "$*" in *commit-tree*) ({mine});; esac\nexec "{real}" "$@"\n')
    wrapper.chmod(0o755)
    before = files(store.folder)
    watched = environment | {"PATH": f"{wrapper.parent}{os.pathsep}{environment['PATH']}"}
    meanwhile = Store.open(store.folder, lambda: store.folder.parent / "cache", watched)
    with pytest.raises(SyncError):
        meanwhile.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))
    assert files(store.folder) == before
    assert git(store.folder, "log", "--format=%s").split() == ["mine", "Start", "the", "store"]
    assert git(store.folder, "status", "--porcelain") == ""
    assert store.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))


def wait_until(happened: Callable[[], bool]) -> None:
    while not happened():
        time.sleep(0.01)


def is_held(path: Path) -> bool:
    """Whether some process holds that lock now."""
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
