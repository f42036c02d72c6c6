"""A table that somebody gave: what its record keeps of a thing that another owns, and of its owner. Judges nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from talktag.model.parties.party import LANGUAGES
from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, json_values, read_record, without_absent


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The thing whose id is `product`, called `name`, as its `owner` showed it until the day `until`.

    `channel` is the id of the bundle that it came in last, `earlier` those of the ones before; each opened a channel.
    `signed` is the SHA-256 of what was signed of the last one, `sequence` its number by the owner's count, 0 where its
    owner only spoke of the thing in a message, and showed no table of it.
    `key` is the OpenSSH line of the only key that speaks for it, `age` the owner's recipient, `party` the slug of the
    party of the store that has that key. `received` is the day on which the last one was taken in. `tags` are those
    that it says are stuck on the thing.
    """

    slug: str
    name: str
    product: str
    owner: str
    key: str
    channel: str
    signed: str
    received: datetime.date
    sequence: int = 1
    contact: str | None = None
    age: str | None = None
    language: str | None = None
    party: str | None = None
    purpose: str | None = None
    until: datetime.date | None = None
    terms: str | None = None
    earlier: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that its owner opened about it, the last one first."""
        return (self.channel, *reversed(self.earlier))

    def is_over(self, today: datetime.date) -> bool:
        """Whether the day is past until which it may be kept."""
        return self.until is not None and self.until < today


_TEXTS = ("contact", "age", "language", "party", "purpose", "terms")
TABLE_KEYS = (  # of a record, in the order a person reads them
    *("name", "product", "owner", "contact", "language", "party", "key", "age", "purpose", "until", "terms"),
    *("tags", "channel", "signed", "sequence", "received", "earlier"),
)
_NEEDED = ("name", "product", "owner", "key", "channel", "signed")


def read_table(data: bytes, path: str, slug: str) -> Reading[GivenTable]:
    """Read the record of a table; every problem is reported."""
    return read_record(data, path, lambda fields: _table(fields, slug))


def _table(fields: Fields, slug: str) -> GivenTable | None:
    needed = {key: fields.must_have(key) for key in _NEEDED}
    received = fields.date("received")
    if received is None:
        fields.problem("received", "is missing", "missing")
    texts: dict[str, Any] = {key: fields.text(key) for key in _TEXTS}
    if texts["language"] not in {None, *LANGUAGES}:
        fields.problem("language", f'"{texts["language"]}" is none of {", ".join(LANGUAGES)}')
        texts["language"] = None
    sequence, until, earlier = fields.whole("sequence", 1, least=0), fields.date("until"), fields.texts("earlier")
    given: dict[str, Any] = {key: value for key, value in needed.items() if value}
    if received is None or given.keys() != needed.keys():
        return None
    more: dict[str, Any] = {"sequence": sequence, "until": until, "earlier": earlier, "tags": fields.texts("tags")}
    return GivenTable(slug, received=received, **given, **texts, **more)


def table_values(table: GivenTable) -> dict[str, Any]:
    """The record of a table as TOML values."""
    values = {key: getattr(table, key) for key in TABLE_KEYS}
    lists = {"earlier": list(table.earlier), "tags": list(table.tags)}
    return without_absent({"format": FORMAT, **values, **lists})


def table_json(table: GivenTable) -> dict[str, Any]:
    """The record of a table as JSON values, with its slug; its format says something of the file only."""
    values = {key: value for key, value in table_values(table).items() if key != "format"}
    return {"slug": table.slug, **json_values(values)}
