"""Git's packs: which of them should be joined to one, and what is in them. It makes none, and changes none.

Those that somebody else looks after are let be: packs to keep, packs with lists of their own or an index of old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from talktag.disk import failing_as
from talktag.flush import flush_path
from talktag.store.git.packing.pack_index import is_plain, objects_in

_FILE = re.compile(r"(pack-[0-9a-f]{40,64})\.([a-z]+)")
_WHOLE, _PLAIN = {"pack", "idx"}, {"pack", "idx", "rev"}
_TOLD_OF_ALL = ("multi-pack-index", "multi-pack-index.d")  # an index over packs, which would name what is gone
_LARGEST = 512 * 1024 * 1024  # bytes of a pack that is still joined
_FACTOR = 2


class Pack(NamedTuple):
    """A pack by its path without an ending, its size in bytes, and when it was made."""

    path: Path
    size: int
    made: int


def to_join(folder: Path) -> list[Pack]:
    """The packs in `folder` that should be one, the newest first; none where they are in good order.

    After it each is at least twice as large as all smaller ones together, so that there are few, and each object is
    copied a few times in the life of a store.
    """
    packs = sorted(_own(folder), key=lambda pack: pack.size)
    sizes = [pack.size for pack in packs]
    last = [number for number in range(1, len(packs)) if sizes[number] < _FACTOR * sum(sizes[:number])]
    return sorted(packs[: last[-1] + 1], key=lambda pack: pack.made, reverse=True) if last else []


def needless(folder: Path) -> list[Pack]:
    """The packs in `folder` whose every object is in others of them, as a run that was cut off leaves them."""
    packs = sorted(_own(folder), key=lambda pack: pack.size)
    inside = {pack: set(objects_in(pack.path)) for pack in packs}
    found = []
    for pack in packs:
        idents = inside.pop(pack)
        if idents <= set().union(*inside.values()):
            found.append(pack)
        else:
            inside[pack] = idents
    return found


def remove(packs: Sequence[Pack]) -> None:
    """Take packs away for certain, with all that belongs to them; DiskError where that cannot be."""
    for pack in packs:
        with failing_as(f'could not take away "{pack.path}.pack"'):
            for ending in ("pack", "rev", "idx"):  # an index without its pack shows what was left, see below
                pack.path.with_suffix(f".{ending}").unlink(missing_ok=True)
            flush_path(pack.path.parent)


def clear_left(folder: Path) -> None:
    """Take away an index whose pack is gone, or never came: nobody can do anything with it."""
    for path, endings in _files(folder).items():
        if "pack" not in endings and endings <= _PLAIN:
            remove([Pack(path, 0, 0)])


def _own(folder: Path) -> Iterator[Pack]:
    if any((folder / name).exists() for name in _TOLD_OF_ALL):
        return
    for path, endings in _files(folder).items():
        if endings >= _WHOLE and endings <= _PLAIN:
            found = path.with_suffix(".pack").stat()
            if found.st_size <= _LARGEST and is_plain(path):
                yield Pack(path, found.st_size, found.st_mtime_ns)


def _files(folder: Path) -> dict[Path, set[str]]:
    """The endings of the files of each pack, by its path."""
    found: dict[Path, set[str]] = {}
    for file in folder.iterdir():
        if match := _FILE.fullmatch(file.name):
            found.setdefault(folder / match[1], set()).add(match[2])
    return found
