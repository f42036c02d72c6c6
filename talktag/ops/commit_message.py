"""The words a change is recorded under. Pure text; the last lines name the command, so that `undo` finds it."""

from __future__ import annotations

from talktag.model.plan import Change, Plan
from talktag.store.git.past.commit_text import COMMAND, UNDOES


def plan(command: str, subject: str, *changes: Change, undoes: str | None = None) -> Plan:
    """A plan whose commit says `subject` and which command made it. `subject` is cut to one line."""
    line = " ".join(subject.split())[:120]
    trailer = f"{COMMAND}: {command}\n" + (f"{UNDOES}: {undoes}\n" if undoes else "")
    return Plan(changes, f"{line}\n\n{trailer}")
