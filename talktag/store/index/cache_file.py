"""The SQLite file that the index is kept in: opened if it is sound, else made anew. It knows no kind of record.

Where it cannot be kept, or is in use for long, there is one in memory for the time being.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from talktag import disk
from talktag.errors import DiskError
from talktag.model.products.product import Product

T = TypeVar("T")
# What is kept follows from what a product is, so that a cache from before a key was there is made anew.
SCHEMA = zlib.crc32(" ".join(["23", *Product._fields]).encode()) & 0x7FFFFFFF
# Products have a number here, by which what is long is found without a search; lines lie in the order of a list.
_TABLES = f"""
CREATE TABLE IF NOT EXISTS looks (
  folder TEXT PRIMARY KEY, look BLOB NOT NULL, checksum INTEGER NOT NULL, outside BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS products (
  number INTEGER PRIMARY KEY, stamp BLOB, slug TEXT UNIQUE NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  maker TEXT, model TEXT, serial TEXT, place TEXT, inside TEXT, labels TEXT, tags TEXT, state TEXT, quantity INTEGER,
  bought TEXT, price TEXT,
  warranty TEXT, lacks INTEGER
);
CREATE INDEX IF NOT EXISTS products_inside ON products (inside) WHERE inside IS NOT NULL;
CREATE TABLE IF NOT EXISTS found_by (key TEXT, value TEXT, slug TEXT, PRIMARY KEY (key, value, slug)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_by_of ON found_by (slug);
CREATE TABLE IF NOT EXISTS lines (
  gone INTEGER, folded TEXT, slug TEXT, number INTEGER, cells TEXT, PRIMARY KEY (gone, folded, slug)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, slug TEXT NOT NULL, text TEXT);
CREATE TABLE IF NOT EXISTS facts (number INTEGER PRIMARY KEY, facts BLOB, checksum INTEGER);
CREATE TABLE IF NOT EXISTS forms (number INTEGER PRIMARY KEY, form TEXT);
CREATE TABLE IF NOT EXISTS unreadable (slug TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
  slug TEXT PRIMARY KEY, count INTEGER, text TEXT, seen TEXT, lent_to TEXT, back TEXT, due TEXT, money TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dues (
  slug TEXT, of_log INTEGER, day TEXT, is_loan INTEGER, text TEXT, series TEXT, PRIMARY KEY (slug, of_log, day, text)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dues_by_day ON dues (day);
CREATE INDEX IF NOT EXISTS dues_again ON dues (slug) WHERE series <> '';
CREATE TABLE IF NOT EXISTS problems (
  slug TEXT, name TEXT, path TEXT, message TEXT, line INTEGER, field TEXT, severity TEXT
);
CREATE INDEX IF NOT EXISTS problems_of ON problems (slug);
CREATE TABLE IF NOT EXISTS keys (
  folder TEXT, key TEXT, value TEXT, name TEXT, PRIMARY KEY (folder, key, value, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS keys_of ON keys (folder, name);
CREATE TABLE IF NOT EXISTS excerpts (path TEXT PRIMARY KEY, stamp TEXT, facts TEXT, lines TEXT) WITHOUT ROWID;
PRAGMA user_version = {SCHEMA};
"""


class Cached:
    """What is kept in the cache file `cache`, or in memory from the moment on that the file cannot be used.

    Whoever keeps something in it says by `_begin` how it comes into an empty one.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._database = open_cache(cache)

    def close(self) -> None:
        """Let go of the cache file."""
        self._database.close()

    def _begin(self) -> None:
        """Take into the cache what is asked for in any case."""

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """All that is written within, at once or not at all; nobody else writes from before it is looked at what is."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            yield

    def _trying(self, ask: Callable[[], T]) -> T:
        """What `ask` gives; where the cache cannot be used or shows to be damaged, what reading every record gives."""
        try:
            return ask()
        except (sqlite3.Error, ValueError, AttributeError, TypeError, EOFError) as error:  # garbled: of any kind
            if not isinstance(error, sqlite3.OperationalError):  # such as a cache someone else is writing to
                with contextlib.suppress(OSError):
                    self._cache.unlink()
            self._database.close()
            self._database = in_memory()
            self._begin()
            return ask()


def open_cache(cache: Path) -> sqlite3.Connection:
    """The cache, made anew where there is none, or a damaged one; in memory where it cannot be kept."""
    with contextlib.suppress(OSError, DiskError):
        disk.make_folder(cache.parent, disk.PRIVATE_FOLDER)
    for _ in range(2):
        with contextlib.suppress(OSError):  # SQLite would make it readable by others; what it puts beside it is like it
            os.close(os.open(cache, os.O_RDWR | os.O_CREAT, disk.PRIVATE))
        try:
            if database := _open(cache):
                return database
        except sqlite3.OperationalError:  # in use for long, or in a place that cannot be written
            break
        except (sqlite3.DatabaseError, ValueError, OSError):  # not a database at all, or taken away just now
            pass
        with contextlib.suppress(OSError):
            cache.unlink()
    return in_memory()


def _open(cache: Path) -> sqlite3.Connection | None:
    """The cache in that file, None where it is another version's or was cut off."""
    database = sqlite3.connect(cache, timeout=2, factory=_Database)
    try:
        usable = _is_usable(database, cache)
    except BaseException:
        database.close()
        raise
    if usable:
        return database
    database.close()
    return None


class _Database(sqlite3.Connection):
    """A connection that is closed when the last who had it lets it go, so that none has to be thought of."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.close()


def in_memory() -> sqlite3.Connection:
    """An empty cache that is gone when the program ends."""
    database = sqlite3.connect(":memory:", factory=_Database)
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
