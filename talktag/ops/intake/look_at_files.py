"""Many files looked at, on all cores: each process has one file at a time, so memory is bounded. It changes nothing.

A decoder that breaks down takes one process along and no other file: that one is named, and a new process goes on.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.intake.picture import SeenFile
from talktag.ops.intake.look_at_file import look_at_file

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Tell = Callable[[int, int], None]  # is told how much is done, and how much there is in all
_FEW = 4  # files a process, below which starting one takes longer than it spares
_PATIENCE = 5.0  # seconds until a process that was told to end is made to


class _Looker(NamedTuple):
    """A process that looks at files, and the pipe to it."""

    process: SpawnProcess
    pipe: Connection


def usable_cores() -> int:
    """How many cores this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def look_at_files(paths: Sequence[Path], processes: int, tell: Tell | None = None) -> tuple[SeenFile, ...]:
    """What there is to know of each file, in their order; with no `processes` this one looks itself."""
    found: dict[int, SeenFile] = {}
    for number, seen in _look(paths, min(processes, -(-len(paths) // _FEW))):
        found[number] = seen
        if tell:
            tell(len(found), len(paths))
    return tuple(found[number] for number in range(len(paths)))


def _look(paths: Sequence[Path], processes: int) -> Iterator[tuple[int, SeenFile]]:
    if processes < 1:
        yield from ((number, look_at_file(path)) for number, path in enumerate(paths))
        return
    from multiprocessing.connection import wait

    waiting = iter(enumerate(paths))
    with contextlib.ExitStack() as crew:
        at_work: dict[Connection, tuple[int, _Looker]] = {}
        for _ in range(processes):
            _hand_out(_start(crew), waiting, at_work)
        while at_work:
            ready = wait(list(at_work))
            for pipe in [each for each in at_work if each in ready]:
                number, looker = at_work.pop(pipe)
                try:
                    seen = pipe.recv()
                except (EOFError, OSError):
                    seen = _break_down(paths[number])
                    looker = _start(crew)
                _hand_out(looker, waiting, at_work)
                yield number, seen


def _break_down(path: Path) -> SeenFile:
    return SeenFile(str(path), str(path.parent), path.name, trouble="its decoder broke down on it")


def _hand_out(
    looker: _Looker, waiting: Iterator[tuple[int, Path]], at_work: dict[Connection, tuple[int, _Looker]]
) -> None:
    """Give a process the next file; let it end where there is none."""
    following = next(waiting, None)
    if following is None:
        looker.pipe.close()
        return
    number, path = following
    with contextlib.suppress(OSError):  # one that is gone already shows when it is asked for its answer
        looker.pipe.send(str(path))
    at_work[looker.pipe] = number, looker


def _start(crew: contextlib.ExitStack) -> _Looker:
    """A new process, which ends when its pipe does, and with `crew` in any case."""
    from multiprocessing import get_context

    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_work, args=(theirs,), daemon=True)
    with _no_interrupts():  # Ctrl-C is for this process, from their first instant on
        process.start()
    theirs.close()
    crew.callback(_end, process, ours)
    return _Looker(process, ours)


def _end(process: SpawnProcess, pipe: Connection) -> None:
    pipe.close()
    if not process.is_alive():
        process.join()
        return
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Hold SIGINT back, for this process until the end, for those it starts for good."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection) -> None:
    """What each process does until there is nobody to do it for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(look_at_file(Path(pipe.recv())))
