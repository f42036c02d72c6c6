"""Saves in processes that are forked off one which has loaded the program already: many times as quick as starting it.

As when a program is started, each has its own memory, environment and streams, and ends as a program does; what is left
out is only that Python starts and loads modules. Holds no assertions.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue

READY_SAVE = Path(__file__).with_name("ready_save.py")


class Forks:
    """As many programs ready to fork as there are saves at the same time; close() ends them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._idle: SimpleQueue[_Ready] = SimpleQueue()

    def close(self) -> None:
        """End the programs."""
        while not self._idle.empty():
            self._idle.get().close()

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], strace: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """One save with the words of `one_save.py`, under a `strace` with those words where there are any."""
        try:
            ready = self._idle.get_nowait()
        except Empty:
            ready = _Ready(self._environment)
        try:
            return ready.run(words, environment, strace)
        finally:
            self._idle.put(ready)


class _Ready:
    """One such program; it does one save at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._asked, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with closing(other):
            command = [sys.executable, str(READY_SAVE), str(other.fileno())]
            self._program = subprocess.Popen(command, env=environment, pass_fds=[other.fileno()])

    def close(self) -> None:
        """End it."""
        self._asked.close()
        self._program.wait()

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], strace: Sequence[str]
    ) -> subprocess.CompletedProcess[str]:
        """One save, from its fork to the end of whatever holds its streams, as subprocess.run() does it."""
        said, errors = os.pipe(), os.pipe()
        request = json.dumps({"words": words, "environment": dict(environment)}).encode()
        socket.send_fds(self._asked, [request], [said[1], errors[1]])
        os.close(said[1])
        os.close(errors[1])
        number = self._hear()
        tracer = _follow(strace, number) if strace else None
        self._asked.send(b"!")
        code = int(self._hear())
        if tracer:
            tracer.communicate()
        with os.fdopen(said[0], encoding="utf-8") as out, os.fdopen(errors[0], encoding="utf-8") as err:
            return subprocess.CompletedProcess(words, code, out.read(), err.read())

    def _hear(self) -> str:
        heard = self._asked.recv(64).decode()
        if not heard:
            raise RuntimeError("the program that forks has ended")
        return heard


def _follow(strace: Sequence[str], number: str) -> subprocess.Popen[str]:
    """Strace, once it holds the process of that number: it says so."""
    tracer = subprocess.Popen([*strace, "-p", number], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    heard = tracer.stderr.readline()
    if "attached" not in heard:
        raise RuntimeError(f"strace does not follow: {heard}{tracer.communicate()[1]}")
    return tracer
