"""A command killed by the kernel at one of its steps after another, on the same computer each time. Judges nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import stat
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.computer import Computer

# What changes files, or starts a program that does, by the names of Python's audit events.
RENAMES = frozenset({"os.rename"})
CHANGING = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "subprocess.Popen"})


def killed_steps(
    computer: Computer, words: Sequence[str], events: frozenset[str] = CHANGING, world: Path | None = None
) -> Iterator[bool]:
    """The computer after the command was killed before one of its `events` after another; whether it came through.

    It is killed by the kernel, in a process that is forked off this one, at what Python itself tells of: many times as
    quick as strace, which starts a program anew for each step. Of events between which nothing changes on the
    computer, one is as good as all. Each time the computer is as before, and whatever is in the folder `world`.
    """
    world = world or computer.folder
    model = world.with_name(f"{world.name}-before")
    shutil.copytree(world, model, symlinks=True)
    for step in (*_telling_steps(computer, words, events), 1_000_000):
        shutil.rmtree(world)
        shutil.copytree(model, world, symlinks=True)
        came_through = not is_killed(step, lambda: _must_succeed(computer, words), events)
        yield came_through
        if came_through:
            return


def _telling_steps(computer: Computer, words: Sequence[str], events: frozenset[str]) -> list[int]:
    """Run the command; the numbers of those events before which the computer is not as it was before the last one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _end_with(lambda: os.write(writing, json.dumps(_watch(computer, words, events)).encode()))
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        text = told.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code == 0, f"the child ended with {code}"
    return list(json.loads(text))


def _watch(computer: Computer, words: Sequence[str], events: frozenset[str]) -> list[int]:
    telling: list[int] = []
    last, count = b"", 0

    def look(event: str, _: Any) -> None:
        nonlocal last, count
        if event in events:
            count += 1
            if (now := _digest(computer.folder)) != last:
                telling.append(count)
            last = now

    sys.addaudithook(look)
    _must_succeed(computer, words)
    return telling


def _must_succeed(computer: Computer, words: Sequence[str]) -> None:
    done = computer.within(*words)
    assert done.code == 0, f"{words} ended with {done.code}: {done.err}"


def _digest(folder: Path) -> bytes:
    """One sum over all that lies in a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        kind = stat.S_IFMT(path.lstat().st_mode)
        body = path.readlink().as_posix().encode() if path.is_symlink() else b"" if path.is_dir() else path.read_bytes()
        total.update(f"{path} {kind} {len(body)}\n".encode("utf-8", "surrogateescape") + body)
    return total.digest()


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

    def work_counted() -> None:
        sys.addaudithook(count)
        work()

    return _end_with(work_counted)


def _end_with(work: Callable[[], object]) -> NoReturn:
    """Do some work in a forked child of the tests and end that, without what they would do at their own end."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        raise
    finally:
        os._exit(code)
