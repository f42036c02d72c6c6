"""The catalogue: what all records of products say, by way of the index. Never trusts the cache unread.

Every record's file is looked at first. The cache may be deleted at any time.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from talktag.model.problem import Problem
from talktag.store.index.product_cache import ProductCache
from talktag.store.index.product_rows import Summary, Unreadable, packed_list, unpack
from talktag.store.index.stamps import slugs

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

__all__ = ["Catalogue", "Summary", "Unreadable", "slugs"]

_FACTS = (
    "SELECT facts, checksum, texts.text, count, entries.text, seen, lent_to, back, due"
    " FROM texts JOIN facts USING (slug) LEFT JOIN entries USING (slug)"
)
# Few products have entries, so that the texts are put together only for those.
_HOLDING = (
    "(instr(texts.text, ?) OR texts.slug IN (SELECT e.slug FROM entries e JOIN texts t USING (slug)"
    " WHERE instr(t.text || char(10) || e.text, ?)))"
)


class Catalogue(ProductCache):
    """The products of the store in `store`, cached in the file `cache`."""

    def products(self) -> tuple[Summary, ...]:
        """Every product whose record can be read, by name."""
        held = self._rows("SELECT listing, checksum FROM seen WHERE listing IS NOT NULL")
        if held and zlib.crc32(held[0][0]) == held[0][1]:
            return tuple([tuple.__new__(Summary, row) for row in marshal.loads(held[0][0])])  # noqa: S302 - own bytes
        return self._trying(self._list_anew)

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

    def _list_anew(self) -> tuple[Summary, ...]:
        """The listing made of the rows, and kept for the next who asks: whoever saves need not wait for it."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")  # so that no other process takes up a change in between
            listing = self._listing()
            packed = packed_list(listing)
            self._database.execute("UPDATE seen SET listing = ?, checksum = ?", (packed, zlib.crc32(packed)))
        return listing

    def _facts(self, texts: list[str]) -> tuple[Facts, ...]:
        self._refresh_entries()
        query = " AND ".join(["facts IS NOT NULL", *[_HOLDING] * len(texts)])
        twice = [text for text in texts for _ in range(2)]
        rows = self._database.execute(f"{_FACTS} WHERE {query}", twice).fetchall()
        found = [self._with_whereabouts(unpack(row)) for row in rows]
        found.sort(key=lambda facts: (facts.name.casefold(), facts.slug))
        return tuple(found)

    def _with_whereabouts(self, facts: Facts) -> Facts:
        if not facts.inside:
            return facts
        from talktag.model.products.containment import Spot, holders, whereabouts

        spot = Spot(facts.slug, facts.place, facts.inside)
        held_by = tuple(word for ident, outer in holders(facts.id, spot, self.spots) for word in (outer.slug, ident))
        return facts._replace(holders=held_by, place=whereabouts(facts.id, spot, self.spots))
