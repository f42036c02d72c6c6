"""The journal of one change: enough to take it back after a crash, or to tell that it was done.

Decides by facts, not flags.

It is written before the first rename and taken away after the last step. A journal whose HEAD has moved on belongs to a
change that was committed; any other is rolled back, file by file, by renames that need no space on the disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from talktag import disk
from talktag.disk import failing_as
from talktag.errors import InvalidError
from talktag.store import layout

NAME = "journal.json"
LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a change: `new` is the SHA-256 it gets (None: taken away), `backup` holds the old one, if any."""

    path: str
    new: str | None
    backup: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """A change under way: the commit it starts from and its steps."""

    head: str | None
    steps: tuple[Step, ...]


def write(folder: Path, journal: Journal) -> None:
    """Put the journal on the disk."""
    steps = [[step.path, step.new, step.backup] for step in journal.steps]
    disk.put(folder / NAME, json.dumps({"head": journal.head, "steps": steps}).encode())


def load(folder: Path) -> Journal | None:
    """The journal an earlier run left, None where there is none. An unreadable one is InvalidError: a person must look."""
    try:
        values = json.loads(disk.read(folder / NAME, LIMIT))
        steps = tuple(Step(layout.check_path(path), new, backup) for path, new, backup in values["steps"])
        for step in steps:
            if step.backup is not None and ("/" in step.backup or step.backup in {".", ".."}):
                raise ValueError(step.backup)
        return Journal(values["head"], steps)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidError(
            f'the journal "{folder / NAME}" is damaged',
            hints=["look at the store with git status, then delete the journal"],
        ) from error


def roll_back(store: Path, scratch: Path, journal: Journal) -> None:
    """Make every file of the change the old one again, unless someone has changed it since."""
    for step in reversed(journal.steps):
        target = store / step.path
        with failing_as(f'could not bring back "{target}"'):
            if digest(target) != step.new:
                continue  # not reached yet, or edited by hand since
            if step.backup is not None:
                os.replace(scratch / step.backup, target)
                disk.sync_folder(target.parent)
            elif step.new is not None:
                target.unlink()
                disk.sync_folder(target.parent)
                _prune(target.parent, store)


def close(folder: Path, scratch: Path) -> None:
    """Take away the journal, then whatever is left in the scratch folder."""
    with failing_as(f'could not remove "{folder / NAME}"'):
        with contextlib.suppress(FileNotFoundError):
            (folder / NAME).unlink()
            disk.sync_folder(folder)
        for left in scratch.iterdir():
            disk.discard(left)


def committed_files(store: Path, journal: Journal) -> Mapping[str, bytes | None]:
    """What the files of a committed change hold now, for Git's index."""
    found: dict[str, bytes | None] = {}
    for step in journal.steps:
        path = store / step.path
        if step.new is None or digest(path) == step.new:
            found[step.path] = None if step.new is None else path.read_bytes()
    return found


def digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _prune(folder: Path, store: Path) -> None:
    """Take away folders that the rolled-back change made and nothing else uses."""
    with contextlib.suppress(OSError):
        while folder != store:
            folder.rmdir()
            folder = folder.parent
