"""A plan: the changes one command wants and the words they are recorded under. It never carries them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from talktag.content import Content


class Write(NamedTuple):
    """Put `data` at `path` (relative to the store, with `/`).

    `replaces` is the exact content the decision was based on, None where there must be no file yet.
    """

    path: str
    data: bytes | Content
    replaces: bytes | Content | None = None


class Remove(NamedTuple):
    """Take the file at `path` away; `replaces` is its content when that was decided, None where it is gone already."""

    path: str
    replaces: bytes | Content | None


class Move(NamedTuple):
    """Give the file at `path` the name `target`, where there must be none yet; its content stays `replaces`."""

    path: str
    target: str
    replaces: bytes | Content


Change = Write | Remove | Move


class Join(NamedTuple):
    """Another line of history that a plan joins to the store's own: its commit, and the one that was decided on."""

    commit: str
    head: str | None


class Plan(NamedTuple):
    """Changes to one store that happen together, as one commit with `message`, or not at all.

    With `joins` the commit has both lines behind it, and is the other one's own where the store only fell behind.
    """

    changes: tuple[Change, ...]
    message: str
    joins: Join | None = None


def plan_values(plan: Plan) -> dict[str, Any]:
    """A plan as JSON values: what would be done to which file."""
    changes = []
    for change in plan.changes:
        values = {"action": type(change).__name__.lower(), "path": change.path}
        if target := getattr(change, "target", None):
            values["target"] = target
        changes.append(values)
    return {"message": plan.message.split("\n", 1)[0], "changes": changes}
