"""Serial numbers that are likely none. It reads them; it never changes one."""

from __future__ import annotations

import re

from talktag.model.values.fold import fold

_SPOILED = re.compile(r"[0-9](?:[.,][0-9]{1,14})?E\+?[0-9]{1,3}", re.IGNORECASE)
_NONE = frozenset(
    {"n/a", "n.a.", "na", "none", "no", "-", "--", "?", "unknown", "nil", "null", "tbd", "k.a.", "s/n", "x", "0"}
)


def serial_doubt(serial: str) -> str | None:
    """What is doubtful about a serial number, to stand behind it; None for one that says nothing odd."""
    if _SPOILED.fullmatch(serial):
        return "looks spoiled by a spreadsheet, which keeps 15 digits at most; look at the thing itself"
    if fold(serial) in _NONE:
        return "seems to stand for none; leave it out instead"
    return None
