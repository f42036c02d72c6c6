"""What was said and came, kept as it was signed: damaged, or gone though an entry refers to it. It mends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.problem import Problem
from talktag.model.values.ident import is_slug
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry
    from talktag.store.store import Store


def look_at_conversations(store: Store) -> Iterator[Problem]:
    """What was said with parties about no product, and what is kept of it."""
    for name in store.names(layout.PARTIES):
        about = layout.about_none(name)
        if is_slug(name) and (store.has(layout.entries_in(about)) or store.names(f"{about}/sent")):
            log = store.entries_in(about)
            yield from log.problems
            yield from look_at_kept(store, about, log.value or ())


def look_at_kept(store: Store, about: str, entries: Iterable[Entry]) -> Iterator[Problem]:
    """What is kept in one folder, and what its entries refer to."""
    came: set[str] = set()
    left: set[str] = set()
    for each in entries:
        if each.original:
            (left if each.to else came).add(each.original)
    yield from _check(store, lambda name: layout.received_in(about, name), came, "came")
    yield from _check(store, lambda name: layout.sent_in(about, name), left, "was sent")


def _check(store: Store, place: Callable[[str], str], originals: Iterable[str], how: str) -> Iterator[Problem]:
    from talktag.ops.bundles.check_signed import read_signed

    names = store.names(place("name").rpartition("/")[0])
    kept = {name.partition(".")[0] for name in names}
    for ident in sorted(set(originals) - kept):
        message = f"is what an entry {how} in, and is not there"
        yield Problem("missing-original", place(f"{ident}.zip"), message, severity="warning")
    for name in names:
        path = place(name)
        try:
            if name.endswith(".zip"):
                read_signed(store.content(path))
        except TalktagError as error:
            yield Problem("changed-original", path, f"is not as it {how}: {error.message}")
