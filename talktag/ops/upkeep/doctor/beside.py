"""What `doctor` finds wrong with what lies beside the history: files that are gone, and Git there. Changes nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from talktag.errors import TalktagError
from talktag.model.plan import Write
from talktag.model.problem import Problem
from talktag.store import layout
from talktag.store.collections import GIVEN_TABLES, INBOX, OUTBOX

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME, IN_HISTORY = "no-ignore", "beside-in-history"
_TOLD = 10  # files in the history that are told one by one
_LIMIT = 64 * 1024


def look_beside_history(store: Store) -> Iterator[Problem]:
    """Folders that Git is not kept out of, and files of theirs that it has already; files that are not there."""
    yield from _look_for_originals(store)
    yield from _look_for_waiting(store)
    for each in ignores(store):
        message = "is missing, or is another: git add -A would take in what should stay out; mend it with: "
        yield Problem(NAME, each.path, message + "talktag doctor --fix", severity="warning")
    is_any = any((store.folder / folder).is_dir() for folder in layout.BESIDE)
    for path in store.history.paths_below(layout.BESIDE)[:_TOLD] if is_any else ():
        message = "is in the history, from where nothing is deleted; leave it out from now on with: "
        command = f"talktag git rm --cached {quote(path)}"
        yield Problem(IN_HISTORY, path, message + command, severity="warning")


def _look_for_originals(store: Store) -> Iterator[Problem]:
    """Tables without the file that they came in, and what lies beside no table."""
    tables = {each.value.slug: each.value for each in store.all(GIVEN_TABLES) if each.value}
    for slug, table in tables.items():
        path = layout.received_in(layout.about_table(slug), f"{table.channel}.zip")
        if not (store.has(path) or store.has(f"{path}.age")):
            yield Problem("missing-original", path, "is what a table came in, and is not there", severity="warning")
    for name in store.names(layout.TABLES):
        path = layout.about_table(name)
        is_alone = (store.folder / path).is_dir() and not store.has(layout.table(name))
        if is_alone and any(each.is_file() for each in (store.folder / path).rglob("*")):
            yield Problem("no-record", path, "has files and no record beside it", severity="warning")


def _look_for_waiting(store: Store) -> Iterator[Problem]:
    """Notes of what came or leaves without the file that they are about."""
    for unsent in (each.value for each in store.all(OUTBOX)):
        if unsent is None or not unsent.sealed:
            continue
        kept = layout.sent_in(unsent.about, f"{unsent.bundle}.age") if unsent.tag else None
        if not store.has(path := kept or layout.outgoing(unsent.bundle, ".zip.age")):
            yield Problem("missing-file", path, f"is what leaves to {unsent.name}, and is not there; say it again")
    for waiting in (each.value for each in store.all(INBOX)):
        if waiting and not store.has(path := layout.waiting(waiting.id, waiting.ending)):
            drop = f"talktag inbox drop {waiting.id}"
            yield Problem("missing-file", path, f"is what waits, and is not there; take its note away with: {drop}")


def ignores(store: Store) -> tuple[Write, ...]:
    """What keeps Git out of the folders that are there, where it is not so."""
    found = []
    for folder in layout.BESIDE:
        path = layout.ignore(folder)
        with contextlib.suppress(TalktagError):  # what is no file of ours is told to whoever writes there
            held = store.read(path, _LIMIT) if os.path.lexists(store.folder / path) else None
            if held != layout.IGNORE_TEXT and (store.folder / folder).is_dir():
                found.append(Write(path, layout.IGNORE_TEXT, held))
    return tuple(found)
