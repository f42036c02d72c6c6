"""What due things are called in a calendar, for ever: the id of the product and what is due, never a day."""

from __future__ import annotations

import re

_TASK = re.compile(r"([0-9a-hjkmnp-tv-z]{13}\.[0-9a-hjkmnp-tv-z]{13})\.todo@talktag")
OURS = "@talktag"  # what the name of everything ends in that talktag writes


def event_uid(ident: str) -> str:
    """The name of the event of what is called `ident`."""
    return f"{ident}{OURS}"


def task_uid(ident: str) -> str:
    """The name of the task; two parts of a calendar must not have one name."""
    return f"{ident}.todo{OURS}"


def ident_of_task(uid: str) -> str | None:
    """What the task of that name is about; None for a name that no task of talktag has."""
    found = _TASK.fullmatch(uid)
    return found[1] if found else None
