"""Puts the completion script of a shell where that finds it, and says where. It only ever adds to a person's file.

The places are those that talktag 0.1 used, so that its script is replaced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from talktag.cli.views.view import Block, Pairs
from talktag.errors import UsageError
from talktag.model.effects.effect import Effect
from talktag.model.effects.of_files import AddLine, InstallFile
from talktag.ops.outcome import Outcome

SHELLS = ("bash", "zsh", "fish")
_DATA = Path(__file__).parents[2] / "data" / "completion"


class Installation(NamedTuple):
    """The script of one shell, where it belongs, and the line that a file of the person's needs to load it."""

    shell: str
    script: Path
    loader: Path | None
    line: str

    def values(self) -> Mapping[str, str]:
        """The two files, and the line."""
        added = {} if self.loader is None else {"loader": str(self.loader), "line": self.line}
        return {"shell": self.shell, "script": str(self.script), **added}

    @property
    def is_loaded(self) -> bool:
        """Whether the line is there already, or none is needed."""
        if self.loader is None:
            return True
        try:
            return self.line in self.loader.read_text("utf-8", "replace").split("\n")
        except FileNotFoundError:
            return False


def script(shell: str) -> str:
    """The script of a shell."""
    return (_DATA / f"talktag.{shell}").read_text(encoding="utf-8")


def install(shell: str) -> Outcome:
    """What installs the script of a shell, and tells how to take it away again."""
    where = _place(shell, Path.home())
    undo = f'to undo it, delete "{where.script}"'
    if where.loader:
        undo += f' and take this line out of "{where.loader}": {where.line}'
    return Outcome(
        where, notices=("it counts in shells that are started from now on", undo), effects=tuple(_effects(where))
    )


def show(data: Installation) -> list[Block]:
    """What is written where."""
    facts = [("shell", data.shell), ("writes", str(data.script))]
    if data.loader:
        facts.append(("has it already" if data.is_loaded else "adds a line to", str(data.loader)))
    return [Pairs(facts)]


def known_shell(named: str, environment: Mapping[str, str]) -> str:
    """The shell that was named, or else the one that started this program; UsageError for one without a script."""
    shell = named or _running(environment)
    if shell in SHELLS:
        return shell
    hints = [f"name one of: {', '.join(SHELLS)}"]
    if shell in {"powershell", "pwsh"}:
        raise UsageError("there is no completion for PowerShell: it could not be tried there yet", hints=hints)
    raise UsageError(f'there is no completion for "{shell}"' if shell else "which shell is it?", hints=hints)


def _running(environment: Mapping[str, str]) -> str:
    import shellingham

    try:
        return str(shellingham.detect_shell()[0])
    except shellingham.ShellDetectionFailure:
        return os.path.basename(environment.get("SHELL", ""))  # noqa: PTH119 - a name, not a path


def _place(shell: str, home: Path) -> Installation:
    if shell == "bash":
        path = home / ".bash_completions" / "talktag.sh"
        quoted = str(path).replace("'", "'\\''")
        return Installation(shell, path, home / ".bashrc", f"source '{quoted}'")
    if shell == "zsh":
        line = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
        return Installation(shell, home / ".zfunc" / "_talktag", home / ".zshrc", line)
    return Installation(shell, home / ".config" / "fish" / "completions" / "talktag.fish", None, "")


def _effects(where: Installation) -> Iterator[Effect]:
    """The script, and the line that loads it, as far as they are not there already."""
    yield InstallFile(str(where.script), script(where.shell).encode())
    if where.loader is not None and not where.is_loaded:
        yield AddLine(str(where.loader), where.line)
