"""A cache of what the records say, in SQLite outside the store.

Never trusted unread: every record's file is looked at first.

It may be deleted at any time; a damaged or locked one is left aside and the records are read instead.
No plaintext of a note ever enters it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from talktag.model.ident import is_slug
from talktag.model.problem import Problem
from talktag.model.product import Product
from talktag.model.record import read_product
from talktag.store import layout

SCHEMA = 1
_TABLES = f"""
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS seen (snapshot TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS products (
  slug TEXT PRIMARY KEY, stamp TEXT NOT NULL, id TEXT, name TEXT, maker TEXT, model TEXT, serial TEXT, place TEXT,
  labels TEXT, tags TEXT, state TEXT, quantity INTEGER, bought TEXT, price TEXT, warranty TEXT, sought TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problems (slug TEXT, name TEXT, path TEXT, message TEXT, line INTEGER, field TEXT, severity TEXT);
PRAGMA user_version = {SCHEMA};
"""
_COLUMNS = "slug, id, name, maker, model, serial, place, labels, tags, state, quantity, bought, price, warranty"
_JUST_WRITTEN = 2_000_000_000 if os.name == "nt" else 100_000_000  # nanoseconds within which a file may change unseen
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Summary:
    """One product as a line of a list; dates and money as the text they are stored as."""

    slug: str
    id: str
    name: str
    maker: str | None
    model: str | None
    serial: str | None
    place: str | None
    labels: tuple[str, ...]
    tag_ids: tuple[str, ...]
    state: str
    quantity: int
    bought: str | None
    price: str | None
    warranty_until: str | None


class Unreadable(NamedTuple):
    """A record that holds no product; all that is known of it is its file name."""

    slug: str
    name: str


class Catalogue:
    """The products of the store in `store`, cached in the file `cache`."""

    def __init__(self, store: Path, cache: Path) -> None:
        self._store = store
        self._database = _open(cache)
        try:
            self._refresh()
        except sqlite3.Error:
            self._database = sqlite3.connect(":memory:")
            self._database.executescript(_TABLES)
            self._refresh()

    def products(self) -> tuple[Summary, ...]:
        """Every product whose record can be read, by name."""
        return self._summaries(f"SELECT {_COLUMNS} FROM products WHERE id IS NOT NULL")

    def find(self, words: Iterable[str]) -> tuple[Summary, ...]:
        """The products that hold each of `words` somewhere in their record, whatever its case, by name."""
        folded = [word.casefold().encode(errors="replace").decode() for word in words]
        condition = "".join(" AND instr(sought, ?)" for _ in folded)
        return self._summaries(f"SELECT {_COLUMNS} FROM products WHERE id IS NOT NULL{condition}", folded)  # noqa: S608 - no foreign text

    def unreadable(self) -> tuple[Unreadable, ...]:
        """The records of which no product could be made."""
        rows = self._database.execute("SELECT slug FROM products WHERE id IS NULL")
        return tuple(Unreadable(slug, slug) for (slug,) in rows)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with any record, in the order of the files."""
        rows = self._database.execute(
            "SELECT name, path, message, line, field, severity FROM problems ORDER BY path, line"
        )
        return tuple(Problem(*row) for row in rows)

    def close(self) -> None:
        """Let go of the cache file."""
        self._database.close()

    def _summaries(self, query: str, values: Iterable[str] = ()) -> tuple[Summary, ...]:
        rows = self._database.execute(query, tuple(values)).fetchall()
        rows.sort(key=lambda row: (row[2].casefold(), row[0]))
        return tuple(_summary(row) for row in rows)

    def _refresh(self) -> None:
        """Read again each record whose file is not as it was when it was last read."""
        now = time.time_ns()
        stamps = dict(_stamps(self._store))
        snapshot = "\n".join(f"{slug} {stamp}" for slug, stamp in stamps.items())
        held = self._database.execute("SELECT snapshot FROM seen").fetchone()
        if held and held[0] == snapshot:
            return
        known = dict(self._database.execute("SELECT slug, stamp FROM products"))
        gone = [slug for slug in known if slug not in stamps]
        changed = [slug for slug, stamp in stamps.items() if known.get(slug) != stamp]
        with self._database:
            for slug in (*gone, *changed):
                self._database.execute("DELETE FROM products WHERE slug = ?", (slug,))
                self._database.execute("DELETE FROM problems WHERE slug = ?", (slug,))
            settled = True
            for slug in changed:
                settled &= self._read(slug, stamps[slug], now)
            self._database.execute("DELETE FROM seen")
            if settled:
                self._database.execute("INSERT INTO seen VALUES (?)", (snapshot,))

    def _read(self, slug: str, stamp: str, now: int) -> bool:
        """Take up one record; False where its file is so new that it might still change within the clock's tick."""
        path = layout.record(slug)
        try:
            data = (self._store / path).read_bytes()
        except OSError as error:
            return self._note(slug, Problem("unreadable", path, error.strerror or "cannot be read"))
        reading = read_product(data, path, slug)
        for problem in reading.problems:
            self._note(slug, problem)
        settled = now - int(stamp.split(maxsplit=1)[0]) > _JUST_WRITTEN
        row = _row(reading.value) if reading.value else (None,) * 14
        self._database.execute(
            f"INSERT INTO products VALUES ({', '.join('?' * 16)})",
            (slug, stamp if settled else "", *row),
        )
        return settled

    def _note(self, slug: str, problem: Problem) -> bool:
        values = (problem.name, problem.path, problem.message, problem.line, problem.field, problem.severity)
        self._database.execute("INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)", (slug, *values))
        return False


def slugs(store: Path) -> tuple[str, ...]:
    """The slugs of all records, from the folder listing alone."""
    return tuple(slug for slug, _ in _records(store))


def _records(store: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with contextlib.suppress(FileNotFoundError), os.scandir(store / layout.PRODUCTS) as groups:
        for group in sorted((each for each in groups if len(each.name) == 1), key=lambda each: each.name):
            if not group.is_dir(follow_symlinks=False):
                continue
            with os.scandir(group.path) as entries:
                for entry in entries:
                    slug, suffix = entry.name[:-5], entry.name[-5:]
                    if suffix == ".toml" and slug[:1] == group.name and is_slug(slug):
                        yield slug, entry


def _stamps(store: Path) -> Iterator[tuple[str, str]]:
    """What shows that a record's file changed: both its times, its size and its number on the disk."""
    for slug, entry in _records(store):
        found = entry.stat(follow_symlinks=False)
        if found.st_mode & 0o170000 == 0o100000:  # a regular file; links are not followed
            yield slug, f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def _open(cache: Path) -> sqlite3.Connection:
    """The cache, made anew where there is none, another version's, or a damaged one; in memory where it cannot be kept."""
    with contextlib.suppress(OSError):
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for attempt in range(2):
        try:
            database = sqlite3.connect(cache, timeout=2)
            if database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA:
                return database
            if attempt == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise sqlite3.DatabaseError("another version")
            database.executescript(_TABLES)
        except sqlite3.OperationalError:
            break
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                cache.unlink()
        else:
            return database
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    return database


def _row(product: Product) -> tuple[object, ...]:
    purchase, ends = product.purchase, product.warranty_ends()
    lifetime = any(warranty.term == "lifetime" for warranty in product.warranties)
    return (
        product.id,
        product.name,
        product.maker,
        product.model,
        product.serial,
        product.place,
        _SEPARATOR.join(product.labels),
        _SEPARATOR.join(tag.id for tag in product.tags),
        product.state,
        product.quantity,
        purchase.date and purchase.date.isoformat(),
        purchase.price and str(purchase.price),
        "lifetime" if lifetime else ends and ends.isoformat(),
        _sought(product),
    )


def _sought(product: Product) -> str:
    """All the words of a record that a search should meet, folded for comparison."""
    purchase = product.purchase
    parts: list[object] = [
        *(product.slug, product.name, product.maker, product.model, product.serial, product.gtin, product.place),
        *product.labels,
        *(tag.id for tag in product.tags),
        *(purchase.date, purchase.seller, purchase.price, purchase.order),
        *(file.name for file in product.files),
        *(f"{key} {value}" for key, value in product.fields.items()),
    ]
    return "\n".join(str(part) for part in parts if part).casefold()


def _summary(row: tuple[Any, ...]) -> Summary:
    return Summary(*row[:7], _split(row[7]), _split(row[8]), *row[9:])  # type: ignore[call-arg] # one value a column


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_SEPARATOR)) if joined else ()
