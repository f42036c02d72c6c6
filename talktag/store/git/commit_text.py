"""A commit as git prints it, taken apart: who, when, and a message whose last lines say which command made it.

Pure text; it never asks git, and refuses nothing but a time that is none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

COMMAND = "Talktag-Command"
UNDOES = "Talktag-Undoes"
_WHO = re.compile(r"(?P<name>.*?) ?<[^<>]*> (?P<time>-?\d+) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)")


@dataclass(frozen=True, slots=True)
class CommitText:
    """One commit; `author` and `committer` are whole lines with name, address and time, `message` is as typed."""

    commit: str
    parents: tuple[str, ...]
    author: str
    committer: str
    message: str

    @property
    def author_name(self) -> str:
        """The name alone; the whole line where it is of no form that git writes."""
        found = _WHO.fullmatch(self.author)
        return found["name"] if found else self.author

    @property
    def date(self) -> datetime.datetime:
        """When it was committed, with the offset of that place; ValueError or OverflowError for no time at all."""
        found = _WHO.fullmatch(self.committer)
        if found is None:
            return datetime.datetime.fromtimestamp(0, datetime.UTC)
        offset = datetime.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        zone = datetime.timezone(-offset if found["sign"] == "-" else offset)
        return datetime.datetime.fromtimestamp(int(found["time"]), zone)


@dataclass(frozen=True, slots=True)
class Past:
    """One commit: who, when, what; `command` where talktag made it, `undoes` the commit it took back."""

    commit: str
    date: datetime.datetime
    author: str
    subject: str
    command: str | None
    undoes: str | None


def read_commits(printed: str) -> Iterator[CommitText]:
    """The commits that `git rev-list --header` printed, in its order."""
    for record in printed.split("\0"):
        head, _, message = record.partition("\n\n")
        commit, _, lines = head.lstrip("\n").partition("\n")
        if not commit:
            continue
        named = [line.partition(" ") for line in lines.split("\n")]
        first = {key: value for key, _, value in reversed(named)}
        parents = tuple(value for key, _, value in named if key == "parent")
        text = "".join(f"{line.removeprefix('    ')}\n" for line in message.removesuffix("\n").split("\n"))
        yield CommitText(commit, parents, first.get("author", ""), first.get("committer", ""), text)


def trailers(message: str, wanted: Sequence[str]) -> dict[str, str]:
    """The `Key: value` lines that are `wanted` of a commit message's last paragraph, its subject being none."""
    _, *paragraphs = message.rstrip().split("\n\n")
    pairs = (line.partition(": ") for line in (paragraphs[-1] if paragraphs else "").splitlines())
    return {key: value for key, _, value in pairs if key in wanted}


def past_of(commit: CommitText) -> Past:
    """What the history tells of a commit; ValueError or OverflowError where it has no time."""
    said = trailers(commit.message, (COMMAND, UNDOES))
    return Past(
        commit.commit,
        commit.date,
        commit.author_name,
        commit.message.split("\n", 1)[0],
        command=said.get(COMMAND),
        undoes=said.get(UNDOES),
    )
