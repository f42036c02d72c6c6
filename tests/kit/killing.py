"""A command killed by the kernel at one of its calls after another, on the same computer each time. Judges nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

# What changes files, or starts a program that does, by the names of Python's audit events.
_BROKEN = 99  # the exit code of a child that ended by an error of its own
CHANGING = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "subprocess.Popen"})


def killed_steps(computer: Computer, words: Sequence[str], events: frozenset[str] = CHANGING) -> Iterator[bool]:
    """The computer after the command was killed before one of its `events` after another; whether it came through.

    It is killed by the kernel, in a process of its own that is forked off this one: many times as quick as strace,
    which can kill at any call.
    """
    model = computer.folder.parent / "model"
    shutil.copytree(computer.folder, model, symlinks=True)
    for step in range(1, 400):
        code = _run_until(step, computer, words, events)
        yield code == 0
        if code >= 0:
            assert code == 0, f"{words} ended with {code}"
            return
        shutil.rmtree(computer.folder)
        shutil.copytree(model, computer.folder, symlinks=True)


def _run_until(step: int, computer: Computer, words: Sequence[str], events: frozenset[str]) -> int:
    """The exit code of the command in a child of this process; a negative one where there is such a step."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = step

    def count(event: str, _: Any) -> None:
        nonlocal left
        if event in events:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    code = _BROKEN
    try:
        sys.addaudithook(count)
        done = computer.within(*words)
        code = done.code
        os.write(2, done.stderr)
    finally:
        os._exit(code)


def killed_runs(
    computer: Computer, strace: str, words: Sequence[str], call: str = "/^rename", steps: Iterable[int] = range(1, 400)
) -> Iterator[bool]:
    """The computer after the command was killed at the given `call`s of talktag itself; whether it came through."""
    model = computer.folder.parent / "model"
    shutil.copytree(computer.folder, model, symlinks=True)
    for step in steps:
        inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={step}"]
        done = computer.run(*words, by=(strace, "-o", "/dev/null", *inject))
        if "ptrace" in done.err or "Operation not permitted" in done.err:
            pytest.skip(f"strace may not trace here: {done.err.strip()[-200:]}")
        yield done.code == 0
        if done.code == 0:
            return
        shutil.rmtree(computer.folder)
        shutil.copytree(model, computer.folder, symlinks=True)
