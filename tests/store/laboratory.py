"""A laboratory that makes system calls fail: copies of one small store, one save in each, one fault in each save.

The faults are made by strace in the real program and the real git. Holds no assertions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from talktag.content import content_of
from talktag.model.plan import Plan, Write
from tests.kit.stores import clean_environment

from .forks import Forks
from .one_save import PLANS
from .runs import Run

ONE_SAVE = Path(__file__).with_name("one_save.py")
# In git's place: the process of that number or command runs under strace with one fault, every other one undisturbed.
WRAPPER = """#!/bin/sh
echo >>"$FAULT_FOLDER/count"
number=0
while read -r _; do number=$((number + 1)); done <"$FAULT_FOLDER/count"
case " #$number $* " in
*" $FAULT_PROCESS "*)
  "$FAULT_STRACE" -q -A -o "$FAULT_FOLDER/log" -e trace="$FAULT_CALL" -e inject="$FAULT_CALL:$FAULT" "$FAULT_GIT" "$@"
  status=$?
  if [ $status -eq 137 ] && [ -n "$FAULT_TAKES_ALL" ]; then kill -9 $PPID; fi
  exit $status
  ;;
esac
exec "$FAULT_GIT" "$@"
"""
# What talktag and git write with; `openat` is not among them, as most opens only read.
CALLS = ("write", "fsync", "rename", "renameat", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "ftruncate")
GIT_CALLS = ("write", "fsync", "rename", "link", "unlink", "mkdir")
COUNTED = (*CALLS, *GIT_CALLS, "openat", "pwrite64", "rmdir", "syncfs")
NEVER = "error=EIO:when=60000"  # more calls than any save makes
ANY_GIT = "-c"  # a word of each command that talktag gives git
# Each save is at the same moment, so that saves of the same are the same commit.
CLOCK = {"GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0000"}


class Laboratory:
    """Copies of one small store with a `history`, each saved into once while one system call is made to fail."""

    def __init__(self, folder: Path, strace: str, git: str, history: Sequence[str] = ("start",)) -> None:
        self.folder = folder
        self.base = folder / "base"
        self._strace, self._git = strace, git
        self._bin = folder / "bin"
        self._bin.mkdir()
        (self._bin / "git").write_text(WRAPPER)
        (self._bin / "git").chmod(0o755)
        self._environment = clean_environment(folder / "home") | CLOCK
        self._forks = Forks(self._environment)
        self._made: dict[str, tuple[list[str], list[list[str]]]] = {}
        for what in history:
            self.call(self.base, what)

    def close(self) -> None:
        """End what it keeps ready."""
        self._forks.close()

    def call(self, folder: Path, what: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """One save on its own, undisturbed."""
        return self._fork(folder, what, extra)

    def strike_talktag(self, what: str, call: str, fault: str, when: str) -> Run:
        """One save with `fault` at the `when`-th `call` of talktag's own process."""
        folder = self.copy()
        log = folder.parent / "log"
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}")
        done = self._fork(folder, what, {}, [self._strace, "-o", str(log), *inject])
        return self._run(what, folder, done, f"{what}: {call} {when} of talktag: {fault}")

    def strike_git(self, what: str, process: int, call: str, fault: str, when: str, takes_all: bool = False) -> Run:
        """One save with `fault` at the `when`-th `call` of its `process`-th git; `takes_all` kills talktag with it."""
        folder = self.copy()
        extra = self._fault(folder, f"#{process}", call, f"{fault}:when={when}", takes_all)
        done = self._fork(folder, what, extra)
        with_it = " and talktag with it" if takes_all else ""
        return self._run(what, folder, done, f"{what}: {call} {when} of git {process}: {fault}{with_it}")

    def gits(self, what: str) -> int:
        """How many git processes one undisturbed save starts."""
        return len(self._calls(what)[1])

    def points(self, what: str, call: str, step: int = 1) -> list[tuple[str, int]]:
        """Every `step`-th `call` that talktag makes from the first that names the store; those before load it only."""
        made = [line for line in self._calls(what)[0] if line.startswith(f"{call}(")]
        first = next((number for number, line in enumerate(made, 1) if str(self.folder) in line), 1)
        return [(call, number) for number in range(first, len(made) + 1, step)]

    def creating(self, what: str) -> list[tuple[str, int]]:
        """The `openat` calls that may make a file; the others leave the disk as it was before them."""
        made = [line for line in self._calls(what)[0] if line.startswith("openat(")]
        return [(call, number) for call, number in self.points(what, "openat") if "O_CREAT" in made[number - 1]]

    def git_points(self, what: str, calls: Sequence[str] = GIT_CALLS) -> list[tuple[int, str, int]]:
        """The number of a git process, one of the `calls`, and the times that it makes it.

        Git does the same again for each object: of many times the first three and the last are enough.
        """
        found = []
        for process, lines in enumerate(self._calls(what)[1], 1):
            for call in calls:
                made = sum(line.startswith(f"{call}(") for line in lines)
                found += [(process, call, when) for when in range(1, made + 1) if when < 4 or when == made]
        return found

    def _calls(self, what: str) -> tuple[list[str], list[list[str]]]:
        """The calls of an undisturbed save: what talktag makes, and what each of its gits does, one after another."""
        if what not in self._made:
            folder, counted = self.copy(), ",".join(dict.fromkeys(COUNTED))
            log = folder.parent / "log"
            self._fork(folder, what, {}, [self._strace, "-o", str(log), "-e", f"trace={counted}"])
            own = log.read_text().splitlines()
            log.unlink()
            folder = self.copy()
            log = folder.parent / "log"
            self._fork(folder, what, self._fault(folder, ANY_GIT, counted, NEVER, takes_all=False))
            by_git = log.read_text().split("+++ exited with")[:-1] if log.exists() else []
            self._made[what] = own, [each.splitlines() for each in by_git]
        return self._made[what]

    def start(self, folder: Path, what: str, command: str, call: str, fault: str) -> subprocess.Popen[str]:
        """Start one save with `fault` at the first `call` of its git of that `command`; the log beside it tells."""
        extra = self._fault(folder, command, call, f"{fault}:when=1", takes_all=False)
        program = [sys.executable, str(ONE_SAVE), *self._words(folder, what)]
        return subprocess.Popen(program, env=self._environment | extra, text=True)

    def copy(self) -> Path:
        """A fresh copy of the store as it is before any save."""
        room = Path(tempfile.mkdtemp(dir=self.folder))
        shutil.copytree(self.base, room / "store")
        return room / "store"

    def _fault(self, folder: Path, process: str, call: str, fault: str, takes_all: bool) -> dict[str, str]:
        return {
            "PATH": f"{self._bin}{os.pathsep}{self._environment['PATH']}",
            "FAULT_FOLDER": str(folder.parent),
            "FAULT_PROCESS": process,
            "FAULT_STRACE": self._strace,
            "FAULT_GIT": self._git,
            "FAULT_CALL": call,
            "FAULT": fault,
            "FAULT_TAKES_ALL": "1" if takes_all else "",
        }

    def _words(self, folder: Path, what: str) -> list[str]:
        return [str(folder), str(folder.parent / "cache"), what]

    def _fork(
        self, folder: Path, what: str, extra: Mapping[str, str], strace: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        return self._forks.run(self._words(folder, what), {**self._environment, **extra}, strace)

    def _run(self, what: str, folder: Path, done: subprocess.CompletedProcess[str], point: str) -> Run:
        log = folder.parent / "log"
        happened = log.read_text() if log.exists() else ""
        struck = "(INJECTED)" in happened or "killed by SIGKILL" in happened
        return Run(what, folder, struck, done.returncode, done.stdout, done.stderr, point)


def states(history: Sequence[str] = ("start",)) -> dict[str, tuple[dict[str, bytes], dict[str, bytes]]]:
    """The files of the store before and after each plan that can be carried out after `history`."""
    old: dict[str, bytes] = {}
    for what in history:
        old = _after(old, what)
    return {what: (old, _after(old, what)) for what, plan in PLANS.items() if _fits(plan, old)}


def _fits(plan: Plan, old: Mapping[str, bytes]) -> bool:
    return all(old.get(change.path) == change.replaces for change in plan.changes)


def _after(old: Mapping[str, bytes], what: str) -> dict[str, bytes]:
    new = dict(old)
    for change in PLANS[what].changes:
        if isinstance(change, Write):
            new[change.path] = content_of(change.data).whole()
            folder, slash, _ = change.path.partition("/")
            if slash and folder in {"inbox", "outbox", "tables"}:
                new[f"{folder}/.gitignore"] = b"*\n"
        else:
            del new[change.path]
    return new
