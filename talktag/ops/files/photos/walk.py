"""The files of folders one after the other, however many there are. It follows no link and holds no list of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from talktag.errors import NotFoundError


def walk(given: Iterable[Path], beside: Path) -> Iterator[Path]:
    """The files that were named and those in the folders, in the order of their names; nothing in the folder `beside`.

    What is hidden is passed over, and so is a folder that cannot be looked into.
    """
    left_out = os.path.realpath(beside)
    for path in given:
        if path.is_dir():
            yield from _in_folder(str(path), left_out)
        elif path.is_file():
            yield path
        else:
            raise NotFoundError(f'there is no file or folder "{path}"', hints=["check the name"])


def _in_folder(folder: str, left_out: str) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith((".", "@eaDir")) and os.path.realpath(f"{root}/{each}") != left_out
        )
        if os.path.realpath(root) == left_out:
            return
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path
