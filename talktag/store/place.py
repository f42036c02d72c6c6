"""Where a store is, going up from a folder. Opens nothing."""

from __future__ import annotations

from pathlib import Path

from talktag.store import layout


def find_store(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds a store."""
    return next((folder for folder in (start, *start.parents) if (folder / layout.SETTINGS).is_file()), None)
