"""What `doctor` finds wrong with the records that the page for finders needs. Opens no page, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.finder.built import read_built
from talktag.model.finder.finder_key import read_finder_key
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.store.store import Store


def look_at_finder(store: Store) -> Iterator[Problem]:
    """The two records as they are, where there are any."""
    if store.has(layout.FINDER_KEY):
        yield from read_finder_key(store.read(layout.FINDER_KEY), layout.FINDER_KEY).problems
    if store.has(layout.FINDER_BUILT):
        yield from read_built(store.read(layout.FINDER_BUILT), layout.FINDER_BUILT).problems
