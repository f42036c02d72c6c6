"""Real shells at a terminal of their own, with talktag's completion in them: types, and tells what was run.

In such a shell `talktag` is the program itself while a word is being completed, and else one that reports the
arguments it was given and does nothing. Judges nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import shlex
import signal
import struct
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path

SHELLS = ("bash", "zsh", "fish")
SCRIPTS = Path(__file__).parents[3] / "talktag" / "data" / "completion"
_SILENCE = 120  # seconds without a sign of life after which a shell is taken to wait for something nobody types
_PROMPT = b"\x01"  # what a shell reports whenever it is ready for a line
_PROGRAM = """#!/bin/sh
if [ -n "${{_TALKTAG_COMPLETE+x}}" ]; then exec {python} -P -m talktag "$@"; fi
for each; do printf '%s\\0' "$each"; done > {report}
"""
_TELL = r"printf '\001' > {report}"
_BEGINNINGS = {
    "bash": "PROMPT_COMMAND={tell}; bind 'set bell-style none'; {load}\n",
    "zsh": f"precmd() {{{{ {_TELL}; }}}}; setopt no_beep; autoload -Uz compinit; compinit -u -D; {{load}}\n",
    "fish": f"function tell --on-event fish_prompt; {_TELL}; end; function fish_greeting; end; {{load}}\n",
}


class Shell:
    """One shell that runs until it is closed; `folder` is where it stands."""

    def __init__(self, name: str, path: str, home: Path, environment: Mapping[str, str], load: str) -> None:
        self.name = name
        self.folder = home / f"{name}-stands-here"
        self.folder.mkdir(exist_ok=True)
        self._report = home / f"{name}-report"
        os.mkfifo(self._report)
        # Before the shell, which else waits to open it and may be interrupted; also for writing, so that it never ends.
        self._reader = os.open(self._report, os.O_RDWR)
        programs = home / f"{name}-programs"
        programs.mkdir()
        program = programs / "talktag"
        program.write_text(_PROGRAM.format(python=shlex.quote(sys.executable), report=shlex.quote(str(self._report))))
        program.chmod(0o755)
        begin = home / ("config.fish" if name == "fish" else f".{name}rc")
        report = shlex.quote(str(self._report))
        tell = shlex.quote(_TELL.format(report=report))
        begin.write_text(_BEGINNINGS[name].format(report=report, tell=tell, load=load))
        started = {
            "bash": [path, "--noprofile", "--rcfile", str(begin), "-i"],
            "zsh": [path, "-d", "-i"],
            "fish": [path, "--no-config", "-i", "-C", f"source {shlex.quote(str(begin))}"],
        }[name]
        own = {"PATH": f"{programs}:{environment['PATH']}", "ZDOTDIR": str(home), "XDG_CONFIG_HOME": str(home / "xdg")}
        self._child, self._terminal = _started(started, {**environment, **own, "TERM": "xterm"}, self.folder)
        self._seen = b""
        self._reported()

    def run(self, keys: str) -> list[str]:
        """Type keys and Enter; the arguments that talktag was given then."""
        self.type(f"{keys}\r")
        return [each.decode("utf-8", "surrogateescape") for each in self._reported().split(b"\0")[:-1]]

    def found(self) -> list[str]:
        """The files in the folder it stands in."""
        return sorted(each.name for each in self.folder.iterdir())

    def type(self, keys: str) -> None:
        """Type keys, the line before having been ended."""
        rest = keys.encode()
        while rest:
            rest = rest[os.write(self._terminal, rest) :]

    def close(self) -> None:
        """End it."""
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)
        os.close(self._reader)

    def _reported(self) -> bytes:
        """What is reported until the shell is ready for a line; what it shows meanwhile is taken in."""
        poll, report = select.poll(), b""
        poll.register(self._terminal, select.POLLIN)
        poll.register(self._reader, select.POLLIN)
        while not report.endswith(_PROMPT):
            ready = [handle for handle, _ in poll.poll(_SILENCE * 1000)]
            assert ready, f"{self.name} waits for more: {self._seen[-2000:]!r}"
            for handle in ready:
                data = os.read(handle, 65536)
                if handle == self._terminal:
                    self._seen = self._seen[-10_000:] + data
                else:
                    report += data
        return report


@contextlib.contextmanager
def shell(name: str, path: str, home: Path, environment: Mapping[str, str], load: str | None = None) -> Iterator[Shell]:
    """A shell with the completion of this checkout in it, or what the line `load` loads; closed at the end."""
    running = Shell(name, path, home, environment, load or f"source {shlex.quote(str(SCRIPTS / f'talktag.{name}'))}")
    try:
        yield running
    finally:
        running.close()


def _started(command: list[str], environment: Mapping[str, str], folder: Path) -> tuple[int, int]:
    child, terminal = pty.fork()
    if child == 0:
        try:
            os.chdir(folder)
            os.execve(command[0], command, environment)  # noqa: S606 - a shell is what is wanted
        finally:
            os._exit(127)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
    return child, terminal
