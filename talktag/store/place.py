"""Where a store is, going up from a folder, and what its cache is called. Opens nothing."""

from __future__ import annotations

import os

from talktag.store import layout

TYPE_CHECKING = False  # what imports nothing is loaded by completion, too
if TYPE_CHECKING:
    from pathlib import Path


def find_store(start: str) -> str | None:
    """The nearest folder from `start` upwards that holds a store; `start` is absolute."""
    folder = start
    while not os.path.isfile(os.path.join(folder, layout.SETTINGS)):  # noqa: PTH113,PTH118 - texts
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above
    return folder


def cache_name(store: Path) -> str:
    """What the file is called, in the folder of caches, that holds what is known of the records of `store`."""
    import zlib

    name = os.fsencode(store.absolute())
    # Not a hash that takes a library: two stores that shared a cache would only make each other slow.
    return f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}.sqlite"
