"""Stores beside whose folder the cache and the home are: opened anew, as a later run finds them. Judges nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from talktag.store.store import Store
from talktag.store.write.writer import Writer

AUTHOR = ("Ana Lund", "ana@store.example")


def clean_environment(home: Path) -> dict[str, str]:
    """The process's environment with another home and none of Git's variables."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "XDG_"))}
    return kept | {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def unopened(folder: Path, environment: Mapping[str, str] | None = None, memory: Path | None = None) -> Store:
    """The store in `folder` for someone who has not looked at it yet, and takes up nothing a crash left."""
    beside = folder.absolute().parent
    given = clean_environment(beside / "home") if environment is None else environment
    return Store(folder, lambda: beside / "cache", given, (lambda: memory) if memory else None)


def opened(folder: Path, environment: Mapping[str, str] | None = None) -> Store:
    """The same, opened as every command does it: what a crash left is finished or taken back."""
    beside = folder.absolute().parent
    given = clean_environment(beside / "home") if environment is None else environment
    return Store.open(folder, lambda: beside / "cache", given)


def repair(store: Store) -> None:
    """Finish or take back what a crash left, whether or not there is any sign of one."""
    Writer(store.folder, store.git, AUTHOR).repair()
