"""Effects that run something: a program of the person's, or commands of talktag itself. They run nothing themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from talktag.model.effects.effect import OutsideFile
from talktag.model.values.plural import plural


@dataclass(frozen=True, slots=True)
class RunProgram:
    """A program of the person's, such as a print command, by its words; run at last, when every file is there."""

    words: tuple[str, ...]
    name: ClassVar[str] = "run-program"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """What is run."""
        return f"run {' '.join(self.words)}"

    def details(self) -> Mapping[str, Any]:
        """The words."""
        return {"words": list(self.words)}


@dataclass(frozen=True, slots=True)
class WalkThrough:
    """Commands of talktag, run one after the other on sample data, in a folder with keys of its own.

    `rests` says whether a person is waited for now and then.
    """

    folder: str
    commands: tuple[tuple[str, ...], ...]
    rests: bool = False
    name: ClassVar[str] = "walk-through"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """How many, and where."""
        return f"run {plural(len(self.commands), 'command')} in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """The folder, and the words of each command."""
        return {"folder": self.folder, "commands": [list(each) for each in self.commands]}
