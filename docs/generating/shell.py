"""A shell at a terminal of its own: runs commands as a person would type them, and keeps what the screen shows.

Standard output, standard error and the questions come in one stream, in the order a person sees them.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

PASSPHRASE = "a walk to the lighthouse"  # noqa: S105 - it protects nothing
# What is typed when the screen ends in such a question.
ANSWERS = {r"\[y/N\] $": "y", r"(?i)passphrase[^\n]*: $|once more: $": PASSPHRASE}
_SILENCE = 120  # seconds; a program that asks something unknown would wait for ever
_AT_TERMINAL = """\
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


class Process(Protocol):
    """A program that runs, as far as a shell needs it."""

    def wait(self) -> int:
        """Wait for its end; its exit code, negative for a signal."""

    def kill(self) -> None:
        """End it at once."""


@dataclass(slots=True)
class Shell:
    """A home folder and what is kept from one command to the next: working directory and variables."""

    home: Path
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    columns: int = 120

    def run(self, script: str) -> tuple[str, int]:
        """What the screen shows of a script, line ends and blanks at line ends evened, and its exit code."""
        state = self.home / ".state"
        kept = f'trap \'code=$?; {{ export -p; printf "cd %q\\n" "$PWD"; }} > {state}; exit $code\' EXIT\n'
        restored = f"[ -f {state} ] && . {state}\nset -eo pipefail\n"
        screen, code = self._at_terminal(["bash", "--norc", "-c", f"{kept}{restored}{script}"])
        lines = screen.replace("\r\n", "\n").split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n"), code

    def _at_terminal(self, command: list[str]) -> tuple[str, int]:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, self.columns, 0, 0))
        process = self.start(command, theirs)
        os.close(theirs)
        try:
            screen = _converse(ours)
        except TimeoutError:
            process.kill()
            raise
        finally:
            os.close(ours)
        return screen, process.wait()

    def start(self, command: list[str], terminal: int) -> Process:
        """Start a command in a session of its own with that terminal."""
        launch = [sys.executable, "-I", "-c", _AT_TERMINAL, *command]
        ends = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
        return subprocess.Popen(launch, cwd=self.folder, env=self.variables(), **ends)

    def variables(self) -> dict[str, str]:
        """A plain environment: this Python's programs first, nothing of the person who runs this."""
        return {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "TZ": "UTC",
            "NO_COLOR": "1",
            "PAGER": "cat",
            "GIT_CONFIG_NOSYSTEM": "1",
            **self.environment,
        }


def _converse(terminal: int) -> str:
    """Read until the other end closes, answering the questions that are known."""
    screen = ""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while True:
        if not select.select([terminal], [], [], _SILENCE)[0]:
            raise TimeoutError(f"nothing came for {_SILENCE} seconds after: {screen[-200:]!r}")
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux's way of saying that nobody holds the other end any more
            data = b""
        if not data:
            return screen
        screen += decoder.decode(data)
        for question, answer in ANSWERS.items():
            if re.search(question, screen.rsplit("\n", 1)[-1]):
                os.write(terminal, f"{answer}\n".encode())
