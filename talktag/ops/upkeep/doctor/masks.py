"""What `doctor` finds wrong with the one-time keys of anonymous conversations. Opens no seal, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.store.collections import MASKS

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.store.store import Store


def look_at_masks(store: Store) -> Iterator[Problem]:
    """The records as they are, where there are any."""
    for stored in store.all(MASKS):
        yield from stored.problems
