"""The records of a store as its folders show them: their names, and what tells that a file changed. Opens no record."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.ident import is_slug
from talktag.store import layout

if TYPE_CHECKING:
    from pathlib import Path

Stamp = tuple[str, int, int, int, int, int]  # name, mode, both times in nanoseconds, size, number on the disk
Look = list[tuple[str, list[Stamp]]]  # by the letter that the records are grouped under


def slugs(store: Path, beginning: str = "") -> tuple[str, ...]:
    """The slugs of all records that begin so, from the folder listing alone."""
    found = []
    for letter, folder in _groups(store):
        if beginning[:1] in {"", letter}:
            with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
                names = [entry.name[:-5] for entry in entries if entry.name[0] == letter and entry.name[-5:] == ".toml"]
                found += [name for name in names if name.startswith(beginning) and is_slug(name)]
    return tuple(found)


def _groups(store: Path) -> list[tuple[str, str]]:
    """The letters that records are grouped under, and the folder of each."""
    products = store / layout.PRODUCTS
    if products.is_symlink():
        return []
    try:
        with os.scandir(products) as entries:
            groups = [(each.name, each.path) for each in entries if each.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(group for group in groups if len(group[0]) == 1)


def look(store: Path) -> Look:
    """What all records' files look like from outside."""
    return [(letter, _stamps(folder)) for letter, folder in _groups(store)]


def _stamps(folder: str) -> list[Stamp]:
    """What shows that a file of the folder changed; links are not followed. A list spends most of its own time here."""
    while True:
        try:
            # Looking files up from an open folder, not from the root each time, takes an eighth less.
            handle = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            return []
        try:
            with os.scandir(handle) as entries:
                return [
                    (
                        each.name,
                        (now := each.stat(follow_symlinks=False)).st_mode,
                        now.st_mtime_ns,
                        now.st_ctime_ns,
                        now.st_size,
                        now.st_ino,
                    )
                    for each in entries
                    if each.name[-5:] == ".toml"
                ]
        except FileNotFoundError:  # a record was taken away after it was listed: look again
            continue
        finally:
            os.close(handle)


def look_at_entries(store: Path) -> dict[str, str]:
    """The slug of each product that has a file of entries beside its record, and that file's stamp as text."""
    found = {}
    for slug, folder in _beside(store):
        with contextlib.suppress(OSError):
            now = os.lstat(f"{folder}/entries.toml")
            if stat.S_ISREG(now.st_mode):
                found[slug] = " ".join(map(str, (now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino)))
    return found


def count_notes(store: Path) -> dict[str, int]:
    """The slug of each product that has private notes, and how many; nothing is opened."""
    found = {}
    for slug, folder in _beside(store):
        notes = f"{folder}/notes"
        if not os.path.islink(notes):  # noqa: PTH114 - a thousand paths made into objects take longer than the looking
            with contextlib.suppress(OSError):
                found[slug] = sum(name[-4:] == ".age" and name != ".age" for name in os.listdir(notes))
    return found


def _beside(store: Path) -> Iterator[tuple[str, str]]:
    """The slug of each product that has a folder beside its record, and that folder."""
    for letter, group in _groups(store):
        with contextlib.suppress(FileNotFoundError), os.scandir(group) as folders:
            for folder in folders:
                if folder.name[0] == letter and folder.is_dir(follow_symlinks=False) and is_slug(folder.name):
                    yield folder.name, folder.path


def records(found: Look) -> dict[str, str]:
    """The slug of each record and its stamp as text: both times, size, and number on the disk."""
    return {
        slug: " ".join(map(str, stamp))
        for letter, stamps in found
        for name, mode, *stamp in stamps
        if name[0] == letter and stat.S_ISREG(mode) and is_slug(slug := name[:-5])
    }
