"""Git's trees as bytes: what the folders on the way to changed files hold afterwards. Runs nothing and reads no file.

Only those folders are looked at, so a change costs nearly the same in a store of a hundred products and of ten
thousand. The format is git's own (git-mktree(1), and "Git Objects" in Pro Git); the order is that of names with a `/`
behind those of folders.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_FILE, _FOLDER = b"100644", b"40000"
_GONE = ""  # among the names of a folder: the file that had the folder's own name was taken away
_Changes = dict[str, "_Changes | bytes | None"]  # by name: what is below a folder, a file's new id, or nothing


class _TreeEntry(NamedTuple):
    """One line of a tree: its mode and the binary id of what it names."""

    mode: bytes
    id: bytes


def folders(paths: Iterable[str]) -> list[str]:
    """Every folder that holds one of `paths` (with `/`) somewhere below it; the top one is the empty text."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(found)


def file_ids(held: Mapping[str, bytes], paths: Iterable[str]) -> dict[str, str | None]:
    """The id of the content at each of `paths`, where `held` are the trees on the way; None where there is no file.

    ValueError for a tree that cannot be read. Each tree is read once, however many of its files are asked for.
    """
    parsed: dict[str, Mapping[bytes, _TreeEntry]] = {}
    found: dict[str, str | None] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder not in parsed:
            parsed[folder] = _parse(held[folder]) if folder in held else {}
        entry = parsed[folder].get(name.encode())
        found[path] = None if entry is None or entry.mode == _FOLDER else entry.id.hex()
    return found


def change_tree(held: Mapping[str, bytes], blobs: Mapping[str, str | None]) -> tuple[str, dict[str, bytes]]:
    """The id of the top tree once `blobs` (None takes a file away) are in it; each tree that is new with it, by id.

    `held` gives the bytes of each of `folders(blobs)` that there is now. A folder left empty is no more; a file in the
    way of a folder, or a folder in the way of a file, is replaced. ValueError where `held` does not fit together.
    """
    made: dict[str, bytes] = {}
    root = _tree("", _nest(blobs), held, made)
    return (root or _add(b"", made)).hex(), made


def object_id(kind: str, data: bytes) -> bytes:
    """The binary id Git gives an object of that kind (git-hash-object(1))."""
    return hashlib.sha1(b"%s %d\0%s" % (kind.encode(), len(data), data), usedforsecurity=False).digest()


def _nest(blobs: Mapping[str, str | None]) -> _Changes:
    """Changes by folder. A file comes before what is below its name, as in git's index."""
    nested: _Changes = {}
    for path, blob in sorted(blobs.items()):
        *parents, name = path.split("/")
        folder = nested
        for parent in parents:
            below = folder.get(parent)
            if below and not isinstance(below, dict) and blob is None:
                break  # the file that comes here replaces the whole folder
            if not isinstance(below, dict):
                below = folder[parent] = {_GONE: None} if parent in folder else {}
            folder = below
        else:
            folder[name] = None if blob is None else bytes.fromhex(blob)
    return nested


def _tree(folder: str, changes: _Changes, held: Mapping[str, bytes], made: dict[str, bytes]) -> bytes | None:
    """The id of `folder` after `changes`, None where nothing is left in it."""
    entries = _parse(held[folder]) if folder in held else {}
    for text, change in changes.items():
        name, old = text.encode(), entries.get(text.encode())
        was_folder = old is not None and old.mode == _FOLDER
        if isinstance(change, dict):
            path = f"{folder}/{text}" if folder else text
            _check(path, old, held)
            if below := _tree(path, change, held, made):
                entries[name] = _TreeEntry(_FOLDER, below)
            elif was_folder or _GONE in change:
                entries.pop(name, None)
        elif change:
            entries[name] = _TreeEntry(_FILE, change)
        elif not was_folder:
            entries.pop(name, None)
    return _add(_write(entries), made) if entries else None


def _check(path: str, entry: _TreeEntry | None, held: Mapping[str, bytes]) -> None:
    """Refuse a folder whose tree is missing or another one: what is in it would silently be lost."""
    wanted = entry.id if entry and entry.mode == _FOLDER else None
    if wanted != (object_id("tree", held[path]) if path in held else None):
        raise ValueError(path)


def _add(data: bytes, made: dict[str, bytes]) -> bytes:
    found = object_id("tree", data)
    made[found.hex()] = data
    return found


def _parse(data: bytes) -> dict[bytes, _TreeEntry]:
    entries: dict[bytes, _TreeEntry] = {}
    start = 0
    while start < len(data):
        end = data.index(b"\0", start)
        mode, _, name = data[start:end].partition(b" ")
        start = end + 21
        if not name or name in entries or mode[:1] == b"0" or start > len(data):
            raise ValueError(data[:end])
        entries[name] = _TreeEntry(mode, data[end + 1 : start])
    return entries


def _write(entries: Mapping[bytes, _TreeEntry]) -> bytes:
    order = sorted(entries.items(), key=lambda item: item[0] + b"/" * (item[1].mode == _FOLDER))
    return b"".join([b"%s %s\0%s" % (entry.mode, name, entry.id) for name, entry in order])
