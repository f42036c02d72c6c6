"""A program at a terminal of its own, as a person sees it. Judges nothing."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from tests.kit.done import Done

_SILENCE = 300  # seconds without a sign of life after which a program is taken to wait for something nobody types
# Runs argv with standard input as its controlling terminal, where programs ask for passphrases.
_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Process(Protocol):
    """A program that runs, as far as a screen needs it."""

    def wait(self) -> int:
        """Wait for its end; its exit code, negative for a signal."""

    def kill(self) -> None:
        """End it at once."""


def start_at(command: Sequence[str], cwd: Path, environment: Mapping[str, str], terminal: int) -> Process:
    """Start a program in a session of its own with that terminal."""
    program = shutil.which(command[0]) or command[0]
    launch = [sys.executable, "-c", _LAUNCH, program, *command[1:]]
    return subprocess.Popen(
        launch, stdin=terminal, stdout=terminal, stderr=terminal, cwd=cwd, env=environment, start_new_session=True
    )


class Screen:
    """A program at a pseudo-terminal: what it shows, what is typed."""

    def __init__(self, start: Callable[[int], Process]) -> None:
        """`start` starts the program at the terminal whose number it is given."""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x32\0\xa0\0\0\0\0\0")  # 50 lines of 160 columns
        self._process = start(slave)
        os.close(slave)
        self.shown = b""
        self.left_echoing = False  # whether the terminal showed what was typed when the program had ended

    def until(self, text: str, times: int = 1) -> Screen:
        """Read until the program has shown `text` so many times; it must not end before."""
        while self.shown.count(text.encode()) < times:
            assert self._read(), f"the program ended without showing {text!r}: {self.shown.decode()}"
        return self

    def type(self, text: str) -> Screen:
        with contextlib.suppress(OSError):  # the program may have ended by now
            os.write(self._master, text.encode())
        return self

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    def interrupt(self) -> Screen:
        """What Ctrl-C does, also where the program reads raw keys."""
        os.killpg(os.tcgetpgrp(self._master), signal.SIGINT)
        return self

    def end(self) -> Done:
        """Wait for the end; everything that was shown, with the terminal's line ends as plain ones.

        A question that is still open gets an end of file, so that a test never hangs at one it did not expect.
        """
        self.type("\4")
        while self._read():
            self.type("\4")
        code = self._process.wait()
        self.left_echoing = self.echoes()
        os.close(self._master)
        return Done(code, self.shown.replace(b"\r\n", b"\n"), b"")

    def _read(self) -> bool:
        if not select.select([self._master], [], [], _SILENCE)[0]:
            self._process.kill()
            pytest.fail(f"the program shows nothing more and does not end: {self.shown.decode()}")
        try:
            part = os.read(self._master, 65536)
        except OSError:  # Linux reports the closed terminal as an input/output error
            return False
        self.shown += part
        return bool(part)
