"""The catalogue: what all records of a store say, by way of a cache outside of it. Never trusts the cache unread.

Every record's file is looked at first. The cache may be deleted at any time; a damaged or locked one is left aside and
the records are read instead. No plaintext of a note ever enters it.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from talktag.model.problem import Problem
from talktag.store import layout
from talktag.store.index.product_rows import (
    Summary,
    Unreadable,
    by_name,
    packed_facts,
    packed_list,
    row_of,
    summary_of,
    unpacked,
)
from talktag.store.index.stamps import Folder, look, look_at_entries, records, slugs

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.products.containment import Spot
    from talktag.model.queries.facts import Facts

__all__ = ["Catalogue", "Summary", "Unreadable", "slugs"]

T = TypeVar("T")
_LISTED = (
    "SELECT slug, id, name, maker, model, serial, place, labels, tags, state, quantity, bought, price, warranty"
    " FROM products WHERE id IS NOT NULL"
)
_FACTS = (
    "SELECT facts, checksum, texts.text, count, entries.text, seen, lent_to, back, due"
    " FROM texts JOIN facts USING (slug) LEFT JOIN entries USING (slug)"
)
# Few products have entries, so that the texts are put together only for those.
_HOLDING = (
    "(instr(texts.text, ?) OR texts.slug IN (SELECT e.slug FROM entries e JOIN texts t USING (slug)"
    " WHERE instr(t.text || char(10) || e.text, ?)))"
)
_TAKE_UP = "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_JUST_WRITTEN = 2_000_000_000 if os.name == "nt" else 100_000_000  # nanoseconds within which a file may change unseen
_BY_VALUE = 2  # the marshal version whose bytes depend on the values alone


class Catalogue:
    """The products of the store in `store`, cached in the file `cache`."""

    def __init__(self, store: Path, cache: Path) -> None:
        from talktag.store.index.cache_file import open_cache

        self._store = store
        self._cache = cache
        self._database = open_cache(cache)
        self._folders: list[Folder] = []
        self._trying(self._refresh)

    def products(self) -> tuple[Summary, ...]:
        """Every product whose record can be read, by name."""
        held = self._rows("SELECT listing, checksum FROM seen")
        if held and zlib.crc32(held[0][0]) == held[0][1]:
            return tuple([tuple.__new__(Summary, row) for row in marshal.loads(held[0][0])])  # noqa: S302 - own bytes
        return self._trying(self._listing)

    def facts(self, texts: Iterable[str] = ()) -> tuple[Facts, ...]:
        """The facts of every product whose text holds each of `texts` (folded), by name; entries are part of the text.

        `place` is where the product is, which for one inside another is the place of that; `holders` are known.
        `notes` and `shares` are not counted.
        """
        wanted = [text.encode(errors="replace").decode() for text in texts]
        return self._trying(lambda: self._facts(wanted))

    def forms(self, slugs: Iterable[str]) -> list[dict[str, Any]]:
        """The products of those slugs, which must be among `products()`, in the JSON form of the contract."""
        import json

        from talktag.model.log.standing import Standing
        from talktag.store.index.stamps import count_notes

        self._trying(self._refresh_entries)
        forms = dict(self._rows("SELECT slug, form FROM forms"))
        entries = {
            slug: told for slug, *told in self._rows("SELECT slug, count, seen, lent_to, back, due FROM entries")
        }
        notes = count_notes(self._store)
        found = []
        for slug in slugs:
            form, (count, *said) = json.loads(forms[slug]), entries.get(slug, (0,))
            standing = Standing(*said).values(form["state"])
            counts = {"notes_count": notes.get(slug, 0), "entries_count": count}
            found.append({**form, **counts, **({"standing": standing} if standing else {})})
        return found

    def saying(self, words: Iterable[str]) -> tuple[str, ...]:
        """The slugs of the products whose JSON form has one of `words` in it, such as the hash of a file."""
        import json

        query = "SELECT slug FROM forms WHERE instr(form, ?)"
        found: set[str] = set()
        for word in words:
            escaped = json.dumps(word)[1:-1]
            rows = self._trying(lambda escaped=escaped: self._database.execute(query, (escaped,)).fetchall())  # type: ignore[misc]
            found.update(slug for (slug,) in rows)
        return tuple(sorted(found))

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """What each record says of where its product is, by the product's id."""
        from talktag.model.products.containment import Spot

        rows = self._rows("SELECT id, slug, place, inside FROM products WHERE id IS NOT NULL")
        return {ident: Spot(*spot) for ident, *spot in rows}

    def contents(self, ident: str) -> tuple[tuple[str, str], ...]:
        """Slug and name of each product whose record says it is inside the one of that id, by name."""
        query = "SELECT slug, name FROM products WHERE inside = ? AND id IS NOT NULL"
        found = self._trying(lambda: self._database.execute(query, (ident,)).fetchall())
        return tuple(sorted(found, key=lambda each: (each[1].casefold(), each[0])))

    def of_id(self, ident: str) -> tuple[str, str] | None:
        """Slug and name of the product of that id."""
        query = "SELECT slug, name FROM products WHERE id = ?"
        found = self._trying(lambda: self._database.execute(query, (ident,)).fetchone())
        return (found[0], found[1]) if found else None

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

    def _listing(self) -> tuple[Summary, ...]:
        rows = self._database.execute(_LISTED).fetchall()
        rows.sort(key=by_name)
        moved = self._moved()
        return tuple([summary_of(row, moved.get(row[0], row[6])) for row in rows])

    def _moved(self) -> dict[str, str | None]:
        """Where the products are that are inside another, by slug; nearly always few."""
        query = "SELECT slug, id, place, inside FROM products WHERE inside IS NOT NULL AND id IS NOT NULL"
        if not (contained := self._database.execute(query).fetchall()):
            return {}
        from talktag.model.products.containment import Spot, whereabouts

        return {slug: whereabouts(ident, Spot(slug, *spot), self.spots) for slug, ident, *spot in contained}

    def _facts(self, texts: list[str]) -> tuple[Facts, ...]:
        self._refresh_entries()
        query = " AND ".join(["facts IS NOT NULL", *[_HOLDING] * len(texts)])
        twice = [text for text in texts for _ in range(2)]
        rows = self._database.execute(f"{_FACTS} WHERE {query}", twice).fetchall()
        found = [self._placed(unpacked(row)) for row in rows]
        found.sort(key=lambda facts: (facts.name.casefold(), facts.slug))
        return tuple(found)

    def _placed(self, facts: Facts) -> Facts:
        if not facts.inside:
            return facts
        from talktag.model.products.containment import Spot, holders, whereabouts

        spot = Spot(facts.slug, facts.place, facts.inside)
        held_by = tuple(word for ident, outer in holders(facts.id, spot, self.spots) for word in (outer.slug, ident))
        return facts._replace(holders=held_by, place=whereabouts(facts.id, spot, self.spots))

    def _rows(self, query: str) -> list[Any]:
        return self._trying(lambda: self._database.execute(query).fetchall())

    def _trying(self, ask: Callable[[], T]) -> T:
        """What `ask` gives; where the cache cannot be used or shows to be damaged, what reading every record gives."""
        import sqlite3

        try:
            return ask()
        except (sqlite3.Error, ValueError, AttributeError, TypeError, EOFError) as error:  # garbled: of any kind
            from talktag.store.index.cache_file import in_memory

            if not isinstance(error, sqlite3.OperationalError):  # such as a cache someone else is writing to
                with contextlib.suppress(OSError):
                    self._cache.unlink()
            self._database.close()
            self._database = in_memory()
            self.__dict__.pop("spots", None)
            self._refresh()
            return ask()

    def _refresh(self) -> None:
        """Read again each record whose file is not as it was when it was last read."""
        now = time.time_ns()
        found, self._folders = look(self._store)
        seen = marshal.dumps(found, _BY_VALUE)
        held = self._database.execute("SELECT stamps FROM seen").fetchone()
        if held and held[0] == seen:
            return
        with self._database:
            self._database.execute("DELETE FROM seen")
            if self._update(records(found), now):
                listing = packed_list(self._listing())
                self._database.execute("INSERT INTO seen VALUES (?, ?, ?)", (seen, listing, zlib.crc32(listing)))

    def _update(self, wanted: Mapping[str, str], now: int) -> bool:
        """Forget the records that are gone, read those that changed; False where one might still be changing."""
        known = dict(self._database.execute("SELECT slug, stamp FROM products"))
        noted = {slug for (slug,) in self._database.execute("SELECT DISTINCT slug FROM problems")}  # some of no product
        changed = [slug for slug, stamp in wanted.items() if known.get(slug) != stamp]
        held = known.keys() | noted
        gone = [(slug,) for slug in (*(held - wanted.keys()), *(slug for slug in changed if slug in held))]
        for table in ("products", "texts", "facts", "forms", "problems"):
            self._database.executemany(f"DELETE FROM {table} WHERE slug = ?", gone)  # noqa: S608 - names from here
        settled = True
        for slug in changed:
            settled &= self._read(slug, wanted[slug], now)
        return settled

    def _read(self, slug: str, stamp: str, now: int) -> bool:
        """Take up one record; False where its file is so new that it might still change within the clock's tick."""
        import json

        from talktag.model.products.product_json import product_values
        from talktag.model.products.record import read_product
        from talktag.model.queries.facts import facts_of
        from talktag.model.toml.read import RECORD_LIMIT

        path = layout.record(slug)
        data = self._content(path, RECORD_LIMIT)
        if isinstance(data, str):
            return self._note(slug, Problem("unreadable", path, data))
        reading = read_product(data, path, slug)
        for problem in reading.problems:
            self._note(slug, problem)
        settled = _is_settled(stamp, now)
        facts = reading.value and facts_of(reading.value, notes=0, entries=0)
        row = row_of(facts) if facts else (None,) * 14
        self._database.execute(_TAKE_UP, (slug, stamp if settled else "", *row))
        if reading.value and facts:
            packed = packed_facts(facts)
            form = json.dumps(product_values(reading.value, 0, 0))
            self._database.execute("INSERT INTO texts VALUES (?, ?)", (slug, facts.text))
            self._database.execute("INSERT INTO facts VALUES (?, ?, ?)", (slug, packed, zlib.crc32(packed)))
            self._database.execute("INSERT INTO forms VALUES (?, ?)", (slug, form))
        return settled

    def _refresh_entries(self) -> None:
        """Read again the entries of each product whose file of them is not as it was when it was last read."""
        now = time.time_ns()
        wanted = look_at_entries(self._folders)
        known = dict(self._database.execute("SELECT slug, stamp FROM entries"))
        changed = [slug for slug, stamp in wanted.items() if known.get(slug) != stamp]
        gone = known.keys() - wanted.keys()
        if not (changed or gone):
            return
        with self._database:
            self._database.executemany("DELETE FROM entries WHERE slug = ?", [(slug,) for slug in (*gone, *changed)])
            for slug in changed:
                stamp = wanted[slug] if _is_settled(wanted[slug], now) else ""
                row = (slug, stamp, *self._entries(slug))
                self._database.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _entries(self, slug: str) -> tuple[int | str | None, ...]:
        """How many entries a product has, their words, folded, and what they add up to."""
        from talktag.model.log.entry import entries_text, read_entries
        from talktag.model.log.log_text import ENTRIES_LIMIT
        from talktag.model.log.standing import standing_of

        path = layout.entries(slug)
        data = self._content(path, ENTRIES_LIMIT)
        entries = () if isinstance(data, str) else read_entries(data, path).value or ()
        return len(entries), entries_text(entries) or None, *standing_of(entries)

    def _content(self, path: str, limit: int) -> bytes | str:
        """The bytes of a file, one more than `limit` of a larger one, so that it is refused; or why it has none."""
        try:
            with (self._store / path).open("rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            return error.strerror or "cannot be read"

    def _note(self, slug: str, problem: Problem) -> bool:
        values = (problem.name, problem.path, problem.message, problem.line, problem.field, problem.severity)
        self._database.execute("INSERT INTO problems VALUES (?, ?, ?, ?, ?, ?, ?)", (slug, *values))
        return False


def _is_settled(stamp: str, now: int) -> bool:
    """Whether a file is older than the grain of its times."""
    return now - int(stamp.partition(" ")[0]) > _JUST_WRITTEN
