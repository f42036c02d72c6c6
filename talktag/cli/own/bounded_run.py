"""A program of the person's that is handed bytes, listened to, and ended after a time. No shell reads its words."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

SAID = 8192  # bytes of what it says that are looked at, at its beginning and at its end
CUT_SHORT = OVERTIME, INTERRUPTED = "overtime", "interrupted"
_PART = 65536  # bytes at a time
_TURN = 0.05  # seconds between two looks at whether it ended


class BoundedRun(NamedTuple):
    """How a run ended: its exit code, the beginning and the end of what it said, and which of CUT_SHORT it was."""

    code: int
    said: bytes
    last: bytes
    cut_short: str = ""


def run_bounded(
    words: Sequence[str], data: bytes, variables: Mapping[str, str], folder: Path, seconds: int
) -> BoundedRun:
    """Run a program in `folder` with `data` on its input, for so many seconds at most; OSError where it cannot start.

    It is in a group of its own, which has no terminal; after its time, or where a person interrupts it, all that it
    started is ended with it.
    """
    said = _Heard()
    with _interrupts_kept() as interrupts:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            words, env=variables, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        if interrupts:
            raise KeyboardInterrupt  # noqa: TRY301 - one that came while it was started
        cut_short = "" if _attend(process, data, seconds, said.hear) else OVERTIME
    except KeyboardInterrupt:
        cut_short = INTERRUPTED
    if cut_short:
        _end(process)
    return BoundedRun(process.returncode, said.first, said.last, cut_short)


@contextlib.contextmanager
def _interrupts_kept() -> Iterator[list[int]]:
    """Ctrl-C while a program is started, which would be lost track of; it is told of afterwards."""
    kept: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: kept.append(number))
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)


class _Heard:
    """The beginning and the end of what a program says."""

    def __init__(self) -> None:
        self.first = self.last = b""

    def hear(self, part: bytes) -> None:
        self.first += part[: max(0, SAID - len(self.first))]
        self.last = (self.last + part)[-SAID:]


def _attend(process: subprocess.Popen[bytes], answer: bytes, seconds: int, hear: Callable[[bytes], None]) -> bool:
    """Write to a program and listen to it until it ends, True, or its time is over, False.

    What it left running is not waited for.
    """
    until, left = time.monotonic() + seconds, memoryview(answer)
    with contextlib.ExitStack() as stack:
        pipes = stack.enter_context(selectors.DefaultSelector())
        for stream, event in ((process.stdin, selectors.EVENT_WRITE), (process.stdout, selectors.EVENT_READ)):
            if stream:
                os.set_blocking(stack.enter_context(stream).fileno(), False)
                pipes.register(stream, event)
        while True:
            has_ended = process.poll() is not None
            for key, _ in pipes.select(0 if has_ended else _TURN):
                if key.fileobj is process.stdin:
                    left = _write(pipes, process.stdin, left)
                else:
                    hear(_read(pipes, key))
            if has_ended or time.monotonic() > until:
                return has_ended


def _write(pipes: selectors.BaseSelector, stream: IO[bytes], left: memoryview) -> memoryview:
    """Write a part of the rest; at its end, or where nobody reads it, the pipe is closed."""
    try:
        left = left[os.write(stream.fileno(), left[:_PART]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        left = left[:0]
    if not left:
        pipes.unregister(stream)
        stream.close()
    return left


def _read(pipes: selectors.BaseSelector, key: selectors.SelectorKey) -> bytes:
    """A part of what it says; where it says no more the pipe is not listened to any longer."""
    try:
        part = os.read(key.fd, _PART)
    except BlockingIOError:
        return b""
    if not part:
        pipes.unregister(key.fileobj)
    return part


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
