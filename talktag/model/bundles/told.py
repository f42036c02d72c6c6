"""What a document tells of entries, products, files and notes, as typed values. It checks nothing.

Members that this version does not know are kept, so that what was read becomes the same JSON again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

T = TypeVar("T")
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """An entry as it is told, in texts: a day is "2026-11-22", a cost "80 EUR"; None for what is not said.

    `time` is a moment in UTC as text, `data` are further values by their names, `cause` is the id of the entry that it
    answers, and `auto` says that no person wrote it.
    """

    date: str | None = None
    kind: str | None = None
    title: str | None = None
    text: str | None = None
    party: str | None = None
    cost: str | None = None
    due: str | None = None
    original: str | None = None
    signer: str | None = None
    time: str | None = None
    cause: str | None = None
    data: Values | None = None
    auto: bool | None = None
    more: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProduct:
    """A product as it is told; `facts` are whatever else is said of it, as JSON values, by the keys of a record.

    `entries` is None where nothing is said of any.
    """

    id: str
    name: str
    facts: Values = field(default_factory=dict)
    entries: tuple[ToldEntry, ...] | None = None

    def values(self) -> dict[str, Any]:
        """The JSON of it."""
        entries = {} if self.entries is None else {"entries": list_of(self.entries)}
        return {"id": self.id, "name": self.name, **self.facts, **entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFile:
    """A file beside the document, by its path in the bundle, such as files/photo-1.jpg; `size` in bytes."""

    path: str
    kind: str
    media: str | None = None
    sha256: str
    size: int
    more: Values = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called, without the folder."""
        return self.path.removeprefix("files/")

    def values(self) -> dict[str, Any]:
        """The JSON of it."""
        return values_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNote:
    """A private note that was given along, in the clear; `note` is its id, `created` the moment it was written."""

    note: str | None = None
    created: str | None = None
    text: str
    more: Values = field(default_factory=dict)


def read_product(values: Values) -> ToldProduct:
    """A product as a document tells it in JSON values."""
    facts = {key: value for key, value in values.items() if key not in {"id", "name", "entries"}}
    entries = read_list(ToldEntry, values.get("entries"))
    return ToldProduct(id=values["id"], name=values["name"], facts=facts, entries=entries)


def read_entries(listed: Sequence[Values]) -> tuple[ToldEntry, ...]:
    """Entries as a document tells them in JSON values."""
    return tuple(read_told(ToldEntry, each) for each in listed)


def read_told(make: type[T], values: Values) -> T:
    """One of the flat values above, with the members that it does not know beside those it does."""
    names = {each.name for each in fields(make)} - {"more"}  # type: ignore[arg-type]
    known = {key: value for key, value in values.items() if key in names}
    return make(**known, more={key: value for key, value in values.items() if key not in names})  # type: ignore[call-arg]


def read_list(make: type[T], listed: Any) -> tuple[T, ...] | None:
    """The same of a list of JSON values; None where nothing is said."""
    return None if listed is None else tuple(read_told(make, each) for each in listed)


def values_of(told: Any) -> dict[str, Any]:
    """The JSON of one of the flat values above: what is said, then what this version does not know."""
    named = {each.name: getattr(told, each.name) for each in fields(told) if each.name != "more"}
    return {**{key: value for key, value in named.items() if value is not None}, **told.more}


def list_of(several: Any) -> list[dict[str, Any]] | None:
    """The JSON of several of them; None where nothing is said."""
    return None if several is None else [values_of(each) for each in several]
