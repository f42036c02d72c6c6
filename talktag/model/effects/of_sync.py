"""Effects of going with another copy of the store: it is named in the settings, and what is here is sent to it.

They do nothing themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from talktag.model.effects.effect import WRITE, OutsideFile


@dataclass(frozen=True, slots=True)
class NameRemote:
    """Another copy, at `url`, put into the settings of the repository of the store in `folder` under `remote`."""

    folder: str
    remote: str
    url: str
    place: str  # the same as it is told
    name: ClassVar[str] = "name-remote"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The settings of the repository."""
        return (OutsideFile(WRITE, f"{self.folder}/.git/config"),)

    @property
    def line(self) -> str:
        """Which."""
        return f'go with {self.place} from now on, as "{self.remote}"'

    def details(self) -> Mapping[str, Any]:
        """Its name and where it is."""
        return {"remote": self.remote, "place": self.place}


@dataclass(frozen=True, slots=True)
class SendHistory:
    """What is here and not there, so many `commits`, sent to a branch of `remote` at `place`; never by force."""

    remote: str
    place: str
    branch: str
    commits: int
    name: ClassVar[str] = "send-history"
    files: ClassVar[tuple[OutsideFile, ...]] = ()

    @property
    def line(self) -> str:
        """How much, and where."""
        return f"send {self.commits} {'change' if self.commits == 1 else 'changes'} to {self.place}"

    def details(self) -> Mapping[str, Any]:
        """The remote, the place, the branch there, and how many commits."""
        return {"remote": self.remote, "place": self.place, "branch": self.branch, "commits": self.commits}
