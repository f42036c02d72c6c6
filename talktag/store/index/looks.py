"""What files of a folder looked like when they were last read, and which of them look different now. Opens no file.

A look is kept as bytes, so that a folder in which nothing changed costs one comparison. A file that is so new that it
may change once more without looking different is kept without a stamp, and so is different the next time.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from talktag.store.index.stamps import Stamp


class Held(NamedTuple):
    """A look as it is kept, and what its bytes add up to: garbled ones must never be unpacked."""

    look: bytes
    checksum: int


class LookChange(NamedTuple):
    """The names that are new or whose files changed; and those of before whose files are gone or changed."""

    fresh: tuple[str, ...]
    stale: tuple[str, ...]


def pack(*look: Any) -> bytes:
    """What a folder looks like, as bytes that depend on its values alone: two that are equal have the same."""
    return marshal.dumps(look, 2)  # later versions of the form also tell which objects are one


def look_to_keep(names: Sequence[str], stamps: Sequence[Stamp], unsettled: Collection[str]) -> Held:
    """The look to keep of files that were all read, of which the `unsettled` may yet change unseen."""
    sure = [None if name in unsettled else stamp for name, stamp in zip(names, stamps, strict=True)]
    look = pack(names, sure)
    return Held(look, zlib.crc32(look))


def change_since(held: Held | None, names: Sequence[str], stamps: Sequence[Stamp]) -> LookChange:
    """What changed since; everything is new where nothing was held. ValueError for a look that is garbled."""
    if held and zlib.crc32(held.look) != held.checksum:
        raise ValueError("garbled")
    before = dict(zip(*marshal.loads(held.look), strict=True)) if held else {}  # noqa: S302 - own bytes
    now = dict(zip(names, stamps, strict=True))
    fresh = tuple(name for name, stamp in now.items() if before.get(name) != stamp)
    return LookChange(fresh, (*(before.keys() - now.keys()), *(name for name in fresh if name in before)))
