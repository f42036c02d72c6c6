"""What `doctor` finds wrong with texts of terms: each is known by the hash of its bytes alone. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talktag.model.problem import Problem
from talktag.model.terms.said_terms import is_hash
from talktag.model.terms.terms_text import TYPES
from talktag.store import layout
from talktag.store.collections import TERMS
from talktag.store.conflict_copies import original_of_copy

if TYPE_CHECKING:
    from talktag.model.terms.terms_text import Terms
    from talktag.store.store import Store


def look_at_terms(store: Store) -> Iterator[Problem]:
    """Records, and the texts beside them: each is there, and has the hash that it is named after."""
    names = [each for each in store.names(layout.TERMS) if original_of_copy(f"{layout.TERMS}/{each}") is None]
    for stored in store.all(TERMS):
        yield from stored.problems
    expected = set()
    for sha256 in (each.removesuffix(".toml") for each in names if each.endswith(".toml")):
        terms = store.one(TERMS, sha256).value
        if terms and is_hash(sha256):
            expected |= {f"{sha256}.toml", f"{sha256}.{terms.type}"}
            yield from _look_at_text(store, terms)
    for name in names:
        if name not in expected and name.rpartition(".")[2] in {*TYPES, "toml"}:
            message = "is not named after the hash of a text, or lies beside no record of one, and counts for nothing"
            yield Problem("misplaced", f"{layout.TERMS}/{name}", message)


def _look_at_text(store: Store, terms: Terms) -> Iterator[Problem]:
    path = layout.terms_text(terms.sha256, terms.type)
    if not store.has(path):
        yield Problem("missing-file", path, f'is gone, and is the text of "{terms.called}"')
    elif store.content(path).sha256 != terms.sha256:
        yield Problem("changed-file", path, "is another text than its hash is of: nobody agreed to what it says now")
