"""Entries: dated items on a product's table, such as a service, a message or a manual.

One file per product, appended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from talktag.model.fold import fold
from talktag.model.money import Money
from talktag.model.problem import Problem
from talktag.model.record import Reading, without_absent
from talktag.model.toml import Fields, load_toml

ENTRIES_LIMIT = 4 * 1024 * 1024  # bytes; some 48,000 entries, three a day for a lifetime
UNSIGNED = "unsigned"  # in place of a signer, for ever: nobody vouches for what such an entry says


class Entry(NamedTuple):
    """One dated item; `party` is the name or slug of who it is from.

    An item that came from somebody else says in `original` which received file it is from, by that file's id, and in
    `signer` the fingerprint of the key that vouches for it, or UNSIGNED.
    """

    id: str
    date: datetime.date
    kind: str
    title: str
    text: str | None = None
    party: str | None = None
    cost: Money | None = None
    due: datetime.date | None = None
    original: str | None = None
    signer: str | None = None


def entry_text(entry: Entry) -> bytes:
    """The lines that are appended to the entries of a product, an empty line first."""
    import tomli_w

    table = without_absent({key: value for key, value in entry._asdict().items() if key != "id"})
    return f"\n[[entry]]\n{tomli_w.dumps({'id': entry.id, **table})}".encode()


def read_entries(data: bytes, path: str) -> Reading[tuple[Entry, ...]]:
    """Read entries, oldest first; one that does not hold up is reported and left out."""
    table, broken = load_toml(data, path, ENTRIES_LIMIT)
    if table is None:
        return Reading(None, broken)
    problems: list[Problem] = []
    fields = Fields(table, path, data.decode(), problems)
    entries = sorted((made for each in fields.tables("entry") if (made := _entry(each))), key=lambda each: each.date)
    fields.done()
    return Reading(tuple(entries), tuple(problems))


def without_doubles(data: bytes, path: str) -> bytes:
    """The file of entries without those that stand there twice word for word, as after two machines added the same.

    Two that share an id and differ are both kept. What cannot be read is left as it is.
    """
    entries = read_entries(data, path).value or ()
    if len(set(entries)) == len(entries):
        return data
    import tomlkit

    document = tomlkit.parse(data.decode())
    tables = document["entry"]
    for number in reversed(range(len(tables))):
        earlier = [tables[place].unwrap() for place in range(number)]
        if tables[number].unwrap() in earlier:
            del tables[number]
    return tomlkit.dumps(document).encode()


def entries_text(entries: Iterable[Entry]) -> str:
    """All the words of entries that a search should meet, folded, a value a line."""
    parts = [part for each in entries for part in (each.date, each.kind, each.title, each.text, each.party, each.cost)]
    return fold("\n".join(str(part) for part in parts if part))


def _entry(fields: Fields) -> Entry | None:
    ident, kind, title = fields.required("id"), fields.required("kind"), fields.required("title")
    date, text, party, cost = fields.date("date"), fields.text("text"), fields.text("party"), fields.money("cost")
    due, original, signer = fields.date("due"), fields.text("original"), fields.text("signer")
    fields.done()
    if date is None:
        fields.problem("date", "is missing", "missing")
    if not (ident and kind and title and date):
        return None
    return Entry(ident, date, kind, title, text, party, cost, due, original, signer)
