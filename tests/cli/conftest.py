"""A person's computer for the tests of the command line: a home, keys and a store of its own. Judges nothing."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

TALKTAG = (sys.executable, "-P", "-m", "talktag")
_SILENCE = 300  # seconds without a sign of life after which a program is taken to wait for something nobody types
# Runs argv with standard input as its controlling terminal, where programs ask for passphrases.
_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


@dataclass(frozen=True)
class Done:
    """What a command that ended left behind."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        return self.stderr.decode("utf-8")


@dataclass(frozen=True)
class Computer:
    """A home folder with a store called `things`; every command runs there as a program of its own.

    One that is `quick` runs them within the tests' process, for stories of very many commands.
    """

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    quick: bool = False

    @property
    def things(self) -> Path:
        return self.folder / "things"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TALKTAG_CONFIG_DIR": str(self.folder / "config"),
            "TALKTAG_STORE": str(self.things),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "xterm-256color",
            "GIT_CONFIG_NOSYSTEM": "1",
            **self.variables,
        }

    def run(
        self, *words: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, by: Sequence[str] = ()
    ) -> Done:
        """Run talktag with those words, in pipes; `by` is a program that runs it."""
        if self.quick and not env and not by:
            return self.within(*words, stdin=stdin)
        done = subprocess.run(
            [*by, *TALKTAG, *words],
            cwd=self.folder,
            env={**self.environment, **(env or {})},
            input=stdin,
            capture_output=True,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def ok(self, *words: str, stdin: bytes = b"") -> str:
        """Run talktag, which must succeed; what it printed."""
        done = self.run(*words, stdin=stdin)
        assert done.code == 0, done.err
        return done.out

    def within(self, *words: str, stdin: bytes = b"") -> Done:
        """The same as run(), within this process: many times as quick, for tests that need very many commands."""
        from talktag.cli.input.terminal import Terminal
        from talktag.cli.main import run

        buffers = io.BytesIO(stdin), io.BytesIO(), io.BytesIO()
        source, out, err = (io.TextIOWrapper(buffer, "utf-8", "backslashreplace") for buffer in buffers)
        with contextlib.chdir(self.folder):
            code = run(words, Terminal(source, out, err, self.environment))
        out.flush()
        err.flush()
        return Done(code, buffers[1].getvalue(), buffers[2].getvalue())

    def json(self, *words: str) -> dict[str, Any]:
        """The document that a command prints with --json."""
        document: dict[str, Any] = json.loads(self.ok(*words, "--json"))
        return document

    def git(self, *words: str, stdin: bytes = b"") -> bytes:
        """What the git program says of the store."""
        command = ["git", "-C", str(self.things), "-c", "user.name=Tester", "-c", "user.email=t@example.org", *words]
        return subprocess.run(command, env=self.environment, input=stdin, stdout=subprocess.PIPE, check=True).stdout

    @property
    def state(self) -> tuple[bytes, bytes, list[str]]:
        """The last commit, what differs from it, and the files beside the store."""
        beside = sorted(path.name for path in self.folder.iterdir())
        return self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), beside

    def write(self, path: str, text: str | bytes) -> Path:
        """A file in the folder, its own folders made."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def terminal(self, *words: str, env: Mapping[str, str] | None = None, by: Sequence[str] = ()) -> Screen:
        """Start talktag at a terminal of its own; `by` is a program that starts it."""
        return Screen([*by, *TALKTAG, *words], self.folder, {**self.environment, **(env or {})})


class Screen:
    """A program at a pseudo-terminal: what it shows, what is typed."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x32\0\xa0\0\0\0\0\0")  # 50 lines of 160 columns
        program = shutil.which(command[0]) or command[0]
        launch = [sys.executable, "-c", _LAUNCH, program, *command[1:]]
        self._process = subprocess.Popen(
            launch, stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=environment, start_new_session=True
        )
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


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a little of everything, made once and copied."""
    computer = Computer(tmp_path_factory.mktemp("model"))
    computer.write("receipt.txt", "one camera, 2499.00 EUR\n")
    computer.ok("init", "things", "--owner", "Ana Pérez", "--contact", "ana+tags@example.org", "--no-passphrase")
    computer.ok(
        *("add", "Canon EOS 5D Mark IV", "--maker", "Canon", "--model", "EOS 5D", "--serial", "032021001234"),
        *("--gtin", "4006381333931", "--place", "home/office", "--label", "camera", "--bought", "2024-03-02"),
        *("--from", "Foto Ruiz", "--price", "2499 EUR", "--order", "A-17", "--warranty", "24 months"),
        *("--file", "receipt.txt", "--field", "colour=black"),
    )
    computer.ok("add", "Trek Domane AL 2")
    computer.ok("note", "canon", "-", stdin=b"hot pixel at 1024,768\n")
    computer.ok("party", "add", "Fix-It Cameras", "--role", "repairer", "--contact", "bench@fixit.example")
    (computer.folder / "config/config.toml").unlink()  # it names this folder as the default store
    shutil.rmtree(computer.folder / "config/seen")  # and this what was seen of it
    return computer.folder


@pytest.fixture
def computer(_model: Path, tmp_path: Path) -> Computer:
    """A computer with a store: a camera with a receipt and a note, a bare bicycle, a repair shop."""
    shutil.copytree(_model, tmp_path / "home", symlinks=True)
    return Computer(tmp_path / "home")


@pytest.fixture
def new_computer(tmp_path: Path) -> Computer:
    """A computer with nothing on it."""
    (tmp_path / "home").mkdir()
    return Computer(tmp_path / "home")


@pytest.fixture
def sealed_computer(computer: Computer) -> Computer:
    """The same, its keys under the passphrase in the file `words`."""
    from talktag.seal.keys.key_folder import KeyFolder

    folder = KeyFolder(computer.folder / "config/keys")
    folder.change_passphrase(folder.unlock(None), "correct horse", work_factor=4)
    computer.write("words", "correct horse\n")
    return computer


@pytest.fixture(scope="session")
def commands() -> Mapping[str, Any]:
    """Every command of the program by its whole name, as the parser knows it."""
    import typer

    from talktag.cli.main import build

    found: dict[str, Any] = {}

    def walk(group: Any, before: str) -> None:
        for name in group.list_commands(None):
            command = group.get_command(None, name)
            if hasattr(command, "list_commands"):
                walk(command, f"{before}{name} ")
            else:
                found[f"{before}{name}"] = command

    walk(typer.main.get_command(build()), "")
    return found


@pytest.fixture(scope="session")
def unsafe() -> Callable[[str], list[str]]:
    """The characters of a text that a terminal may obey, or that hide or turn text around; LF and TAB are none."""
    import itertools
    import unicodedata

    def is_mark(letter: str) -> bool:
        return unicodedata.category(letter) in {"Mn", "Me"}

    def find(text: str) -> list[str]:
        kinds = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        letters = {letter for letter in text if unicodedata.category(letter) in kinds} - {"\n", "\t"}
        piles = [len(list(run)) for marks, run in itertools.groupby(text, is_mark) if marks]
        return sorted(f"U+{ord(letter):04X}" for letter in letters) + [f"{pile} marks" for pile in piles if pile > 4]

    return find
