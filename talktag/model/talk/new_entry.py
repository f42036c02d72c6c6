"""What is to be said, before it is signed: kinds, words, days. Pure; it knows neither whom nor what it is about."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from talktag.model.bundles.told import ToldEntry
from talktag.model.log.entry import TITLE_LIMIT, Entry

_NO_DATA: Mapping[str, str] = MappingProxyType({})


class NewEntry(NamedTuple):
    """One thing to be said: an entry before it is one. `cause` is the id of the entry that it answers.

    `auto` is what no person wrote.
    """

    kind: str
    title: str
    text: str | None = None
    due: datetime.date | None = None
    cause: str | None = None
    data: Mapping[str, str] = _NO_DATA
    auto: bool = False

    def as_told(self, moment: str, day: datetime.date) -> ToldEntry:
        """It, as a document tells it, said at a moment in UTC on what is that day for who says it."""
        return ToldEntry(
            date=day.isoformat(),
            kind=self.kind,
            title=self.title,
            text=self.text,
            due=self.due.isoformat() if self.due else None,
            time=moment,
            cause=self.cause,
            data=dict(self.data) or None,
            auto=self.auto or None,
        )


def words_of(text: str) -> tuple[str, str | None]:
    """A text as a title of one line, and what there is beside it: the other lines, or all where the first is long."""
    first, _, rest = text.strip().partition("\n")
    first = " ".join(first.split())
    if len(first) <= TITLE_LIMIT:
        return first, rest.strip("\n") or None
    return first[: TITLE_LIMIT - 1].rstrip() + "…", text.strip()


def whole_text(entry: Entry) -> str:
    """The words of an entry as they were typed: what was cut short for its title is not said twice."""
    title, text = entry.title, entry.text
    if not text:
        return title
    is_cut = title.endswith("…") and " ".join(text.split()).startswith(title[:-1])
    return text if is_cut else f"{title}\n{text}"
