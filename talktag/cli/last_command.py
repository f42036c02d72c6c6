"""Which commit this terminal made last, so that `undo` need not ask about what a person did a moment ago.

It lies in the cache, a file for each store; lost, it costs a question. Without a terminal nothing is remembered.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import TalktagError

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.cli.context import Context

_LIMIT = 4096


def remember_commit(context: Context, commit: str | None) -> None:
    """Keep that this terminal made the commit; None for a change beside the history, which no undo takes back."""
    if here := _this_terminal(context):
        with contextlib.suppress(OSError, TalktagError):
            disk.make_folder(context.cache_folder())
            disk.put(_path(context), f"{commit or '-'} {here}".encode())


def was_made_here(context: Context, commit: str) -> bool:
    """Whether the commit is the last one that this terminal made, and none was remembered since."""
    here = _this_terminal(context)
    try:
        return bool(here) and disk.read(_path(context), _LIMIT) == f"{commit} {here}".encode()
    except (OSError, TalktagError):
        return False


def _this_terminal(context: Context) -> str:
    """The terminal and the shell's session in it; empty where talk goes nowhere that a person sits."""
    try:
        return f"{os.ttyname(context.terminal.stderr.fileno())} {os.getsid(0)}"
    except (OSError, ValueError, AttributeError):  # no terminal, no file at all, or a system without sessions
        return ""


def _path(context: Context) -> Path:
    import hashlib

    name = hashlib.sha256(os.fsencode(context.store_folder())).hexdigest()[:16]
    return context.cache_folder() / f"{name}.last"
