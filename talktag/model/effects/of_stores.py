"""Effects on a store that are no change of its records: its start, its repository mended, what was seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from talktag.model.effects.effect import WRITE, OutsideFile


@dataclass(frozen=True, slots=True)
class StartStore:
    """The folder of a new store, with a repository that has no commit yet: the plan makes the first, by `owner`."""

    folder: str
    owner: tuple[str, str]  # name and mail address
    name: ClassVar[str] = "start-store"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """Where."""
        return f"start a store in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """Where."""
        return {"folder": self.folder}


@dataclass(frozen=True, slots=True)
class MendRepository:
    """What keeps git from working in a store, mended without deciding for its owner; `findings` names what."""

    folder: str
    findings: tuple[str, ...]
    name: ClassVar[str] = "mend-repository"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """What is mended, and where."""
        return f"mend {', '.join(self.findings)} of the repository in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """The store's folder, and the findings by name."""
        return {"folder": self.folder, "findings": list(self.findings)}


@dataclass(frozen=True, slots=True)
class RememberHistory:
    """Where the history of a store is, taken for what this computer saw last; `place` is the file that keeps it.

    One that was set back meanwhile is only taken so where `set_back` says that the owner looked at it.
    """

    folder: str
    place: str
    set_back: bool = False
    name: ClassVar[str] = "remember-history"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The file that keeps it."""
        return (OutsideFile(WRITE, self.place),)

    @property
    def line(self) -> str:
        """Which history."""
        return f"remember the history in {self.folder} as it is now" + (", set back" if self.set_back else "")

    def details(self) -> Mapping[str, Any]:
        """The store's folder, and whether its history was set back."""
        return {"folder": self.folder, "set_back": self.set_back}
