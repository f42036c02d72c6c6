"""A person's computer: a home, keys and a store of its own, in which talktag runs. Judges nothing."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.kit.done import Done
from tests.kit.loaded import TALKTAG, can_be_copied, run_copy, start_copy
from tests.kit.screen import Screen, start_at


@dataclass(frozen=True)
class Computer:
    """A home folder with a store called `things`; every command runs there as a process of its own.

    That is a copy of one that is loaded already, if it is not to start `anew`, as a person's does. One that is `quick`
    runs them within the tests' process, for stories of very many commands. Such a one may have a clock of its own,
    `now`.
    """

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    quick: bool = False
    anew: bool = False
    now: Callable[[], datetime.datetime] | None = None

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
            "TALKTAG_PAGER": "cat",  # and what a person reads in
            "TALKTAG_PICKER": "menu",  # whatever this machine has; who tests the other picker asks for it
            "GIT_CONFIG_NOSYSTEM": "1",
            **self.variables,
        }

    def with_keys_of(self, name: str) -> Computer:
        """The same home and store in the hands of somebody else, with keys of their own that they count as theirs."""
        other = replace(self, variables={**self.variables, "TALKTAG_CONFIG_DIR": str(self.folder / name.lower())})
        alone = replace(other, variables={**other.variables, "TALKTAG_STORE": ""})
        alone.ok("key", "new", name, "--no-passphrase")
        other.ok("key", "accept", "--yes")
        return other

    def run(
        self,
        *words: str,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        by: Sequence[str] = (),
        memory: int = 0,
    ) -> Done:
        """Run talktag with those words, in pipes; `by` a program that runs it, `memory` the most bytes it may have."""
        if self.quick and not (env or by or memory):
            return self.within(*words, stdin=stdin)
        variables = {**self.environment, **(env or {})}
        if not (self.anew or by) and can_be_copied(words, variables, stdin):
            return run_copy(words, self.folder, variables, stdin, memory=memory)
        if memory:
            by = ("sh", "-c", f'ulimit -v {memory // 1024}; exec "$@"', "sh", *by)
        command = [*by, *TALKTAG, *words]
        done = subprocess.run(command, cwd=self.folder, env=variables, input=stdin, capture_output=True, check=False)
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
            terminal = Terminal(source, out, err, self.environment)
            code = run(words, terminal._replace(now=self.now) if self.now else terminal)
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
        variables = {**self.environment, **(env or {})}
        if not (self.anew or by) and can_be_copied(words, variables):
            return Screen(lambda terminal: start_copy(words, self.folder, variables, [terminal] * 3, at_terminal=True))
        return Screen(lambda terminal: start_at([*by, *TALKTAG, *words], self.folder, variables, terminal))
