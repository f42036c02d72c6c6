"""What `doctor` finds wrong with this computer: git, the editor, the owner's keys and settings. Changes nothing."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.model.problem import Problem
from talktag.model.settings.store_settings import read_settings
from talktag.ops.keys.accepted_keys import keys_named
from talktag.ops.keys.named_keys import path_of_name
from talktag.ops.session import Session
from talktag.seal.keys.recipients import parse_recipients
from talktag.store import layout
from talktag.store.conflict_copies import original_of_copy
from talktag.store.git.local_changes import unsaved_files

if TYPE_CHECKING:
    from talktag.store.store import Store

_BESIDE = ("seen", "cache", "drafts")  # folders beside that of the keys
_OLDEST_GIT = (2, 36)  # the first with core.fsync, without which a commit may be lost in a power cut


def look_at_git(store: Store) -> Iterator[Problem]:
    """A git that is too old, a history that is broken, files that are not in it."""
    version = store.git.version()
    if version < _OLDEST_GIT:
        yield Problem(
            "old-git",
            "",
            f"git {version[0]}.{version[1]} does not flush its files; use 2.36 or later",
            severity="warning",
        )
    store.git.check()
    yield from (Problem("broken-history", ".git", line) for line in store.git.broken_objects())
    for state, path in unsaved_files(store.git):
        if original_of_copy(path):
            continue  # is named as what it is
        message = "is not in the history" if state == "?" else "was changed by hand and is not in the history"
        yield Problem("unsaved", path, message, severity="warning")


def look_at_history(store: Store) -> Iterator[Problem]:
    """A history that is without what this computer saw of it."""
    if lost := store.rewound():
        gone = "; ".join(each for each in lost.lines() if each.startswith("gone: "))
        message = f"was set back: it is without the commit {lost.seen[:10]} that was last seen here"
        words = f"{message} ({gone})" if gone else message
        yield Problem("rewound", ".git", f"{words}; if you did that yourself: talktag save --rewound")


def look_for_programs(missing: tuple[str, ...]) -> Iterator[Problem]:
    """What the person's own set-up names and this computer has not got."""
    for name in missing:
        message = "is your editor, and there is no such program; name one with EDITOR"
        yield Problem("no-editor", name, message, severity="warning")


def _mode(path: Path) -> int:
    """Who may do what with a file or folder; a link says nothing of that, what it leads to does."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode
    return 0


def look_at_keys(session: Session) -> Iterator[Problem]:
    """Keys that are missing, that others can read, or that the store does not name."""
    folder = session.key_folder
    if not folder.exists():
        yield Problem(
            "no-keys",
            str(folder.path),
            "there are no keys on this computer: notes cannot be opened, nor bundles signed",
        )
        return
    for path in (folder.path, *sorted(folder.path.iterdir())):
        if os.name != "nt" and path.suffix != ".pub" and _mode(path) & (stat.S_IRWXG | stat.S_IRWXO):
            yield Problem("open-keys", str(path), "can be read by others; close it with: chmod go-rwx")
    for path in (folder.path.parent, *(folder.path.parent / name for name in _BESIDE)):
        if os.name != "nt" and path.is_dir() and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            yield Problem("open-keys", str(path), "others can put files into it; close it with: chmod go-w")
    folder.public()
    store = session.store
    yield from _look_at_owner(session)
    settings = read_settings(store.read(layout.SETTINGS), layout.SETTINGS).value
    if settings:
        listed = store.read(layout.RECIPIENTS)
        folder.check_pin(settings.id, listed)
        yield from _look_at_who_may(session, parse_recipients(listed))


def _look_at_owner(session: Session) -> Iterator[Problem]:
    """A signing key in the store that is not in use any more, because a change of keys did not come to the store."""
    folder, store = session.key_folder, session.store
    held = store.read(layout.OWNER_KEY).decode("utf-8", "replace").strip() if store.has(layout.OWNER_KEY) else ""
    earlier = {each.split(" ")[1] for each in folder.old_signing_lines() if " " in each}
    in_use = folder.public().signing_line.split(" ")[1]
    if len(words := held.split(" ")) > 1 and words[1] in earlier - {in_use}:
        message = "is a signing key that you have replaced; put the one of now in its place: talktag key reseal"
        yield Problem("old-owner-key", layout.OWNER_KEY, message, severity="warning")


def _look_at_who_may(session: Session, recipients: tuple[str, ...]) -> Iterator[Problem]:
    """Notes that are sealed to keys the owner has replaced; keys that nobody accepted on this computer."""
    if set(recipients) & (set(session.key_folder.old_recipients()) - {session.key_folder.public().recovery_recipient}):
        message = "names keys that you have replaced; seal everything to those of now: talktag key reseal"
        yield Problem("old-recipients", layout.RECIPIENTS, message, severity="warning")
    for each in keys_named(session):
        if not each.accepted:
            path = path_of_name(each.name)
            message = "has a key that was not accepted on this computer; look at it, then: talktag key accept"
            yield Problem("unaccepted-key", path, message, severity="warning")


def look_at_settings(store: Store) -> Iterator[Problem]:
    """Settings of the store that do not hold up, and what Git needs to be told."""
    yield from read_settings(store.read(layout.SETTINGS), layout.SETTINGS).problems
    if store.settings.owner and not store.has(layout.ATTRIBUTES):
        yield Problem("no-attributes", layout.ATTRIBUTES, "is missing: Git on another system may destroy private notes")
