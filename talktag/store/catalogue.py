"""A cache of what the records say, in SQLite outside the store.

Never trusted unread: every record's file is looked at first.

It may be deleted at any time; a damaged or locked one is left aside and the records are read instead.
No plaintext of a note ever enters it.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from talktag.model.problem import Problem
from talktag.store import layout
from talktag.store.folders import look, records, slugs

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from talktag.model.product import Product

__all__ = ["Catalogue", "Summary", "Unreadable", "slugs"]

T = TypeVar("T")
SCHEMA = 3
_TABLES = f"""
CREATE TABLE IF NOT EXISTS seen (stamps BLOB NOT NULL, listing BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS products (
  slug TEXT PRIMARY KEY, stamp TEXT NOT NULL, id TEXT, name TEXT, maker TEXT, model TEXT, serial TEXT, place TEXT,
  labels TEXT, tags TEXT, state TEXT, quantity INTEGER, bought TEXT, price TEXT, warranty TEXT, sought TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problems (
  slug TEXT, name TEXT, path TEXT, message TEXT, line INTEGER, field TEXT, severity TEXT
);
CREATE INDEX IF NOT EXISTS problems_of ON problems (slug);
PRAGMA user_version = {SCHEMA};
"""
_LISTED = (
    "SELECT slug, id, name, maker, model, serial, place, labels, tags, state, quantity, bought, price, warranty"
    " FROM products WHERE id IS NOT NULL"
)
_TAKE_UP = "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_JUST_WRITTEN = 2_000_000_000 if os.name == "nt" else 100_000_000  # nanoseconds within which a file may change unseen
_SEPARATOR = "\x1f"
_BY_VALUE = 2  # the marshal version whose bytes depend on the values alone


class Summary(NamedTuple):
    """One product as a line of a list; dates and money as the text they are stored as.

    A tuple, because ten thousand of them are made in a fifth of the time that a dataclass takes.
    """

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
        self._cache = cache
        self._database = _open(cache)
        self._trying(self._refresh)

    def products(self) -> tuple[Summary, ...]:
        """Every product whose record can be read, by name."""
        held = self._rows("SELECT listing, checksum FROM seen")
        if held and zlib.crc32(held[0][0]) == held[0][1]:
            return tuple([tuple.__new__(Summary, row) for row in marshal.loads(held[0][0])])  # noqa: S302 - own bytes
        return self._summaries(_LISTED)

    def find(self, words: Iterable[str]) -> tuple[Summary, ...]:
        """The products that hold each of `words` somewhere in their record, whatever its case, by name."""
        folded = [word.casefold().encode(errors="replace").decode() for word in words]
        return self._summaries(_LISTED + " AND instr(sought, ?)" * len(folded), folded)

    def unreadable(self) -> tuple[Unreadable, ...]:
        """The records of which no product could be made."""
        return tuple(Unreadable(slug, slug) for (slug,) in self._rows("SELECT slug FROM products WHERE id IS NULL"))

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with any record, in the order of the files."""
        rows = self._rows("SELECT name, path, message, line, field, severity FROM problems ORDER BY path, line")
        return tuple(Problem(*row) for row in rows)

    def close(self) -> None:
        """Let go of the cache file."""
        self._database.close()

    def _summaries(self, query: str, values: Sequence[str] = ()) -> tuple[Summary, ...]:
        def ask() -> tuple[Summary, ...]:
            rows = self._database.execute(query, values).fetchall()
            rows.sort(key=lambda row: (row[2].casefold(), row[0]))
            return tuple(_summary(row) for row in rows)

        return self._trying(ask)

    def _rows(self, query: str) -> list[Any]:
        return self._trying(lambda: self._database.execute(query).fetchall())

    def _trying(self, ask: Callable[[], T]) -> T:
        """What `ask` gives; where the cache cannot be used or shows to be damaged, what reading every record gives."""
        import sqlite3

        try:
            return ask()
        except (sqlite3.Error, ValueError, AttributeError, TypeError) as error:  # garbled values are of any kind
            if not isinstance(error, sqlite3.OperationalError):  # such as a cache someone else is writing to
                with contextlib.suppress(OSError):
                    self._cache.unlink()
            self._database.close()
            self._database = sqlite3.connect(":memory:")
            self._database.executescript(_TABLES)
            self._refresh()
            return ask()

    def _refresh(self) -> None:
        """Read again each record whose file is not as it was when it was last read."""
        now = time.time_ns()
        found = look(self._store)
        seen = marshal.dumps(found, _BY_VALUE)
        held = self._database.execute("SELECT stamps FROM seen").fetchone()
        if held and held[0] == seen:
            return
        with self._database:
            self._database.execute("DELETE FROM seen")
            if self._update(records(found), now):
                listing = _packed(self.products())
                self._database.execute("INSERT INTO seen VALUES (?, ?, ?)", (seen, listing, zlib.crc32(listing)))

    def _update(self, wanted: dict[str, str], now: int) -> bool:
        """Forget the records that are gone, read those that changed; False where one might still be changing."""
        known = dict(self._database.execute("SELECT slug, stamp FROM products"))
        changed = [slug for slug, stamp in wanted.items() if known.get(slug) != stamp]
        for slug in (*(known.keys() - wanted.keys()), *changed):
            self._database.execute("DELETE FROM products WHERE slug = ?", (slug,))
            self._database.execute("DELETE FROM problems WHERE slug = ?", (slug,))
        settled = True
        for slug in changed:
            settled &= self._read(slug, wanted[slug], now)
        return settled

    def _read(self, slug: str, stamp: str, now: int) -> bool:
        """Take up one record; False where its file is so new that it might still change within the clock's tick."""
        from talktag.model.record import read_product
        from talktag.model.toml import RECORD_LIMIT

        path = layout.record(slug)
        try:
            with (self._store / path).open("rb") as file:
                data = file.read(RECORD_LIMIT + 1)  # one byte more, so that a larger one is refused
        except OSError as error:
            return self._note(slug, Problem("unreadable", path, error.strerror or "cannot be read"))
        reading = read_product(data, path, slug)
        for problem in reading.problems:
            self._note(slug, problem)
        settled = now - max(map(int, stamp.split()[:2])) > _JUST_WRITTEN  # the file's time can be set, its node's not
        row = _row(reading.value) if reading.value else (None,) * 14
        self._database.execute(_TAKE_UP, (slug, stamp if settled else "", *row))
        return settled

    def _note(self, slug: str, problem: Problem) -> bool:
        values = (problem.name, problem.path, problem.message, problem.line, problem.field, problem.severity)
        self._database.execute("INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)", (slug, *values))
        return False


def _open(cache: Path) -> sqlite3.Connection:
    """The cache, made anew where there is none, or a damaged one; in memory where it cannot be kept."""
    import sqlite3

    with contextlib.suppress(OSError):
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for _ in range(2):
        try:
            database = sqlite3.connect(cache, timeout=2)
            if _is_usable(database, cache):
                return database
            database.close()
        except sqlite3.OperationalError:  # in use for long, or in a place that cannot be written
            break
        except (sqlite3.DatabaseError, ValueError, OSError):  # not a database at all, or taken away just now
            pass
        with contextlib.suppress(OSError):
            cache.unlink()
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    return database


def _is_usable(database: sqlite3.Connection, cache: Path) -> bool:
    """Whether the tables are those of this version and the file was not cut off; an empty database is given them."""
    if database.execute("PRAGMA user_version").fetchone()[0] == SCHEMA:
        size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        return bool(database.execute(size).fetchone()[0] <= cache.stat().st_size)
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return False
    database.executescript(_TABLES)
    return True


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
        _joined(product.labels),
        _joined(tag.id for tag in product.tags),
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


def _packed(products: Iterable[Summary]) -> bytes:
    """Products as bytes; equal values are made one and the same, as marshal then writes and reads them only once."""
    kept: dict[object, object] = {}
    return marshal.dumps([tuple([kept.setdefault(value, value) for value in each]) for each in products])


def _joined(parts: Iterable[str]) -> str:
    return _SEPARATOR.join(part.replace("\x1e", "\x1e0").replace(_SEPARATOR, "\x1e1") for part in parts)


def _split(joined: str) -> tuple[str, ...]:
    if not joined:
        return ()
    return tuple(part.replace("\x1e1", _SEPARATOR).replace("\x1e0", "\x1e") for part in joined.split(_SEPARATOR))
