"""The note of what was worked off of rules of time on this computer: for each rule, up to when. It runs none."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record
from talktag.model.values.ident import is_slug

WorkedOff = Mapping[str, datetime.datetime]  # by the names of rules, in UTC
FIRST_DAYS = 366  # that a rule is made up for at most, the first time that it is worked off on a computer
MOST_DAYS = 1_000  # and ever after
_SLACK = datetime.timedelta(days=1)  # by which a clock may have been set back without anything having been wrong


def read_worked_off(data: bytes, path: str) -> Reading[WorkedOff]:
    """Read the note; every problem is reported."""
    return read_record(data, path, _note)


def _note(fields: Fields) -> WorkedOff:
    table = fields.table("rules")
    found = {}
    for name in table.key_names():
        if not is_slug(name):
            table.problem(name, "is no name of a rule")
        elif moment := table.instant(name):
            found[name] = moment
    return found


def worked_off_values(note: WorkedOff) -> dict[str, Any]:
    """The note as TOML values."""
    return {"format": FORMAT, "rules": dict(sorted(note.items()))}


def begin_of(note: WorkedOff, name: str, now: datetime.datetime) -> datetime.datetime:
    """The moment after which a rule is due that was worked off so far; never after now, as clocks are set back."""
    if (last := note.get(name)) is None:
        return now - datetime.timedelta(days=FIRST_DAYS)
    return min(now, max(last, now - datetime.timedelta(days=MOST_DAYS)))


def note_after(
    note: WorkedOff, done: Collection[str], there: Collection[str], now: datetime.datetime
) -> dict[str, datetime.datetime]:
    """The note once the rules `done` were worked off; of the rules that are there alone.

    One that is far ahead is from a clock that was wrong, and would keep its rule from waking for as long.
    """
    found = {name: min(last, now) if last > now + _SLACK else last for name, last in note.items() if name in there}
    return found | dict.fromkeys(done, now)
