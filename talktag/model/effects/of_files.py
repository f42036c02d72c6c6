"""Effects on files of the person's that are neither keys nor in a store: settings, drafts, what is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from talktag.model.effects.effect import APPEND, REMOVE, WRITE, OutsideFile


@dataclass(frozen=True, slots=True)
class KeepSetting:
    """A setting of the person's own: the whole file at `path` as it is to be; `replaces` as it was, None for none."""

    setting: str
    value: str
    path: str
    data: bytes = field(repr=False)
    replaces: bytes | None = field(repr=False)
    name: ClassVar[str] = "keep-setting"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The file of settings."""
        return (OutsideFile(WRITE, self.path),)

    @property
    def line(self) -> str:
        """Which setting."""
        return f"keep {self.setting} in {self.path}: {self.value}"

    def details(self) -> Mapping[str, Any]:
        """The setting and its value."""
        return {"setting": self.setting, "value": self.value}


@dataclass(frozen=True, slots=True)
class InstallFile:
    """A file that talktag brings along, put where another program of the person's looks for it."""

    path: str
    data: bytes = field(repr=False)
    name: ClassVar[str] = "install-file"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """It."""
        return (OutsideFile(WRITE, self.path),)

    @property
    def line(self) -> str:
        """Where."""
        return f"write {self.path}"

    def details(self) -> Mapping[str, Any]:
        """Where."""
        return {"path": self.path}


@dataclass(frozen=True, slots=True)
class AddLine:
    """A line at the end of a file of the person's, unless it is in there already."""

    path: str
    added: str
    name: ClassVar[str] = "add-line"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """That file."""
        return (OutsideFile(APPEND, self.path),)

    @property
    def line(self) -> str:
        """Where, and the line itself."""
        return f"add a line to {self.path}: {self.added}"

    def details(self) -> Mapping[str, Any]:
        """Where, and the line itself."""
        return {"path": self.path, "line": self.added}


@dataclass(frozen=True, slots=True)
class DropDraft:
    """A draft that is of no use any more once the plan is carried out; no matter if it is gone."""

    path: str
    name: ClassVar[str] = "drop-draft"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """It."""
        return (OutsideFile(REMOVE, self.path),)

    @property
    def line(self) -> str:
        """Which."""
        return f"drop the draft {self.path}"

    def details(self) -> Mapping[str, Any]:
        """Which."""
        return {"path": self.path}
