"""Records as the folders of a store show them: their names, and what tells that a file changed. Opens no record."""

from __future__ import annotations

import contextlib
import operator
import os
import stat
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from talktag.model.values.ident import is_slug
from talktag.store.slugs import groups

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)  # in whose place a pipe keeps nobody waiting
# A node's time changes with all that is written to the file and cannot be set; Windows has only the file's own.
_TIME = "st_mtime_ns" if os.name == "nt" else "st_ctime_ns"
_STAMP: Callable[[os.stat_result], Stamp] = operator.attrgetter("st_mode", _TIME, "st_size", "st_ino")
_JUST_WRITTEN = 2_000_000_000 if os.name == "nt" else 100_000_000  # nanoseconds within which a file may change unseen
Stamp = tuple[int, int, int, int]  # mode; time in nanoseconds, size, number on the disk
Look = list[tuple[str, list[str], list[Stamp]]]  # by the letter that the records are grouped under: names, stamps
Folder = tuple[str, str]  # the slug of a product, and the folder beside its record


def look(store: Path) -> tuple[Look, list[Folder]]:
    """What all records' files look like from outside, and the folders that may be beside them."""
    found, folders = [], []
    for letter, group in groups(store):
        names, stamps, others = look_into(group, (".toml",))
        found.append((letter, names, stamps))
        folders += [(name, f"{group}/{name}") for name in others if name[0] == letter and is_slug(name)]
    return found, folders


def group_stamps(store: Path) -> dict[str, Stamp]:
    """The letter of each folder of records, and the folder's own stamp; no record is looked at."""
    found = ((letter, stamp_of(folder, stat.S_ISDIR)) for letter, folder in groups(store) if is_slug(letter))
    return {letter: stamp for letter, stamp in found if stamp is not None}


def stamp_of(path: Path | str, is_kind: Callable[[int], bool] = stat.S_ISREG) -> Stamp | None:
    """The stamp of one file, or folder; None where there is none of that kind."""
    try:
        found = _STAMP(os.lstat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found if is_kind(found[0]) else None


def look_into(folder: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[Stamp], list[str]]:
    """The names that records have, what shows that each file changed, and all other names; links are not followed.

    A list spends most of its own time here: looking up by name from an open folder, with no step in Python between,
    takes three quarters of what going through a scan of the folder takes.
    """
    while True:
        try:
            handle = os.open(folder, _FOLDER)
        except (FileNotFoundError, NotADirectoryError):
            return [], [], []
        try:
            found = os.listdir(handle)  # noqa: PTH208 - an open folder has no path to ask
            names = [name for name in found if name.endswith(suffixes)]
            stamps = list(map(_STAMP, map(partial(os.stat, dir_fd=handle, follow_symlinks=False), names)))
        except FileNotFoundError:  # a record was taken away after it was listed: look again
            continue
        else:
            return names, stamps, [name for name in found if not name.endswith(suffixes)]
        finally:
            os.close(handle)


def look_at_entries(folders: Iterable[Folder]) -> tuple[list[str], list[Stamp]]:
    """The slugs of the products that have a file of entries in their folder, and the stamp of each such file."""
    slugs, stamps = [], []
    for slug, folder in folders:
        with contextlib.suppress(OSError):
            now = os.lstat(f"{folder}/entries.toml")
            if stat.S_ISREG(now.st_mode) and stat.S_ISDIR(os.lstat(folder).st_mode):
                slugs.append(slug)
                stamps.append(_STAMP(now))
    return slugs, stamps


def count_notes(folders: Iterable[Folder]) -> dict[str, int]:
    """The slug of each product that has private notes, and how many; nothing is opened."""
    found = {}
    for slug, folder in folders:
        notes = f"{folder}/notes"
        with contextlib.suppress(OSError):
            if stat.S_ISDIR(os.lstat(notes).st_mode) and stat.S_ISDIR(os.lstat(folder).st_mode):
                with os.scandir(notes) as entries:
                    found[slug] = sum(each.name[-4:] == ".age" and each.name != ".age" for each in entries)
    return found


def is_record(letter: str, name: str, stamp: Stamp) -> bool:
    """Whether a file of the folder of that letter is a product's record."""
    return name[0] == letter and stat.S_ISREG(stamp[0]) and is_slug(name[:-5])


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a file is older than the grain of its times, so that no later change can look the same."""
    return now - stamp[1] > _JUST_WRITTEN
