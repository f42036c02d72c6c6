"""What a sync answers: what came, what goes, what both sides had changed, and what a person has to decide.

A value; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from talktag.ops.sync.conflict import SyncConflict

if TYPE_CHECKING:
    from talktag.store.git.past.commit_text import Past


@dataclass(frozen=True, slots=True)
class Synced:
    """The other copy, the commits that came from it and those that go to it, newest first, and what was joined.

    `paths` are all files that change here, `both` those that both sides had changed, `conflicts` what was not decided.
    """

    remote: str
    place: str
    came: tuple[Past, ...] = ()
    goes: tuple[Past, ...] = ()
    paths: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    conflicts: tuple[SyncConflict, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """All of it, commits by id and subject."""
        return {
            "remote": self.remote,
            "place": self.place,
            "came": _commits(self.came),
            "goes": _commits(self.goes),
            "paths": list(self.paths),
            "both": list(self.both),
            "conflicts": [each.values() for each in self.conflicts],
        }

    @property
    def said(self) -> str:
        """What was done when all of it is, in a line."""
        if not self.came and not self.goes:
            return f"in step with {self.place}: nothing came, and nothing goes"
        counts = ((self.came, "came"), (self.goes, "went"))
        parts = [f"{len(found)} {_changes(found)} {word}" for found, word in counts if found]
        joined = f"; {len(self.both)} changed on both sides, joined" if self.both else ""
        return f"in step with {self.place}: {', '.join(parts)}{joined}"

    def after(self, earlier: Synced) -> Synced:
        """The same with what came in a round before it, in which somebody was faster with sending."""
        known = {each.commit for each in self.came}
        came = (*self.came, *(each for each in earlier.came if each.commit not in known))
        paths = tuple(dict.fromkeys((*earlier.paths, *self.paths)))
        return replace(self, came=came, paths=paths, both=tuple(dict.fromkeys((*earlier.both, *self.both))))


def _commits(found: Sequence[Past]) -> list[dict[str, str]]:
    return [
        {"commit": each.commit, "subject": each.subject, "author": each.author, "date": each.date.isoformat()}
        for each in found
    ]


def _changes(found: Sequence[Past]) -> str:
    return "change" if len(found) == 1 else "changes"
