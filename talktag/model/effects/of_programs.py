"""Effects that run something: a program of the person's, or commands of talktag itself. They run nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from talktag.content import Content
from talktag.model.effects.effect import REMOVE, WRITE, OutsideFile
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
class OpenCopy:
    """A copy of a file in a folder of its own, handed to a program of the desktop; `words` are how it is started.

    `make` gives what is in it, once it is wanted. `stale` are folders of earlier copies that nobody looks at any more.
    """

    path: str
    words: tuple[str, ...]
    make: Callable[[], bytes | Content] = field(repr=False, compare=False)
    stale: tuple[str, ...] = ()
    name: ClassVar[str] = "open-copy"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The copy, and the folders of earlier ones."""
        return (OutsideFile(WRITE, self.path), *(OutsideFile(REMOVE, each) for each in self.stale))

    @property
    def line(self) -> str:
        """What is run on which copy."""
        gone = f", after taking {plural(len(self.stale), 'old one')} away" if self.stale else ""
        return f"write {self.path} and run {' '.join(self.words)} on it{gone}"

    def details(self) -> Mapping[str, Any]:
        """The copy, and the words."""
        return {"path": self.path, "words": list(self.words)}


@dataclass(frozen=True, slots=True)
class RunAttached:
    """A program that the person typed the words of, with their terminal, in a folder; its exit code becomes talktag's.

    `without` are variables that it does not get.
    """

    words: tuple[str, ...]
    folder: str
    without: tuple[str, ...] = ()
    name: ClassVar[str] = "run-attached"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """What is run, and where."""
        return f"run {' '.join(self.words)} in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """The words, and where."""
        return {"words": list(self.words), "folder": self.folder}


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
