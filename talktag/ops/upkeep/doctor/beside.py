"""What `doctor` finds wrong with what lies beside the history: that Git could take it in, or has. Changes nothing."""

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

if TYPE_CHECKING:
    from talktag.store.store import Store

NAME, IN_HISTORY = "no-ignore", "beside-in-history"
_TOLD = 10  # files in the history that are told one by one
_LIMIT = 64 * 1024


def look_beside_history(store: Store) -> Iterator[Problem]:
    """Folders that Git is not kept out of, and files of theirs that it has already."""
    for each in ignores(store):
        message = "is missing, or is another: git add -A would take in what should stay out; mend it with: "
        yield Problem(NAME, each.path, message + "talktag doctor --fix", severity="warning")
    is_any = any((store.folder / folder).is_dir() for folder in layout.BESIDE)
    for path in store.history.paths_below(layout.BESIDE)[:_TOLD] if is_any else ():
        message = "is in the history, from where nothing is deleted; leave it out from now on with: "
        command = f"talktag git rm --cached {quote(path)}"
        yield Problem(IN_HISTORY, path, message + command, severity="warning")


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
