"""What a person has to decide where both sides changed one thing: a value. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from talktag.store.git.past.commit_text import Past

HERE, THERE = "here", "there"
Choices = Mapping[tuple[str, str], str]  # by path and key: HERE or THERE


class SyncConflict(NamedTuple):
    """A value that is not the same here and there: the file, the key in it ("" for all of it), both as they are told.

    `usual` is what is done where nobody is asked: what loses nothing; None where somebody has to decide.
    `by` is who changed the file last here and there, as far as that is known. `draft` is the record with our values,
    for who wants to write another one.
    """

    path: str
    key: str
    here: str
    there: str
    usual: str | None = None
    by: tuple[Past | None, Past | None] = (None, None)
    draft: bytes | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What a choice is kept by."""
        return self.path, self.key

    @property
    def what(self) -> str:
        """What it is about, in a line."""
        return f"{self.path}: {self.key}" if self.key else self.path

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        who = {
            side: {"author": past.author, "date": past.date.isoformat(), "subject": past.subject}
            for side, past in zip((HERE, THERE), self.by, strict=True)
            if past
        }
        told = {"path": self.path, "key": self.key or None, "here": self.here, "there": self.there}
        return {key: each for key, each in {**told, "usual": self.usual, "changed_by": who or None}.items() if each}


class Decisions:
    """What was decided, and what is still to be: `choices` by place, or `prefer` for all.

    `texts` are records that a person wrote in place of both, by path.
    """

    def __init__(self, choices: Choices, prefer: str | None = None, texts: Mapping[str, bytes] | None = None) -> None:
        self._choices = choices
        self.texts = texts or {}
        self._prefer = prefer
        self.open: list[SyncConflict] = []

    def choose(self, conflict: SyncConflict) -> str:
        """HERE or THERE; of one that nobody decided what is usual, and it stays open."""
        chosen = self._choices.get(conflict.place) or self._prefer
        if chosen is None:
            self.open.append(conflict)
        return chosen or conflict.usual or HERE

    def chosen_in(self, path: str, keys: tuple[str, ...]) -> dict[str, str]:
        """What was decided of the keys of one file."""
        found = {key: self._choices.get((path, key)) or self._prefer for key in keys}
        return {key: side for key, side in found.items() if side}
