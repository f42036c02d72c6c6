"""The files that were named, and those in the folders that were. It opens none of them, and follows no link."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.disk import failing_as
from talktag.errors import InvalidError, NotFoundError

MOST = 20_000  # files at once
_OF_SYSTEMS = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}  # what file managers leave in folders


class FoundFiles(NamedTuple):
    """The files by their paths, each once, and the links that were not followed."""

    paths: tuple[Path, ...]
    links: tuple[Path, ...] = ()


def find_files(given: Sequence[Path], beside: Iterable[Path] = ()) -> FoundFiles:
    """The files named, and all in the folders named and below; what is hidden is passed over, no link is followed.

    Nothing in a folder of `beside` is taken, such as the store itself. NotFoundError for what is not there,
    InvalidError for more than MOST.
    """
    left_out = {os.path.realpath(each) for each in beside}
    paths: dict[str, Path] = {}
    links: list[Path] = []
    for each in given:
        for found in _in_folder(each, left_out) if each.is_dir() else (_one_file(each),):
            if found.is_symlink() and found not in given:
                links.append(found)
                continue
            paths.setdefault(os.path.realpath(found), found)
            if len(paths) > MOST:
                raise InvalidError(f"there are more than {MOST} files", hints=["take them folder by folder"])
    return FoundFiles(tuple(paths.values()), tuple(links))


def _one_file(path: Path) -> Path:
    if not path.is_file():
        raise NotFoundError(f'there is no file or folder "{path}"', hints=["check the name"])
    return path


def _in_folder(folder: Path, left_out: set[str]) -> Iterator[Path]:
    """The files and links in a folder and below, in the order of their names."""
    if os.path.realpath(folder) in left_out:
        return
    with failing_as(f'could not look into "{folder}"'), os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for each in found:
        if each.name.startswith((".", "@eaDir", "__MACOSX")) or each.name.lower() in _OF_SYSTEMS:
            continue
        if each.is_symlink() or each.is_file():
            yield folder / each.name
        elif each.is_dir():
            yield from _in_folder(folder / each.name, left_out)
