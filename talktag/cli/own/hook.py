"""The person's hook: a program that is told of a commit, once it is made. What becomes of it changes nothing of that.

It is named in the person's own settings and never by a store, runs for a bounded time, and is never run by itself.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from talktag.cli.own.programs import find_program

WITHIN = "TALKTAG_IN_HOOK"  # is set for a hook, and for whatever it runs
OFF = "TALKTAG_NO_HOOK"
_SAID = 8192  # bytes of what it says that are looked at
_LINES = 20
_PART = 65536  # bytes at a time
_TURN = 0.05  # seconds between two looks at whether it ended


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Whether a hook may run at all: not within one, and not where it is switched off."""
    return not environment.get(WITHIN) and environment.get(OFF, "") in {"", "0"}


def run_hook(
    words: Sequence[str],
    answer: bytes,
    environment: Mapping[str, str],
    *,
    store: str,
    folder: Path,
    seconds: int,
) -> Iterator[str]:
    """Run the hook in `folder` with `answer` on its standard input; what there is to say of it, line by line.

    After `seconds` it is ended, with all that it started; so it is when a person interrupts it.
    """
    path = find_program(words[0], environment, store)
    if path is None:
        yield f'hook names "{words[0]}", and there is no such program; nothing was run'
        return
    variables = {**environment, WITHIN: "1", "TALKTAG_STORE": store}
    try:
        process = _start([path, *words[1:]], variables, folder)
    except OSError as error:
        yield f'the hook "{path}" could not be run: {error.strerror}'
        return
    said: list[bytes] = []
    try:
        has_ended = _attend(process, answer, seconds, said.append)
        why = "" if has_ended else f"took more than {seconds} seconds, and was ended"
    except KeyboardInterrupt:
        why = "was interrupted, and ended"
    if why:
        _end(process)
    yield from _lines_of(b"".join(said))
    if why or process.returncode:
        yield f"the hook {why or f'ended with {process.returncode}'}; what was saved is saved"


def _start(words: Sequence[str], variables: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own, which has no terminal, so that all of it can be ended."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        words, env=variables, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, start_new_session=True
    )


def _attend(process: subprocess.Popen[bytes], answer: bytes, seconds: int, hear: Callable[[bytes], None]) -> bool:
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
                    hear(part[: max(0, _SAID - heard)])
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


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _lines_of(said: bytes) -> Iterator[str]:
    lines = said.decode("utf-8", "replace").splitlines()
    yield from (f"hook: {line}" for line in lines[:_LINES])
    if len(lines) > _LINES or len(said) >= _SAID:
        yield "hook: …"
