"""The effect that makes a site: files of its own in a folder, those that changed and those that go. Writes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from talktag.model.effects.effect import REMOVE, WRITE, OutsideFile
from talktag.model.values.plural import plural


class SitePiece(NamedTuple):
    """What is made together of one thing: `of` hashes what it is made of, `make` gives its files by their `names`."""

    key: str
    of: str
    names: tuple[str, ...]
    make: Callable[[], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class MakeSite:
    """The `pieces` that are to be made anew in `folder`, and the names of files there that go.

    `kept` is what stays as it is, and `view` for whom it all is, both as the list of the site's files remembers them.
    """

    folder: str
    view: str
    pieces: tuple[SitePiece, ...] = field(repr=False)
    kept: Mapping[str, Any] = field(repr=False)
    removed: tuple[str, ...]
    listed: str  # the name of that list
    name: ClassVar[str] = "make-site"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """Every file that may come out another, those that go, and the list of them all."""
        written = [name for piece in self.pieces for name in piece.names]
        return (
            *(OutsideFile(WRITE, f"{self.folder}/{name}") for name in (*written, self.listed)),
            *(OutsideFile(REMOVE, f"{self.folder}/{name}") for name in self.removed),
        )

    @property
    def line(self) -> str:
        """How many pages, and where."""
        count = sum(len(piece.names) for piece in self.pieces)
        gone = f", remove {plural(len(self.removed), 'file')}" if self.removed else ""
        return f"write {plural(count, 'file')}{gone} in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """Where."""
        return {"folder": self.folder}
