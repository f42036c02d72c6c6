"""`rule new`: a rule begun from one that talktag comes with, for its owner to change. It overwrites nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talktag.errors import NotFoundError, UsageError
from talktag.model.plan import Write
from talktag.model.values.ident import is_slug
from talktag.model.values.near import hints, near_words
from talktag.ops import commit_message
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

READY: Mapping[str, str] = {  # each with what it does, for people
    "warranty-ending": "reminds you of each thing 30 days before its warranty ends",
    "lent-too-long": "reminds you after three months of what you lent without a day",
    "lost-scanned": "tells you when what is lost is scanned, or written about",
    "outage": "answers a customer by a table of outages, else makes it a case",
}
_FIRST_DAY = b"2026-01-01"  # of the ready rules of time
_MADE_UP_FOR = 30  # days
_LOOKUPS: Mapping[str, str] = {"outage": "outages"}  # what a ready rule looks into, which comes along


@dataclass(frozen=True, slots=True)
class RuleBegun:
    """A rule that was begun: its name, which ready one it is from, and the files that are written for it."""

    name: str
    ready: str
    files: tuple[str, ...]

    def values(self) -> Mapping[str, Any]:
        """The same as JSON."""
        return {"name": self.name, "from": self.ready, "files": list(self.files)}


def ready_rules() -> Mapping[str, str]:
    """The ready rules, each with what it does."""
    return READY


def new(session: Session, name: str, ready: str) -> Outcome:
    """A plan that writes a ready rule under that name, with the lookup that it needs where there is none yet."""
    if ready not in READY:
        listed = f"ready rules are: {', '.join(READY)}"
        raise NotFoundError(f'there is no ready rule "{ready}"', hints=[*hints(near_words(ready, READY)), listed])
    path = layout.rule(name)
    if not is_slug(name) or not layout.is_path(path):
        raise UsageError(
            f'"{name}" cannot be the name of a rule', hints=["use lower-case letters, digits and hyphens: tell-me"]
        )
    store = session.store
    if store.has(path):
        raise UsageError(f'there is a rule "{name}" already', hints=[f"look at it: talktag rule show {name}"])
    writes, kept = [Write(path, _begin_at(ready_file(f"{ready}.toml"), session.today))], []
    if table := _LOOKUPS.get(ready):
        lookup = layout.lookup(table)
        if store.has(lookup):
            kept.append(f'"{lookup}" is there already, and stays as it is')
        else:
            writes.append(Write(lookup, ready_file(f"{table}.csv")))
    files = tuple(each.path for each in writes)
    notices = (*kept, f"change it in your editor, and look at what it says: talktag rule show {name}", _it_is_on(path))
    plan = commit_message.plan("rule new", f"Add the rule {name}, from the ready one {ready}", *writes)
    return Outcome(RuleBegun(name, ready, files), plan, notices=notices)


def _it_is_on(path: str) -> str:
    return f'it is on as long as "{path}" is there; to switch it off, take that away, then: talktag save'


def _begin_at(rule: bytes, today: datetime.date) -> bytes:
    """A ready rule with its first moment, if it has one, a month back: so it also tells of what ends soon already."""
    begins = today - datetime.timedelta(days=_MADE_UP_FOR)
    return rule.replace(_FIRST_DAY, str(begins).encode())


def ready_file(name: str) -> bytes:
    """One of the files that talktag comes with for rules."""
    from importlib import resources

    return resources.files("talktag").joinpath("data", "rules", name).read_bytes()


TRY_IT = "what one would make of the logs that there are is shown by: talktag rule try NAME"
