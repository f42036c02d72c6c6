"""The store's line of history beside another one: where they part, and what each side has. It writes nothing.

Refused is what no record can be joined in: a repository in the middle of something, or two lines begun apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import SyncError
from talktag.store.git import branch as branches
from talktag.store.git.past.commit_text import Past, past_of
from talktag.store.git.past.walk import walk
from talktag.store.git.safe_settings import WITHOUT_GRAPH

if TYPE_CHECKING:
    from talktag.store.git.git import Git

_ENTRY = re.compile(r"(\d+) (\w+) ([0-9a-f]{40})\t(.*)", re.DOTALL)
_FILES = {"100644", "100755"}
_MIDDLE = {
    "MERGE_HEAD": ("a merge", "commit", "merge --abort"),
    "rebase-merge": ("a rebase", "rebase --continue", "rebase --abort"),
    "rebase-apply": ("a rebase", "rebase --continue", "rebase --abort"),
    "CHERRY_PICK_HEAD": ("a cherry-pick", "cherry-pick --continue", "cherry-pick --abort"),
    "REVERT_HEAD": ("a revert", "revert --continue", "revert --abort"),
}


class TreeFile(NamedTuple):
    """What a commit has at a path: the id of its content, and whether it is a plain file."""

    blob: str
    is_file: bool = True


Tree = Mapping[str, TreeFile]


def check_ready(git: Git) -> str:
    """The branch that the store is on, with its whole name; SyncError where nothing can be joined to it now."""
    here = f"git -C {quote(str(git.folder))}"
    for name, (what, go_on, drop) in _MIDDLE.items():
        if (git.directory / name).exists():
            hints = [f"finish it: {here} {go_on}", f"or drop it: {here} {drop}"]
            raise SyncError(f"{what} is not finished in this store", hints=hints)
    if branches.is_detached(git.directory):
        raise SyncError(
            "the store is on no branch (a detached HEAD)",
            hints=[f"go back to one: {here} switch main", f"or make one of it: {here} switch -c NAME"],
        )
    if (git.directory / "shallow").exists():
        hints = [f"get the rest of the history first: {here} fetch --unshallow"]
        raise SyncError("this is a shallow clone of the store: what came before is not here", hints=hints)
    found = branches.branch(git.directory)
    if found is None:
        raise SyncError("it cannot be told which branch the store is on", hints=[f"see: {here} status"])
    return found


def bases(git: Git, one: str, other: str) -> list[str]:
    """The last commits that both lines have behind them, most often one; none where they were begun apart."""
    found = git.run("merge-base", "--all", one, other, may_fail=True, extra=WITHOUT_GRAPH)
    return found.decode().split()


def tree(git: Git, commit: str | None) -> Tree:
    """Every file of a commit, by path."""
    if commit is None:
        return {}
    printed = git.run("ls-tree", "-r", "-z", "--full-tree", commit).decode(errors="surrogateescape")
    found = (_ENTRY.fullmatch(line) for line in printed.split("\0") if line)
    return {each[4]: TreeFile(each[3], each[2] == "blob" and each[1] in _FILES) for each in found if each}


def common_tree(trees: Iterable[Tree]) -> Tree:
    """What several trees have alike: where they differ, what was before is not known."""
    first, *others = trees
    return {path: each for path, each in first.items() if all(other.get(path) == each for other in others)}


def commits_between(git: Git, since: Iterable[str], until: str) -> Iterator[Past]:
    """The commits that `until` has behind it and none of `since`, newest first."""
    yield from map(past_of, walk(git, until, *(f"^{each}" for each in since), "--"))


def last_change(git: Git, commit: str, paths: Iterable[str]) -> Past | None:
    """The newest commit on a line that changed one of those files."""
    return next(map(past_of, walk(git, "-n", "1", commit, "--", *(f":(literal){each}" for each in paths))), None)
