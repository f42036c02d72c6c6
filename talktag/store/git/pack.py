"""Many objects as one pack, in git's own format (gitformat-pack(5)): a loose one takes a file and a flush each.

It works the bytes out and writes none: git stores the pack, and says by its name that it has every byte of it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from talktag.disk import failing_as
from talktag.errors import SyncError
from talktag.flush import flush_path

if TYPE_CHECKING:
    from talktag.store.git.git import Git

LARGEST = 64 * 1024  # bytes of a file that goes into a pack: all of a pack is held in memory
_KINDS = {"commit": 1, "tree": 2, "blob": 3}


class GitObject(NamedTuple):
    """What git keeps: the kind, `blob` or `tree`, and the bytes."""

    kind: str
    data: bytes


def pack_bytes(objects: Collection[GitObject]) -> bytearray:
    """The pack that holds `objects`, each of which may be in it once."""
    pack = bytearray(b"PACK") + (2).to_bytes(4) + len(objects).to_bytes(4)
    for each in objects:
        pack += _header(each)
        pack += zlib.compress(each.data)
    pack += hashlib.sha1(pack, usedforsecurity=False).digest()
    return pack


def store_pack(git: Git, objects: Collection[GitObject]) -> None:
    """Have git keep `objects` in one pack, flushed, with its folder. SyncError where git keeps something else."""
    data = pack_bytes(objects)
    said = git.run("index-pack", "--stdin", stdin=data).decode().split()
    if said[-1:] != [data[-20:].hex()]:
        raise SyncError("git did not keep what was to be saved", hints=["see what is wrong with: talktag doctor"])
    with failing_as("could not write the history"):
        flush_path(git.directory / "objects/pack")


def _header(each: GitObject) -> bytes:
    """Kind and size: four bits of the size beside the kind, then seven a byte, the first bit for more to come."""
    size = len(each.data)
    first, rest = _KINDS[each.kind] << 4 | size & 15, size >> 4
    return bytes(_with_more(first, rest))


def _with_more(first: int, rest: int) -> Iterator[int]:
    while rest:
        yield first | 128
        first, rest = rest & 127, rest >> 7
    yield first
