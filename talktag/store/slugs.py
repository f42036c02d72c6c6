"""The slugs of all records, as the folders of a store show them. It opens no record, and loads next to nothing.

Completion waits for it at every press of the key.
"""

from __future__ import annotations

import os

from talktag.model.values.ident import is_slug
from talktag.store import layout

TYPE_CHECKING = False  # typing itself takes a fourth of the time that the interpreter takes to start
if TYPE_CHECKING:
    from pathlib import Path


def slugs(store: Path | str, beginning: str = "") -> tuple[str, ...]:
    """The slugs of all records that begin so, from the folder listing alone."""
    found: list[str] = []
    for letter, folder in groups(store):
        if beginning[:1] in {"", letter}:
            try:
                names = os.listdir(folder)  # noqa: PTH208 - no paths of thousands
            except FileNotFoundError:
                continue
            start = beginning or letter
            stems = [name[:-5] for name in names if name.startswith(start) and name.endswith(".toml")]
            found += [stem for stem in stems if stem.startswith(start) and is_slug(stem)]
    return tuple(found)


def groups(store: Path | str) -> list[tuple[str, str]]:
    """The letters that records are grouped under, and the folder of each; links are none."""
    products = f"{store}/{layout.PRODUCTS}"
    if os.path.islink(products):  # noqa: PTH114 - a text
        return []
    try:
        with os.scandir(products) as entries:
            found = [(each.name, each.path) for each in entries if each.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(group for group in found if len(group[0]) == 1)
