"""What `doctor` finds wrong with a store's repository: locks, branches, parts of the history. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from talktag.model.problem import Problem
from talktag.store.git.packing import graph
from talktag.store.git.recovery import left_locks

if TYPE_CHECKING:
    from talktag.store.git.recovery.mending import Mends
    from talktag.store.store import Store

LOCK, BRANCH, INDEX = "left-lock", "broken-branch", "broken-index"
GRAPH, UNPACKED = "broken-commit-graph", "unpacked"
_FOLLOWS = frozenset(
    {"sync", "broken-history", "rewound"}
)  # what is found besides where git has no commit or no index to go by


def mendable(mends: Mends) -> tuple[str, ...]:
    """The names of the findings that the store itself can mend."""
    return (
        *((LOCK,) if mends.locks else ()),
        *((BRANCH,) if mends.content else ()),
        *((INDEX,) if mends.is_torn else ()),
        *((GRAPH,) if mends.has_torn_graph else ()),
        *((UNPACKED,) if mends.unpacked is not None else ()),
    )


def look_at_mends(store: Store, mends: Mends) -> Iterator[Problem]:
    """Locks that were left behind, a branch that names no commit, and what is damaged beside the commits."""
    for path in mends.locks:
        where = path.relative_to(store.folder).as_posix()
        message = (
            "was left behind by a git that ended before its time, and keeps others from writing; take it away with:"
        )
        yield Problem(LOCK, where, f"{message} talktag doctor --fix  (or: {left_locks.by_hand(path)})")
    if mends.broken:
        yield Problem(BRANCH, f".git/{mends.broken}", _names_nothing(store, mends))
    if mends.is_torn:
        message = "cannot be read, as after a power cut; make it anew from the last commit with: talktag doctor --fix"
        yield Problem(INDEX, ".git/index", message)
    if mends.has_torn_graph:
        message = "is damaged, so that histories may lack commits; have it made anew with: talktag doctor --fix"
        yield Problem(GRAPH, f".git/{graph.NAME}", message)
    if mends.unpacked is not None:
        message = f"could not be packed: {mends.unpacked}; try it again with: talktag doctor --fix"
        yield Problem(UNPACKED, ".git/objects", message, severity="warning")


def without_what_follows(found: list[Problem], mends: Mends) -> list[Problem]:
    """What was found but for what only follows from a branch or one of the indexes, which can be mended."""
    return [each for each in found if not (mends.hides_more and each.name in _FOLLOWS)]


def _names_nothing(store: Store, mends: Mends) -> str:
    what = "names no branch" if mends.broken == "HEAD" else "names no commit"
    message = f"{what}, as after a power cut"
    if mends.content:
        return f'{message}; let it be "{mends.content}" again with: talktag doctor --fix'
    return f"{message}; look for what it was with: git -C {quote(str(store.folder))} fsck --lost-found"


def look_at_shape(store: Store) -> Iterator[Problem]:
    """A history that is not whole here, is told otherwise than it is, or goes on outside of every branch."""
    git, here = store.git.directory, quote(str(store.folder))
    if (git / "shallow").exists():
        message = f"only the newest part of the history is here; get the rest with: git -C {here} fetch --unshallow"
        yield Problem("shallow", ".git/shallow", message, severity="warning")
    if (grafts := git / "info/grafts").exists():
        message = f"tells git of other parents than commits have; take it away with: rm {quote(str(grafts))}"
        yield Problem("grafts", ".git/info/grafts", message, severity="warning")
    if store.is_detached():
        yield Problem("detached", ".git/HEAD", say_detached(store), severity="warning")


def say_detached(store: Store) -> str:
    """What is said of a store whose HEAD names a commit instead of a branch."""
    how = f"git -C {quote(str(store.folder))} switch -c NAME"
    return f"is on no branch (a detached HEAD), so that what is saved may get lost; make one of it with: {how}"
