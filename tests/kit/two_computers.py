"""Computers of one owner that go with one bare repository. Judges nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.kit.computer import Computer


@dataclass(frozen=True)
class Several:
    """The bare repository `hub` and computers that each have a clone of it, and the owner's keys."""

    hub: Path
    computers: Sequence[Computer]

    def git(self, *words: str) -> str:
        """What git says of the repository between them."""
        command = ["git", "-C", str(self.hub), *words]
        environment = {**self.computers[0].environment, "HOME": str(self.hub)}
        return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout

    def sync_all(self, rounds: int = 2) -> None:
        """Have each of them sync until nothing is left to come or go."""
        for _ in range(rounds):
            for each in self.computers:
                each.ok("sync")

    @property
    def trees(self) -> set[bytes]:
        """The trees of their last commits."""
        return {each.git("rev-parse", "HEAD^{tree}") for each in self.computers}


def make_hub(path: Path) -> Path:
    """A bare repository with nothing in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)]
    subprocess.run(words, env=_bare(path), check=True)
    return path


def clone(hub: str, computer: Computer, of: Computer) -> Computer:
    """The store on another computer, with the keys of the owner, whose settings there are as on the first."""
    computer.folder.mkdir(parents=True, exist_ok=True)
    words = ["git", "clone", "--quiet", hub, str(computer.things)]
    subprocess.run(words, env=computer.environment, check=True)
    shutil.copytree(of.folder / "config/keys", computer.folder / "config/keys", dirs_exist_ok=True)
    return computer


def make_several(
    folder: Path, count: int = 2, *, variables: Mapping[str, str] | None = None, products: Sequence[str] = ("Drill",)
) -> Several:
    """So many computers with one store, quick ones, and the repository that they go with."""
    hub = make_hub(folder / "hub.git")
    names = ["desk", "laptop", "attic"][:count]
    first, *others = (Computer(folder / name, variables or {}, quick=True) for name in names)
    first.folder.mkdir()
    first.ok("init", "things", "--owner", "Ana", "--contact", "ana@example.org", "--no-passphrase")
    for each in products:
        first.ok("add", each)
    first.ok("sync", "--remote", f"file://{hub}", "--yes")
    return Several(hub, [first, *(clone(f"file://{hub}", each, first) for each in others)])


def _bare(path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(path.parent), "GIT_CONFIG_NOSYSTEM": "1"}
