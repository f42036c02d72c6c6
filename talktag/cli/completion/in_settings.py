"""What the person's own settings name, out of their plain lines: reading all of TOML would take too long here.

It opens no pipe, and offers nothing that a setting of another form says.
"""

from __future__ import annotations

import os
import stat

from talktag.cli.completion.offer import Lookup, Offer, beginning_so
from talktag.model.values.ident import is_slug

_MOST = 64 * 1024  # bytes
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HEADING = "[carrier."


def carriers(asked: Lookup) -> list[Offer]:
    """The names of the person's carriers that begin so."""
    lines = (line.strip() for line in _text(asked.settings()).split("\n"))
    names = (line.removeprefix(_HEADING).removesuffix("]") for line in lines if line.startswith(_HEADING))
    return beginning_so(asked.beginning, map(Offer, filter(is_slug, dict.fromkeys(names))))


def _text(path: str) -> str:
    """The text of a regular file; nothing where there is none."""
    try:
        handle = os.open(path, _READ)
    except OSError:
        return ""
    try:
        data = os.read(handle, _MOST) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    finally:
        os.close(handle)
    return data.decode("utf-8", "replace")
