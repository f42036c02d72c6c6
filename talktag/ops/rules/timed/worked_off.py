"""The note of what was worked off of rules of time on this computer, beside the history. It works off nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.model.plan import Write
from talktag.model.rules.timed.worked_off import WorkedOff, read_worked_off, worked_off_values
from talktag.model.toml.record_file import Reading
from talktag.model.toml.write import new_text
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.store.store import Store


def last_worked_off(store: Store) -> Reading[WorkedOff]:
    """Up to when each rule was worked off, and what is wrong with the note of it."""
    if not store.has(layout.WORKED_OFF):
        return Reading({}, ())
    return read_worked_off(store.read(layout.WORKED_OFF), layout.WORKED_OFF)


def keep_worked_off(store: Store, note: WorkedOff) -> Write:
    """The change that keeps it."""
    held = store.read(layout.WORKED_OFF) if store.has(layout.WORKED_OFF) else None
    return Write(layout.WORKED_OFF, new_text(worked_off_values(note)), held)
