"""From two lines of history to one plan: what changes here when both are joined, or what a person has to decide first.

Everything that comes is looked at before it is believed; where something does not hold up, nothing of it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import InvalidError, SyncError
from talktag.model.plan import Change, Join, Plan, Remove, Write
from talktag.ops import commit_message
from talktag.ops.sync.conflict import Decisions, SyncConflict
from talktag.ops.sync.join_files import join_files
from talktag.ops.sync.look_across import settle_across
from talktag.ops.sync.look_at_joined import look_at_joined
from talktag.ops.sync.part_twins import part_twins
from talktag.ops.sync.sides import Files, ThreeSides, read_sides
from talktag.store import layout
from talktag.store.git.sync.lines import last_change

if TYPE_CHECKING:
    from talktag.ops.sync.fetch import Fetched
    from talktag.store.git.past.commit_text import Past
    from talktag.store.store import Store

COMMAND = "sync"


class JoiningPlan(NamedTuple):
    """The plan, None where something is to be decided or nothing came; what both changed; what is open."""

    plan: Plan | None
    both: tuple[str, ...] = ()
    conflicts: tuple[SyncConflict, ...] = ()
    notices: tuple[str, ...] = ()


def plan_joining(store: Store, fetched: Fetched, decisions: Decisions) -> JoiningPlan:
    """What joins the store and what was fetched; InvalidError where what came is no good."""
    head, other, remote = fetched.head, fetched.commit or "", fetched.remote
    sides = read_sides(store, head, other)
    if sides is None:
        raise SyncError(
            f'"{remote.place}" and this store were begun apart: they have no history in common',
            hints=["to have them both, keep two stores; to go on with that one here, clone it: git clone URL DIR"],
        )
    _check_paths(sides)
    parted = part_twins(sides)
    joined = join_files(sides, decisions)
    files = joined.files
    settle_across(sides, files, decisions)
    conflicts = tuple(each._replace(by=_authors(store, head, other, each.path)) for each in decisions.open)
    if any(each.usual is None for each in conflicts):
        return JoiningPlan(None, joined.both, conflicts)
    look_at_joined(sides, files)
    changes = tuple(_changes(sides, files))
    _check_hands(sides, changes)
    subject = f"Join {len(changes)} changed {'file' if len(changes) == 1 else 'files'} from {remote.name}"
    plan = commit_message.plan(COMMAND, subject, *changes)._replace(joins=Join(other, head))
    return JoiningPlan(plan, joined.both, conflicts, (*parted, *_say_sent_twice(joined.sent_twice)))


def _say_sent_twice(number: int) -> Iterator[str]:
    if number:
        what = "a message of a rule was" if number == 1 else f"{number} messages of rules were"
        yield f"{what} made on both computers, and perhaps sent by both; the one that was made first is kept"


def _authors(store: Store, head: str | None, other: str, path: str) -> tuple[Past | None, Past | None]:
    return (last_change(store.git, head, [path]) if head else None), last_change(store.git, other, [path])


def _check_paths(sides: ThreeSides) -> None:
    """Refuse what no store holds: links, other repositories, names that lead elsewhere."""
    strange = [path for path in sides.coming if not layout.is_path(path) or layout.is_beside(path)]
    if found := [*sides.odd, *sorted(strange)]:
        raise InvalidError(
            "what came holds what talktag does not keep, so nothing was taken",
            details=[f'"{path}"' for path in found[:10]],
            hints=["look at it where it was made, and take it out there; what you want all the same: git pull"],
        )


def _changes(sides: ThreeSides, files: Files) -> Iterator[Change]:
    """What makes `files` of what is here."""
    for path in sorted({*sides.here, *files}):
        old, new = sides.here.get(path), files.get(path)
        if old == new:
            continue
        replaces = sides.content(old) if old else None
        if new is None:
            yield Remove(path, replaces)
        else:
            yield Write(path, sides.content(new), replaces)


def _check_hands(sides: ThreeSides, changes: tuple[Change, ...]) -> None:
    """Refuse to move or replace what the owner has changed by hand beside what came."""
    if touched := [each.path for each in changes if sides.is_by_hand(each.path)]:
        raise InvalidError(
            "a file that has to give way was changed by hand and never saved",
            details=touched,
            hints=["save it first: talktag save"],
        )
