"""What a stranger may put into a store, and everything an owner may then do with it. Holds no assertions."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

from talktag.model.plan import Plan, Write
from talktag.store.store import Store

CANARY = b"canary-7c1f of the owner, outside of the store\n"


def again(store: Store) -> Store:
    """The same store for someone who has not looked at it yet."""
    return Store(store.folder, lambda: store.folder.parent / "cache", store._environment)


def head(store: Store) -> str:
    """The commit the store is at, read without git."""
    return (store.folder / ".git/refs/heads/main").read_text().strip()


def save(store: Store) -> object:
    """Add a record."""
    return store.apply(Plan((Write("products/d/drill.toml", b"x"),), "Add\n"))


def reopen(store: Store) -> object:
    """Open the store as after a crash."""
    (store.folder / ".git/talktag").mkdir(exist_ok=True)
    plant_journal(store, [["products/c/camera.toml", "0" * 64, None]])
    return Store.open(store.folder, store._cache, store._environment)


def plant_journal(store: Store, steps: object) -> None:
    """A journal of a change that was never made, with `steps` of the stranger's choice."""
    values = {"head": head(store), "commit": "1" * 40, "steps": steps}
    (store.folder / ".git/talktag/journal.json").write_text(json.dumps(values))


OPERATIONS: dict[str, Callable[[Store], object]] = {
    "apply": save,
    "log": lambda store: list(store.history.log()),
    "changes": lambda store: store.history.changes(head(store)),
    "file_at": lambda store: store.history.file_at("talktag.toml", datetime.datetime.now(datetime.UTC).date()),
    "find": lambda store: store.history.find(head(store)[:12]),
    "unsaved": lambda store: store.git.unsaved(),
    "broken_objects": lambda store: store.git.broken_objects(),
    "repair": lambda store: store._writer(store._author()).repair(),
    "open": reopen,
}


def everything(folder: Path) -> dict[str, object]:
    """Names, kinds and contents of all below a folder."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        kind = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        found[str(path.relative_to(folder))] = kind
    return found
