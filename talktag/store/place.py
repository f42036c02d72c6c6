"""Where a store is, going up from a folder, and what its cache is called. Opens nothing."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from talktag.store import layout


def find_store(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds a store."""
    return next((folder for folder in (start, *start.parents) if (folder / layout.SETTINGS).is_file()), None)


def cache_name(store: Path) -> str:
    """What the file is called, in the folder of caches, that holds what is known of the records of `store`."""
    name = os.fsencode(store.absolute())
    # Not a hash that takes a library: two stores that shared a cache would only make each other slow.
    return f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}.sqlite"
