"""What a stranger may put into a store, and everything an owner may then do with it. Holds no assertions."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

from talktag.model.plan import Plan, Write
from talktag.store.git.local_changes import unsaved_files
from talktag.store.store import Store
from tests.kit.stores import opened, repair, unopened

CANARY = b"canary-7c1f of the owner, outside of the store\n"
HOOKS = [
    "applypatch-msg",
    "pre-applypatch",
    "post-applypatch",
    "pre-commit",
    "pre-merge-commit",
    "prepare-commit-msg",
    "commit-msg",
    "post-commit",
    "pre-rebase",
    "post-checkout",
    "post-merge",
    "pre-push",
    "pre-receive",
    "update",
    "proc-receive",
    "post-receive",
    "post-update",
    "reference-transaction",
    "push-to-checkout",
    "pre-auto-gc",
    "post-rewrite",
    "sendemail-validate",
    "fsmonitor-watchman",
    "post-index-change",
]
# What each key of a store's own configuration is set to; `!` stands for a program that leaves a mark.
KEYS = {
    "core.fsmonitor": "!",
    "core.hooksPath": "evil",
    "core.pager": "!",
    "core.editor": "!",
    "core.sshCommand": "!",
    "core.askPass": "!",
    "core.gitProxy": "!",
    "core.alternateRefsCommand": "!",
    "core.worktree": "../outside",
    "core.attributesFile": "../outside/attributes",
    "core.excludesFile": "../outside/ignore",
    "filter.x.clean": "!",
    "filter.x.smudge": "!",
    "filter.x.process": "!",
    "diff.external": "!",
    "diff.x.command": "!",
    "diff.x.textconv": "!",
    "diff.orderFile": "../outside/victim",
    "merge.x.driver": "!",
    "mergetool.x.cmd": "!",
    "alias.status": "!!",
    "alias.config": "!!",
    "include.path": "../evil/config",
    "includeIf.gitdir:/.path": "../evil/config",
    "pager.log": "!",
    "gpg.program": "!",
    "gpg.ssh.program": "!",
    "gpg.ssh.defaultKeyCommand": "!",
    "gpg.format": "ssh",
    "credential.helper": "!!",
    "gc.recentObjectsHook": "!",
    "uploadpack.packObjectsHook": "!",
    "interactive.diffFilter": "!",
    "sequence.editor": "!",
    "trailer.x.command": "!",
    "submodule.x.update": "!!",
    "init.templateDir": "../evil",
    "extensions.worktreeConfig": "true",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.uploadpack": "!",
    "remote.origin.vcs": "evil",
    "remote.origin.proxy": "http://evil.example",
    "url.ext::sh.insteadOf": "https://",
    "protocol.ext.allow": "always",
    "http.proxy": "http://evil.example",
    "safe.directory": "*",
}


def again(store: Store) -> Store:
    """The same store for someone who has not looked at it yet."""
    return unopened(store.folder)


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
    return opened(store.folder)


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
    "unsaved": lambda store: unsaved_files(store.git),
    "broken_objects": lambda store: store.git.broken_objects(),
    "repair": repair,
    "open": reopen,
}


def everything(folder: Path) -> dict[str, object]:
    """Names, kinds and contents of all below a folder."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        kind = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        found[str(path.relative_to(folder))] = kind
    return found
