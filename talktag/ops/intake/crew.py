"""Work shared out to processes, an item at a time each, so that memory is bounded. It knows nothing of the work.

A library that breaks down takes one process along and no other item: a new process goes on with the next.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[[int, int], None]  # is told how much is done, and how much there is in all
_FEW = 4  # items a process, below which starting one takes longer than it spares
_PATIENCE = 5.0  # seconds until a process that was told to end is made to


class _CrewMember(NamedTuple):
    """A process that works, and the pipe to it."""

    process: SpawnProcess
    pipe: Connection


def usable_cores() -> int:
    """How many cores this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_out(
    work: Callable[[T], R],
    items: Sequence[T],
    on_break: Callable[[T], R],
    processes: int,
    tell: Tell | None = None,
) -> tuple[R, ...]:
    """What `work`, a function of a module, makes of each item, in their order; with no `processes` it is done here.

    An item on which a process broke down is given to `on_break`, in this one.
    """
    found: dict[int, R] = {}
    for number, made in _each(work, items, on_break, min(processes, -(-len(items) // _FEW))):
        found[number] = made
        if tell:
            tell(len(found), len(items))
    return tuple(found[number] for number in range(len(items)))


def _each(
    work: Callable[[T], R], items: Sequence[T], on_break: Callable[[T], R], processes: int
) -> Iterator[tuple[int, R]]:
    if processes < 1:
        yield from ((number, work(item)) for number, item in enumerate(items))
        return
    from multiprocessing.connection import wait

    waiting = iter(enumerate(items))
    with contextlib.ExitStack() as crew:
        at_work: dict[Connection, tuple[int, _CrewMember]] = {}
        for _ in range(processes):
            _hand_out(_start(crew, work), waiting, at_work)
        while at_work:
            ready = wait(list(at_work))
            for pipe in [each for each in at_work if each in ready]:
                number, hand = at_work.pop(pipe)
                try:
                    made: R = pipe.recv()
                except (EOFError, OSError):
                    made, hand = on_break(items[number]), _start(crew, work)
                _hand_out(hand, waiting, at_work)
                yield number, made


def _hand_out(
    hand: _CrewMember, waiting: Iterator[tuple[int, Any]], at_work: dict[Connection, tuple[int, _CrewMember]]
) -> None:
    """Give a process the next item; let it end where there is none."""
    following = next(waiting, None)
    if following is None:
        hand.pipe.close()
        return
    number, item = following
    with contextlib.suppress(OSError):  # one that is gone already shows when it is asked for its answer
        hand.pipe.send(item)
    at_work[hand.pipe] = number, hand


def _start(crew: contextlib.ExitStack, work: Callable[[Any], Any]) -> _CrewMember:
    """A new process, which ends when its pipe does, and with `crew` in any case."""
    from multiprocessing import get_context

    spawning = get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_go_on, args=(theirs, work), daemon=True)
    with _no_interrupts():  # Ctrl-C is for this process, from their first instant on
        process.start()
    theirs.close()
    crew.callback(_end, process, ours)
    return _CrewMember(process, ours)


def _end(process: SpawnProcess, pipe: Connection) -> None:
    pipe.close()
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


def _go_on(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """What each process does until there is nobody to do it for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))
