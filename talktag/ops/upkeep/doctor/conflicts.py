"""What `doctor` says of merges that are not finished: both versions of each file, and one of both where that is safe.

It never takes a side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.errors import TalktagError
from talktag.model.log.log_text import ENTRIES_LIMIT, join_logs
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.model.toml.merge import Versions, differences, merge, versions_in
from talktag.model.toml.read import RECORD_LIMIT
from talktag.ops.upkeep.doctor.logs import from_sides
from talktag.ops.upkeep.save import problems_in
from talktag.store import layout
from talktag.store.git.local_changes import conflicting_versions

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME = "unmerged"


class Conflict(NamedTuple):
    """A file that Git could not merge: what is in it now, its two versions, the line of the first mark.

    `staged` tells that Git itself still has both versions, and gives either back.
    """

    path: str
    data: bytes | None
    versions: Versions | None
    line: int | None
    staged: bool


def conflicts(store: Store, found: Iterable[Problem]) -> tuple[Conflict, ...]:
    """Every file of an unfinished merge: those Git's index names, and the records in which marks were `found`."""
    store.git.check()
    staged = conflicting_versions(store.git)
    marked = {each.path: each.line for each in found if each.name == NAME}
    return tuple(_conflict(store, path, marked.get(path), staged.get(path)) for path in sorted({*staged, *marked}))


def look_at_conflicts(conflicts: Sequence[Conflict]) -> Iterator[Problem]:
    """Both sides of each value that differs, or that there are two versions."""
    for each in conflicts:
        yield from _tell(each)


def look_at_merge(store: Store) -> Iterator[Problem]:
    """A merge or a rebase that was begun and is not finished."""
    for name, verb in (("MERGE_HEAD", "commit"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase")):
        if (store.git.directory / name).exists():
            go_on = "commit" if verb == "commit" else "rebase --continue"
            what, away = ("merge", "merge --abort") if verb == "commit" else ("rebase", "rebase --abort")
            git = f"git -C {quote(str(store.folder))}"
            message = f"a {what} is not finished; when no file is left in two versions: {git} {go_on}"
            yield Problem("unfinished", ".git", f"{message}, or drop it: {git} {away}", severity="warning")


def what_to_type(store: Store, conflicts: Sequence[Conflict]) -> tuple[str, ...]:
    """How a person takes one of the two versions."""
    git = f"git -C {quote(str(store.folder))} checkout"
    notices = [
        f"take one version of it whole: {git} --ours -- {quote(each.path)}  (or --theirs), then: talktag save"
        for each in conflicts
        if each.staged
    ]
    rest = [each.path for each in conflicts if not each.staged]
    return (*notices, *(f"keep one version of {path} in an editor, then: talktag save" for path in rest))


def mend(store: Store, conflicts: Sequence[Conflict]) -> list[Write]:
    """Each record that holds both sides' changes, none of which is about the same value, and each log of both."""
    found = []
    for each in conflicts:
        if each.data is None:
            continue
        data = _log(store, each, each.data) if layout.is_log(each.path) else each.versions and merge(each.versions)
        if data and not any(problem.severity == "error" for problem in problems_in(each.path, data)):
            found.append(Write(each.path, data, each.data))
    return found


def _log(store: Store, each: Conflict, data: bytes) -> bytes | None:
    """One log of both versions, or where Git's marks do not give them, of those that the history has."""
    return (each.versions and join_logs(*each.versions)) or from_sides(store, each.path, data)


def _conflict(store: Store, path: str, line: int | None, stages: Mapping[int, str] | None) -> Conflict:
    record = layout.is_path(path) and path.endswith(".toml")
    data = _now(store, path) if record else None
    versions = None
    if record and stages:
        base, ours, theirs = (_blob(store, path, stages.get(stage)) for stage in (1, 2, 3))
        versions = Versions(ours, theirs, base)
    elif data is not None:
        versions = versions_in(data)
    return Conflict(path, data, versions, line, stages is not None)


def _now(store: Store, path: str) -> bytes | None:
    try:
        return disk.read(disk.inside(store.folder, path), _limit(path))
    except (FileNotFoundError, TalktagError):
        return None


def _limit(path: str) -> int:
    return ENTRIES_LIMIT if layout.is_log(path) else RECORD_LIMIT


def _blob(store: Store, path: str, ident: str | None) -> bytes | None:
    """A version of a record as Git's index has it, None where it is gone or larger than any record."""
    if ident is None or int(store.git.run("cat-file", "-s", ident)) > _limit(path):
        return None
    return store.git.run("cat-file", "blob", ident)


def _tell(each: Conflict) -> Iterator[Problem]:
    apart = differences(each.versions) if each.versions else None
    if apart:
        for one in apart:
            message = f"is {one.ours} on our side and {one.theirs} on theirs"
            yield Problem(NAME, each.path, message, each.line, one.key)
    elif apart == ():
        yield Problem(NAME, each.path, "is in two versions that say the same", each.line)
    else:
        yield Problem(NAME, each.path, f"is in two versions: {_why(each)}", each.line)


def _why(each: Conflict) -> str:
    """Why the values of two versions cannot be told apart."""
    if each.versions is None:
        return "Git left marks in it that do not fit together" if each.line else "both sides changed it"
    if each.versions.ours is None:
        return "our side took it away, theirs changed it"
    if each.versions.theirs is None:
        return "our side changed it, theirs took it away"
    return "one of them cannot be read as TOML"
