"""A commit as git prints it, taken apart: who, when, and a message whose last lines say which command made it.

Pure text; it never asks git, and refuses nothing but a time that is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

COMMAND = "Talktag-Command"
UNDOES = "Talktag-Undoes"
FORMAT = "%H%n%P%n%cI%n%an%n%B%x00"  # for `git rev-list --format`, which ends each with a line break, too
END = "\0"
_NO_TIME = datetime.datetime.fromtimestamp(0, datetime.UTC)


class CommitText(NamedTuple):
    """One commit in `FORMAT`: its id, those of its parents in a row, its time in ISO form, its author, its message."""

    commit: str
    parents: str
    time: str
    author: str
    message: str

    @property
    def is_merge(self) -> bool:
        """Whether it has more than one parent."""
        return " " in self.parents


class Past(NamedTuple):
    """One commit: who, when, and what, in the words of its message."""

    commit: str
    date: datetime.datetime
    author: str
    message: str

    @property
    def subject(self) -> str:
        """What was done, in a line."""
        return self.message.partition("\n")[0]

    @property
    def said(self) -> str | None:
        """All that its message says, less the lines for talktag; None where that is the subject alone."""
        before, gap, _ = self.message.rstrip().rpartition("\n\n")
        text = before if gap and trailers(self.message, (COMMAND, UNDOES)) else self.message.rstrip()
        return text if "\n" in text else None

    @property
    def command(self) -> str | None:
        """The command that made it, where talktag did."""
        return trailers(self.message, (COMMAND,)).get(COMMAND)

    @property
    def undoes(self) -> str | None:
        """The commit that it took back."""
        return trailers(self.message, (UNDOES,)).get(UNDOES)


def read_commit(printed: str) -> CommitText:
    """One commit that git printed in `FORMAT`, perhaps behind the line break of the one before."""
    return CommitText(*printed.split("\n", 5)[1:]) if printed[:1] == "\n" else CommitText(*printed.split("\n", 4))


def trailers(message: str, wanted: Sequence[str]) -> dict[str, str]:
    """The `Key: value` lines that are `wanted` of a commit message's last paragraph, its subject being none."""
    _, gap, last = message.rstrip().rpartition("\n\n")
    pairs = (line.partition(": ") for line in (last if gap else "").splitlines())
    return {key: value for key, _, value in pairs if key in wanted}


def past_of(commit: CommitText) -> Past:
    """What the history tells of a commit; ValueError for a time that no calendar has."""
    ident, _, time, author, message = commit
    return Past(ident, datetime.datetime.fromisoformat(time) if time else _NO_TIME, author, message)
