"""The journal of one change: enough to take it back after a crash, or to tell that it was done.

Decides by facts, not flags.

It is written before the first rename and taken away after the last step. A journal whose commit is in the store's
history belongs to a change that was made; any other is rolled back, file by file, by renames that need no space on the
disk. What lies beside the history alone has no commit: there it is the journal's going away that makes the change.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from talktag import disk
from talktag.disk import failing_as
from talktag.disk.in_parts import file_inside
from talktag.errors import InvalidError, TalktagError
from talktag.flush import flush_path
from talktag.store import layout
from talktag.store.git.git import blob_id, is_commit_id

NAME = "journal.json"
LIMIT = 64 * 1024 * 1024
_BACKUP = re.compile(r"old-[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")


class JournalStep(NamedTuple):
    """One file of a change: `new` is the SHA-256 it gets (None: taken away), `backup` holds the old one, if any."""

    path: str
    new: str | None
    backup: str | None


class Journal(NamedTuple):
    """A change under way: the commit it starts from, the one it leads to, and its steps.

    Both are None for a change that lies beside the history only.
    """

    head: str | None
    commit: str | None
    steps: tuple[JournalStep, ...]


def write(folder: Path, scratch: Path, journal: Journal) -> None:
    """Put the journal on the disk."""
    steps = [[step.path, step.new, step.backup] for step in journal.steps]
    values = {"head": journal.head, "commit": journal.commit, "steps": steps}
    disk.publish(disk.stage(scratch, json.dumps(values).encode()), folder / NAME)


def load(folder: Path) -> Journal | None:
    """The journal an earlier run left, None where there is none. One it cannot have written is InvalidError."""
    try:
        return _journal(**json.loads(disk.read(folder / NAME, LIMIT)))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, RecursionError, InvalidError) as error:
        raise InvalidError(
            f'the journal "{folder / NAME}" is damaged',
            hints=["look at the store with git status, then delete the journal"],
        ) from error


def _journal(head: Any, commit: Any, steps: Any) -> Journal:
    """A journal as it was written; what none of ours holds is ValueError, TypeError or InvalidError."""
    made = Journal(head, commit, tuple(_step(*step) for step in steps))
    if commit is None:
        fits = head is None and all(layout.is_beside(step.path) for step in made.steps)
    else:
        fits = is_commit_id(commit) and (head is None or is_commit_id(head))
    if not fits:
        raise ValueError(head, commit)
    return made


def _step(path: Any, new: Any, backup: Any) -> JournalStep:
    fits = isinstance(path, str) and (new is None or _HASH.fullmatch(new))
    if not fits or not (backup is None or _BACKUP.fullmatch(backup)):
        raise ValueError(path, new, backup)
    return JournalStep(layout.check_path(path), new, backup)


def roll_back(store: Path, scratch: Path, journal: Journal) -> None:
    """Make every file of the change the old one again, unless someone has changed it since."""
    for step in reversed(journal.steps):
        target = disk.inside(store, step.path)
        with failing_as(f'could not bring back "{target}"'):
            if digest(store, step.path) == step.new:  # else it was not reached yet, or edited by hand since
                _bring_back(store, scratch, step)
            prune(store, step.path)


def _bring_back(store: Path, scratch: Path, step: JournalStep) -> None:
    """Make one file of a change the old one again."""
    if step.backup is None and step.new is None:
        return
    with disk.parent(store, step.path, make=True) as held:
        name = held.name(step.path.rpartition("/")[2])
        if step.backup is None:
            os.unlink(name, dir_fd=held.handle)
        else:
            with contextlib.suppress(FileNotFoundError):  # an earlier roll back got this far
                os.replace(scratch / step.backup, name, dst_dir_fd=held.handle)
        flush_path(held.path)


def withdraw(folder: Path, scratch: Path) -> None:
    """Make a change beside the history for good, by taking its journal out of the way; it is back where that fails."""
    journal, aside = folder / NAME, scratch / NAME
    with failing_as(f'could not write in "{folder}"'):
        os.replace(journal, aside)
        try:
            flush_path(folder)
        except BaseException:
            os.replace(aside, journal)
            raise


def close(folder: Path, scratch: Path) -> None:
    """Take away the journal, then whatever is left in the scratch folder."""
    with failing_as(f'could not remove "{folder / NAME}"'):
        with contextlib.suppress(FileNotFoundError):
            (folder / NAME).unlink()
            flush_path(folder)
        for left in scratch.iterdir():
            disk.discard(left)


def committed_files(store: Path, journal: Journal) -> Mapping[str, str | None]:
    """The ids of what the files of a committed change hold now, for Git's index, which knows none beside it."""
    found: dict[str, str | None] = {}
    for step in (step for step in journal.steps if not layout.is_beside(step.path)):
        if step.new is None or digest(store, step.path) == step.new:
            is_there = step.new is not None
            found[step.path] = blob_id(file_inside(store, step.path, layout.FILE_LIMIT)) if is_there else None
    return found


def digest(store: Path, path: str) -> str | None:
    """The SHA-256 of a file of the store; None where there is none, nothing's for what is no regular file."""
    try:
        return file_inside(store, path, layout.FILE_LIMIT).sha256
    except FileNotFoundError:
        return None
    except InvalidError:
        return ""


def prune(store: Path, path: str) -> None:
    """Take away the folders of a file of the store that is gone, as far as nothing is in them; links are not followed.

    One that was never made keeps nobody from those above it.
    """
    while folder := path.rpartition("/")[0]:
        path = folder
        try:
            with disk.parent(store, folder) as held:
                os.rmdir(held.name(folder.rpartition("/")[2]), dir_fd=held.handle)
        except FileNotFoundError:
            continue
        except (OSError, TalktagError):
            return
