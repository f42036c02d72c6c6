"""What an entry says of terms: offered, accepted, countered, refused, withdrawn, breached. It agrees to nothing.

Terms are known by the hash of their text alone. What a roster calls them is kept and told, and nothing is concluded
from it: two public sites read the same name in opposite ways.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from talktag.model.log.kinds import TERMS

if TYPE_CHECKING:
    from talktag.model.log.entry import Entry

_HASH = re.compile(r"[0-9a-f]{64}")
SHORT = 12  # characters of a hash by which people tell texts apart
_TITLE = 120  # characters of a title that stand in the line of an entry
_TEXTS = ("roster", "id", "title", "language", "type")


class Act(Enum):
    """What is said of terms."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    BREACH = "breach"


BRINGS_TEXT = (Act.OFFERED, Act.COUNTERED)  # whoever says it gives the text along


class SaidTerms(NamedTuple):
    """What was said of the `terms` with that SHA-256; `until` is the last day on which they can be accepted.

    `roster` is an address and `id` what the terms are called there, `title`, `language` and `type`, the ending of its
    file, are of the text: words of whoever said them, which prove nothing.
    """

    act: Act
    terms: str
    roster: str | None = None
    id: str | None = None
    title: str | None = None
    language: str | None = None
    type: str | None = None
    until: datetime.date | None = None

    def data(self) -> dict[str, str]:
        """It, as an entry carries it."""
        said = {"terms": self.terms, "act": self.act.value} | {key: getattr(self, key) or "" for key in _TEXTS}
        return {key: value for key, value in (said | {"until": str(self.until or "")}).items() if value}

    def values(self) -> dict[str, Any]:
        """It as JSON values."""
        return dict(self.data())

    @property
    def called(self) -> str:
        """What people call the terms: a title, else what a roster calls them, else the beginning of the hash."""
        return self.title or self.id or self.terms[:SHORT]

    def line(self) -> str:
        """It, as one line that either side reads the same."""
        named = self.called if len(self.called) <= _TITLE else f"{self.called[: _TITLE - 1].rstrip()}…"
        short = "" if named == self.terms[:SHORT] else f" ({self.terms[:SHORT]})"
        return f"{_LINES[self.act]}: {named}{short}"


_LINES = {
    Act.OFFERED: "Terms offered",
    Act.ACCEPTED: "Terms accepted",
    Act.COUNTERED: "Other terms offered instead",
    Act.REFUSED: "Terms refused",
    Act.WITHDRAWN: "Terms withdrawn",
    Act.BREACH: "Terms broken",
}


def is_hash(text: str) -> bool:
    """Whether it is the SHA-256 of a text, in lower case."""
    return _HASH.fullmatch(text) is not None


def read_said_terms(entry: Entry) -> SaidTerms | None:
    """What an entry says of terms; None for another entry, and for one that says nothing that can be read."""
    data = entry.data
    if entry.kind != TERMS or not is_hash(data.get("terms", "")):
        return None
    with contextlib.suppress(ValueError):
        return SaidTerms(
            Act(data.get("act", "")),
            data["terms"],
            roster=data.get("roster"),
            id=data.get("id"),
            title=data.get("title"),
            language=data.get("language"),
            type=data.get("type"),
            until=datetime.date.fromisoformat(data["until"]) if "until" in data else None,
        )
    return None
