"""Logs that a merge left broken, and what puts them together again from all its sides. It writes nothing itself.

What no side had, such as a line that somebody wrote into the broken file, keeps it from being mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.log.entry import read_entries
from talktag.model.log.log_text import ENTRIES_LIMIT, join_logs
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME = "broken-merge"
_BROKEN = {"broken-toml", "unmerged", "missing"}
_ID = re.compile(rb"""\bid[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)')""")


def rebuilt(store: Store, found: Iterable[Problem], unmerged: Iterable[str]) -> tuple[Write, ...]:
    """Each log that was `found` in error, put together from the versions that merges were made from.

    Those that Git itself calls `unmerged` are not among them.
    """
    broken = {each.path for each in found if layout.is_log(each.path) and each.name in _BROKEN}
    return tuple(_rebuilt(store, sorted(broken - {*unmerged})))


def _rebuilt(store: Store, paths: Iterable[str]) -> Iterator[Write]:
    for path in paths:
        try:
            data = store.read(path, ENTRIES_LIMIT)
            whole = from_sides(store, path, data)
        except TalktagError:  # what keeps from looking is told elsewhere
            continue
        if whole is not None:
            yield Write(path, whole, data)


def from_sides(store: Store, path: str, data: bytes) -> bytes | None:
    """The log at `path` out of the versions that merges made `data` from; None where they do not account for it all."""
    sides = store.history.sides(path, holds_up)
    if len(sides.versions) < 2:
        return None
    base = sides.base if len(sides.versions) == 2 else None
    whole: bytes | None = sides.versions[0]
    for other in sides.versions[1:]:
        whole = whole and join_logs(whole, other, base)
    known = set().union(*map(_ids, sides.versions))
    return whole if whole and holds_up(whole) and _ids(data) <= known else None


def holds_up(data: bytes) -> bool:
    """Whether a log can be read, with no key of an entry gone."""
    return _BROKEN.isdisjoint(each.name for each in read_entries(data, "").problems)


def tell(writes: Iterable[Write]) -> Iterator[Problem]:
    """That a merge broke them, and what mends it."""
    for each in writes:
        message = "was broken by a merge; talktag doctor --fix puts it together from both sides, losing nothing"
        yield Problem(NAME, each.path, message)


def _ids(data: bytes) -> set[bytes]:
    return {one or other for one, other in _ID.findall(data)}
