"""Git's loose objects, each a file of its own: whether there are many, and which. It reads names and sizes only."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

MANY = 1000  # objects, of two hundred saves or so: eight megabytes in a store of 10,000, packed in a third of a second
LARGE = 1024 * 1024  # bytes; a photo packs no better, and would be copied whenever packs are joined
_FOLDERS = 256
_SAMPLE = ("17", "5a", "a3", "c8")  # of the folders, among which chance spreads objects evenly
_FOLDER = re.compile(r"[0-9a-f]{2}")
_REST = re.compile(r"[0-9a-f]{38}")


def are_many(objects: Path) -> bool:
    """Whether some `MANY` objects worth packing lie loose, by a look at some of the folders, as git itself does it."""
    enough = MANY * len(_SAMPLE) // _FOLDERS
    if sum(len(_names(objects / name)) for name in _SAMPLE) < enough:
        return False
    return sum(1 for name in _SAMPLE for _ in _in_folder(objects / name)) >= enough


def newest(objects: Path, most: int | None = None) -> list[str]:
    """The ids of the loose objects worth packing, the newest first, in which order git packs them best.

    At most that many, the oldest ones: one that is newer may still be wanted often.
    """
    folders = [folder for folder in objects.iterdir() if _FOLDER.fullmatch(folder.name)]
    found = sorted((each for folder in folders for each in _in_folder(folder)), reverse=True)
    return [ident for _, ident in (found if most is None else found[-most:])]


def path_of(objects: Path, ident: str) -> Path:
    """Where an object lies that is loose."""
    return objects / ident[:2] / ident[2:]


def _in_folder(folder: Path) -> Iterator[tuple[int, str]]:
    """Age and id of each object in one of git's folders that is worth packing; nothing of what git has not finished."""
    for name in _names(folder):
        if _REST.fullmatch(name):
            found = os.lstat(folder / name)
            if found.st_size <= LARGE:
                yield found.st_mtime_ns, f"{folder.name}{name}"


def _names(folder: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted, after every save
    return []
