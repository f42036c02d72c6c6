"""What the index keeps of each product's record and entries, and how it comes to be as the files are now.

A damaged or locked cache is left aside and the records are read instead. No plaintext of a note ever enters it.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talktag.model.problem import Problem
from talktag.store import layout
from talktag.store.index.cache_file import Cached, pack_look
from talktag.store.index.product_rows import Summary, by_name, keys_of, packed_facts, row_of, summary_of
from talktag.store.index.stamps import Folder, group_stamps, is_settled, look, look_at_entries, records

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.products.containment import Spot

_LISTED = (
    "SELECT slug, id, name, maker, model, serial, place, labels, tags, state, quantity, bought, price, warranty"
    " FROM products WHERE id IS NOT NULL"
)
_TAKE_UP = "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class ProductCache(Cached):
    """What is kept in the file `cache` of the products of the store in `store`; as their files are, once it is made."""

    def __init__(self, store: Path, cache: Path) -> None:
        super().__init__(cache)
        self._store = store
        self._folders: list[Folder] = []
        self._trying(self._refresh)

    def _begin(self) -> None:
        self.__dict__.pop("spots", None)
        self._refresh()

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """What each record says of where its product is, by the product's id."""
        from talktag.model.products.containment import Spot

        rows = self._rows("SELECT id, slug, place, inside FROM products WHERE id IS NOT NULL")
        return {ident: Spot(*spot) for ident, *spot in rows}

    def _rows(self, query: str) -> list[Any]:
        return self._trying(lambda: self._database.execute(query).fetchall())

    def _listing(self) -> tuple[Summary, ...]:
        rows = self._database.execute(_LISTED).fetchall()
        rows.sort(key=by_name)
        moved = self._places_of_contained()
        return tuple([summary_of(row, moved.get(row[0], row[6])) for row in rows])

    def _places_of_contained(self) -> dict[str, str | None]:
        """Where the products are that are inside another, by slug; nearly always few."""
        query = "SELECT slug, id, place, inside FROM products WHERE inside IS NOT NULL AND id IS NOT NULL"
        if not (contained := self._database.execute(query).fetchall()):
            return {}
        from talktag.model.products.containment import Spot, whereabouts

        return {slug: whereabouts(ident, Spot(slug, *spot), self.spots) for slug, ident, *spot in contained}

    def _refresh(self) -> None:
        """Read again each record whose file is not as it was when it was last read."""
        now = time.time_ns()
        groups = group_stamps(self._store)
        found, self._folders = look(self._store)
        seen = pack_look(found)
        held = self._database.execute("SELECT stamps FROM seen").fetchone()
        if held and held[0] == seen:
            return
        with self._database:
            self._database.execute("DELETE FROM seen")
            if self._update(records(found), now):
                self._database.execute("INSERT INTO seen (stamps) VALUES (?)", (seen,))
                self._believe(groups, now)

    def _believe(self, groups: Mapping[str, str], now: int) -> None:
        """Keep in mind that the rows are as the records in these folders are, which have those stamps."""
        settled = [group for group in groups.items() if is_settled(group[1], now)]
        self._database.executemany("INSERT OR REPLACE INTO groups VALUES (?, ?)", settled)

    def _update(self, wanted: Mapping[str, str], now: int, letter: str = "") -> bool:
        """Forget the records that are gone, read those that changed; False where one might still be changing.

        `wanted` has the stamps of all records, or of all whose slug begins with `letter`.
        """
        span = letter, f"{letter}~"  # which comes behind every sign of a slug
        known = dict(self._database.execute("SELECT slug, stamp FROM products WHERE slug BETWEEN ? AND ?", span))
        problems = self._database.execute("SELECT DISTINCT slug FROM problems WHERE slug BETWEEN ? AND ?", span)
        noted = {slug for (slug,) in problems}  # some of no product
        changed = [slug for slug, stamp in wanted.items() if known.get(slug) != stamp]
        held = known.keys() | noted
        gone = [(slug,) for slug in (*(held - wanted.keys()), *(slug for slug in changed if slug in held))]
        self._forget(gone)
        settled = True
        for slug in changed:
            settled &= self._read(slug, wanted[slug], now)
        return settled

    def _forget(self, gone: Sequence[tuple[str]]) -> None:
        for table in ("products", "found_by", "texts", "facts", "forms", "problems"):
            self._database.executemany(f"DELETE FROM {table} WHERE slug = ?", gone)  # noqa: S608 - names from here

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
        settled = is_settled(stamp, now)
        facts = reading.value and facts_of(reading.value, notes=0, entries=0)
        row = row_of(facts) if facts else (None,) * 14
        self._database.execute(_TAKE_UP, (slug, stamp if settled else "", *row))
        if reading.value and facts:
            packed = packed_facts(facts)
            form = json.dumps(product_values(reading.value, 0, 0))
            keys = {(key, value, slug) for key, value in keys_of(reading.value)}
            self._database.executemany("INSERT INTO found_by VALUES (?, ?, ?)", keys)
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
                stamp = wanted[slug] if is_settled(wanted[slug], now) else ""
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
