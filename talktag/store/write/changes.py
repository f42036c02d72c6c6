"""What a plan makes of the files of a store, and what its owner had changed in them by hand. It writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from talktag.content import Content
from talktag.model.plan import Move, Plan, Remove, Write
from talktag.store import layout
from talktag.store.git import trees
from talktag.store.git.git import blob_id
from talktag.store.git.past.commit_text import COMMAND

Wanted = Mapping[str, bytes | Content | None]  # what each path holds afterwards, None where there is nothing


def contents_after(plan: Plan) -> dict[str, bytes | Content | None]:
    """What each path of a plan holds afterwards; None where there is nothing."""
    wanted: dict[str, bytes | Content | None] = {}
    for change in plan.changes:
        layout.check_path(change.path)
        match change:
            case Write(path, data):
                wanted[path] = data
            case Remove(path):
                wanted[path] = None
            case Move(path, target, replaces):
                wanted[path] = None
                wanted[layout.check_path(target)] = replaces
    return wanted


def ignores(wanted: Wanted) -> dict[str, bytes]:
    """What keeps Git out of the folders beside the history that something is put into."""
    folders = {path.partition("/")[0] for path, data in wanted.items() if data is not None and layout.is_beside(path)}
    return {layout.ignore(folder): layout.IGNORE_TEXT for folder in folders}


def edits_by_hand(plan: Plan, held: Mapping[str, bytes]) -> Plan | None:
    """What takes up the owner's own unsaved edits of files that a plan changes, so that neither hides the other."""
    found = {
        change.path: change.replaces
        for change in plan.changes
        if change.replaces is not None
        and not layout.is_beside(change.path)
        and not (isinstance(change, Write) and change.data == change.replaces)
    }
    try:
        committed = trees.file_ids(held, found)
        edits = [Write(path, data, data) for path, data in found.items() if blob_id(data) != committed[path]]
    except ValueError:  # the last commit is broken, which is found out when one is built on it
        return None
    names = ", ".join(Path(change.path).name for change in edits)
    message = f"Save changes made by hand: {names}"[:120] + f"\n\n{COMMAND}: save\n"
    return Plan(tuple(edits), message) if edits and held else None
