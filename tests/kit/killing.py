"""A command killed by the kernel at one of its steps after another, on the same computer each time. Judges nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.kit.computer import Computer

# What changes files, or starts a program that does, by the names of Python's audit events.
RENAMES = frozenset({"os.rename"})
CHANGING = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "subprocess.Popen"})


def killed_steps(computer: Computer, words: Sequence[str], events: frozenset[str] = CHANGING) -> Iterator[bool]:
    """The computer after the command was killed before one of its `events` after another; whether it came through.

    It is killed by the kernel, in a process that is forked off this one, at what Python itself tells of: many times as
    quick as strace, which starts a program anew for each step.
    """
    model = computer.folder.parent / "model"
    shutil.copytree(computer.folder, model, symlinks=True)
    for step in range(1, 400):
        came_through = not is_killed(step, lambda: _must_succeed(computer, words), events)
        yield came_through
        if came_through:
            return
        shutil.rmtree(computer.folder)
        shutil.copytree(model, computer.folder, symlinks=True)


def _must_succeed(computer: Computer, words: Sequence[str]) -> None:
    done = computer.within(*words)
    assert done.code == 0, f"{words} ended with {done.code}: {done.err}"


def is_killed(step: int, work: Callable[[], object], events: frozenset[str] = CHANGING) -> bool:
    """Do some work in a child of this process that is killed before its `step`th event; False where it has no such."""
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in {0, -signal.SIGKILL}, f"the child ended with {code}"
        return code != 0
    left = step

    def count(event: str, _: Any) -> None:
        nonlocal left
        if event in events:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        sys.addaudithook(count)
        work()
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        raise
    finally:
        os._exit(code)
