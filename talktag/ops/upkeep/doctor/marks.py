"""Byte order marks that an editor put in front of the store's own texts, and what takes them off; nothing else."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.store import layout
from talktag.store.collections import COLLECTIONS

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME = "byte-order-mark"


def without_marks(store: Store, records: Iterable[str], slugs: Iterable[str]) -> tuple[Write, ...]:
    """Each of the store's texts that begins with a mark, without it.

    Of the products' `records` those are given that do; `slugs` are of the products that may have a log.
    """
    return tuple(_without_mark(store, [*records, *map(layout.entries, slugs), *_texts(store)]))


def tell(writes: Iterable[Write]) -> Iterator[Problem]:
    """That they begin with a mark."""
    for each in writes:
        message = "begins with a byte order mark, which other programs may stumble over; doctor --fix takes it off"
        yield Problem(NAME, each.path, message, 1, severity="warning")


def _texts(store: Store) -> Iterator[str]:
    """Those that are no product's."""
    yield layout.SETTINGS
    for each in COLLECTIONS:
        if not each.nested:
            yield from store.paths(each)


def _without_mark(store: Store, paths: Iterable[str]) -> Iterator[Write]:
    for path in paths:
        if store.has(path) and _begins_with_mark(store, path):
            data = store.read(path, ENTRIES_LIMIT)
            yield Write(path, data.removeprefix(BOM_UTF8), data)


def _begins_with_mark(store: Store, path: str) -> bool:
    try:
        with (store.folder / path).open("rb") as file:
            return file.read(len(BOM_UTF8)) == BOM_UTF8
    except OSError:  # told elsewhere
        return False
