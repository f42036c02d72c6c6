"""Histories that nobody would type: merges of any kind, renames, the same change twice, clocks that go back.

A model of one says which commit changed what, without asking git. Holds no assertions.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

CAMERA = "products/c/camera.toml"
NOTES = "products/c/camera/notes"
FILES = (
    CAMERA,
    "products/c/camera/entries.toml",
    f"{NOTES}/n1.age",
    f"{NOTES}/n2.age",
    "products/c/camera/files/größe \t1.txt",
    "products/c/camera-old.toml",
    "products/d/drill.toml",
    "shares/2026-03-02-camera-a.toml",
    "talktag.toml",
)
PATHS = (
    *FILES[:4],
    *FILES[5:8],
    NOTES,
    "products/c/camera",
    "products/c",
    "products",
    "shares",
    "products/x/none.toml",
)
_START = 1_700_000_000

Tree = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MadeCommit:
    """A commit: the numbers of those before it, when it was made, and every file."""

    parents: tuple[int, ...]
    seconds: int
    tree: Tree


@dataclass(frozen=True, slots=True)
class MadeHistory:
    """Commits by number; the last one is what the branch names, and not all need lead to it."""

    commits: tuple[MadeCommit, ...]

    def stream(self, first: int = 0) -> bytes:
        """What `git fast-import` makes the commits from the `first` on of; marks are numbers, from 1."""
        return b"".join(part for number in range(first, len(self.commits)) for part in self._import(number))

    def changed(self, number: int) -> set[str]:
        """The files that a commit made other than they are in any of its parents."""
        tree = self.commits[number].tree
        before = [self.commits[each].tree for each in self.commits[number].parents] or [{}]
        return {path for path in FILES if all(tree.get(path) != each.get(path) for each in before)}

    def is_line(self) -> bool:
        """Whether there is no merge in it."""
        return all(len(each.parents) < 2 for each in self.commits)

    def _import(self, number: int) -> Iterator[bytes]:
        made = self.commits[number]
        who = b"A <a@store.example> %d +0000" % made.seconds
        yield b"" if made.parents else b"reset refs/heads/main\n"  # or it would be on top of what is there
        yield b"commit refs/heads/main\nmark :%d\ncommitter %s\n%s" % (number + 1, who, _data(f"Change {number}\n"))
        for word, parent in zip(("from", *["merge"] * len(made.parents)), made.parents, strict=False):
            yield f"{word} :{parent + 1}\n".encode()
        yield b"deleteall\n"
        for path, content in made.tree.items():
            name = path.replace("\t", "\\t")
            yield f'M 100644 inline "{name}"\n'.encode() + _data(content)


def below(files: set[str], paths: Sequence[str]) -> set[str]:
    """Those of the files that are at one of the paths, or in a folder there."""
    return {file for file in files if any(file == path or file.startswith(f"{path}/") for path in paths)}


def instant(seconds: int) -> datetime.datetime:
    """A moment as a history tells it."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


@st.composite
def histories(draw: Any, most: int = 14) -> MadeHistory:
    """Histories of at most so many commits, most of them built on the one just before."""
    commits: list[MadeCommit] = []
    seconds = _START
    for number in range(draw(st.integers(2, most))):
        seconds += draw(st.sampled_from((0, 0, 60, 86_400, -90_000)))
        commits.append(MadeCommit(parents := draw(_parents(number)), seconds, draw(_trees(commits, parents))))
    return MadeHistory(tuple(commits))


@st.composite
def _parents(draw: Any, number: int) -> tuple[int, ...]:
    """The one before, mostly; another, several, or none but for the last one."""
    if not number:
        return ()
    earlier = st.integers(max(0, number - 5), number - 1)
    kind = draw(st.sampled_from(("one", "one", "one", "other", "merge", "merge", "root")))
    if kind == "merge":
        return tuple(dict.fromkeys((number - 1, *draw(st.lists(earlier, min_size=1, max_size=2)))))
    return {"one": (number - 1,), "other": (draw(earlier),), "root": ()}[kind]


@st.composite
def _trees(draw: Any, commits: Sequence[MadeCommit], parents: Sequence[int]) -> Tree:
    """Each file from any of the parents, and then some changed, taken away or renamed."""
    before = [commits[each].tree for each in parents] or [{"talktag.toml": "start"}]
    tree: dict[str, str] = {}
    for path in FILES:
        side = draw(st.integers(0, len(before) - 1)) if len(before) > 1 else 0
        if path in before[side]:
            tree[path] = before[side][path]
    for path in draw(st.lists(st.sampled_from(FILES), max_size=2)):
        content = draw(st.sampled_from(("", "a", "b", "c" * 300, None)))
        tree.pop(path, None)
        if content is not None:
            tree[path] = content
    if draw(st.integers(0, 5)) == 0 and CAMERA in tree:
        tree["products/c/camera-old.toml"] = tree.pop(CAMERA)
    return tree


def _data(text: str) -> bytes:
    return b"data %d\n%s\n" % (len(text.encode()), text.encode())
