"""What a rule would make, as it is shown: of which log, because of what. Nothing of it is written or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from talktag.model.log.entry import Entry
from talktag.model.rules.reaction import MadeMessage, MadeNotice, MadeThing
from talktag.model.toml.record_file import json_values, without_absent
from talktag.model.values.plural import plural

ENTRY, MESSAGE, NOTICE = "entry", "message", "notice"


class MadeLine(NamedTuple):
    """One thing: ENTRY, MESSAGE or NOTICE, the folder of the log it is about, its cause, and what it says.

    A notice has its line as `line`, and no entry. `cause` is the id of an entry, or a moment; `id` is its own, which
    is the same whenever and wherever it is made. `missing` are the values that it wants and that are not there.
    """

    what: str
    about: str
    cause: str
    id: str
    entry: Entry | None
    line: str
    missing: tuple[str, ...] = ()

    def values(self) -> dict[str, Any]:
        """The same as JSON."""
        entry = self.entry
        said: dict[str, Any] = {
            "what": self.what,
            "about": self.about,
            "cause": self.cause,
            "id": self.id,
            "title": self.line,
        }
        if entry is not None:
            more = {key: getattr(entry, key) for key in ("date", "kind", "text", "to", "due")}
            said |= {**more, "data": dict(entry.data)}
        said["missing"] = list(self.missing)
        return json_values(without_absent(said))


@dataclass(frozen=True, slots=True)
class RuleTried:
    """What a rule would make of so many entries, or in so many moments; `slug` is of the product, if of one alone."""

    name: str
    slug: str | None
    entries: int
    times: int
    made: tuple[MadeLine, ...]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        counts = {"entries": self.entries, "times": self.times}
        known = without_absent({"rule": self.name, "slug": self.slug})
        return {**known, **counts, "made": [each.values() for each in self.made]}

    def say(self) -> str:
        """How much would be made, of how much."""
        of = (
            plural(self.times, "moment")
            if self.times
            else f"{self.entries} {'entry' if self.entries == 1 else 'entries'}"
        )
        many = plural(len(self.made), "thing") if self.made else "nothing"
        return f"{many} would be made of {of}; nothing is written, and nothing is sent"


def made_line(made: MadeThing, about: str) -> MadeLine:
    """One thing as it is shown."""
    origin = made.origin
    if isinstance(made, MadeNotice):
        return MadeLine(NOTICE, about, origin.cause, id=origin.id, entry=None, line=made.line)
    what = MESSAGE if isinstance(made, MadeMessage) else ENTRY
    return MadeLine(what, about, origin.cause, id=made.entry.id, entry=made.entry, line=made.entry.title)
