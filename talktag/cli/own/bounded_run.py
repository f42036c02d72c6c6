"""A program of the person's that is handed bytes, listened to, and ended after a time. No shell reads its words."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

SAID = 8192  # bytes of what it says that are looked at
_PART = 65536  # bytes at a time
_TURN = 0.05  # seconds between two looks at whether it ended


def start(words: Sequence[str], variables: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own, which has no terminal, so that all of it can be ended."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        words, env=variables, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True
    )


def attend(process: subprocess.Popen[bytes], answer: bytes, seconds: int, hear: Callable[[bytes], None]) -> bool:
    """Write to a program and listen to it until it ends, True, or its time is over, False.

    What it left running is not waited for.
    """
    until, left, heard = time.monotonic() + seconds, memoryview(answer), 0
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
                    part = _read(pipes, key)
                    hear(part[: max(0, SAID - heard)])
                    heard += len(part)
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


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
