"""A name that nothing has yet, near to the one that was wished for. It asks whether one is taken, and takes none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from talktag.model.values.ident import make_slug


def free_name(wanted: str, is_taken: Callable[[str], bool], ending: str = "") -> str:
    """`wanted`, or with the lowest number from 2 on that nothing has: `drill`, `drill-2`; `ending` stands behind it."""
    return next(name for name in names_like(wanted, ending) if not is_taken(name))


def names_like(wanted: str, ending: str = "") -> Iterator[str]:
    """`drill`, `drill-2`, `drill-3` and so on without end: one to go on from where thousands are named."""
    yield f"{wanted}{ending}"
    number = 1
    while True:
        number += 1
        yield f"{wanted}-{number}{ending}"


def free_file_name(name: str, taken: set[str]) -> str:
    """A safe name for an attachment, made from what the owner called it, unlike any in `taken`."""
    import re

    stem, dot, suffix = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", suffix):
        stem, suffix = name, "bin"
    return free_name(make_slug(stem, "file"), taken.__contains__, f".{suffix.lower()}")
