"""The records that cannot be read, which no query finds: named beside what was found. Mends none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.model.problem import Problem
    from talktag.store.store import Store


def broken_records(store: Store) -> tuple[Problem, ...]:
    """What keeps records from being listed whole."""
    return tuple(problem for problem in store.catalogue.problems() if problem.severity == "error")
