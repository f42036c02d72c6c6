"""The catalogue: what all records of products say, by way of the index. Never trusts the cache unread.

Every record's file is looked at first. The cache may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talktag.model.problem import Problem
from talktag.model.products.product import GONE
from talktag.store.index.due_catalogue import DueCatalogue
from talktag.store.index.product_rows import Summary, Unreadable, by_name, line_of, summary_of, unpack
from talktag.store.slugs import slugs

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts
    from talktag.model.ready.json_texts import JsonTexts

__all__ = ["Catalogue", "Summary", "Unreadable", "slugs"]

_SUMMARIES = (
    "SELECT slug, id, name, maker, model, serial, place, labels, tags, state, quantity, bought, price, warranty"
    " FROM products"
)
_PLACED = "UPDATE lines SET cells = ? WHERE gone = ? AND folded = ? AND slug = ?"
_LINES = "SELECT cells FROM lines WHERE gone = 0 ORDER BY folded, slug"
_FORMS = "SELECT slug, form FROM lines JOIN forms USING (number) WHERE gone = 0 ORDER BY folded, slug"
_FORM = "SELECT slug, form FROM products JOIN forms USING (number) WHERE slug = ?"
_LOGS = "SELECT slug, count, seen, lent_to, back, due FROM entries"
_FACTS = (
    "SELECT facts, checksum, texts.text, count, entries.text, seen, lent_to, back, due"
    " FROM texts JOIN facts USING (number) LEFT JOIN entries USING (slug)"
)
# Few products have entries, so that the texts are put together only for those.
_HOLDING = (
    "(instr(texts.text, ?) OR texts.slug IN (SELECT e.slug FROM entries e JOIN texts t USING (slug)"
    " WHERE instr(t.text || char(10) || e.text, ?)))"
)


class Catalogue(DueCatalogue):
    """The products of the store in `store`, cached in the file `cache`."""

    def products(self) -> tuple[Summary, ...]:
        """Every product whose record can be read, by name."""
        return self._trying(self._products)

    def lines(self) -> list[str]:
        """The products that are not gone as a list shows them, the cells of each joined to one text; by name."""
        return self._trying(self._lines)

    def count_here(self) -> int:
        """How many products there are, less those that are gone."""
        return int(self._rows("SELECT count(*) FROM lines WHERE gone = 0")[0][0])

    def count_gone(self) -> int:
        """How many products one no longer has."""
        return int(self._rows("SELECT count(*) FROM lines WHERE gone = 1")[0][0])

    def prices(self) -> list[tuple[str, int]]:
        """The price and the quantity of each product that is not gone and has a price."""
        query = "SELECT price, quantity FROM lines JOIN products USING (number) WHERE gone = 0 AND price IS NOT NULL"
        return self._rows(query)

    def facts(self, texts: Iterable[str] = ()) -> tuple[Facts, ...]:
        """The facts of every product whose text holds each of `texts` (folded), by name; entries are part of the text.

        `place` is where the product is, which for one inside another is the place of that; `holders` are known.
        `notes` and `shares` are not counted.
        """
        wanted = [text.encode(errors="replace").decode() for text in texts]
        return self._trying(lambda: self._facts(wanted))

    def forms(self, slugs: Iterable[str] | None = None) -> JsonTexts:
        """The products of those slugs, in their order, in the JSON form of the contract; left out: all not gone."""
        from talktag.model.ready.json_texts import JsonTexts

        wanted = None if slugs is None else tuple(slugs)
        return JsonTexts(self._trying(lambda: self._forms(wanted)))

    def count_notes(self) -> dict[str, int]:
        """The slug of each product that has private notes, and how many; nothing is opened."""
        from talktag.store.index.stamps import count_notes

        return count_notes(self._folders)

    def saying(self, words: Iterable[str]) -> tuple[str, ...]:
        """The slugs of the products whose JSON form has one of `words` in it, such as the hash of a file."""
        import json

        query = "SELECT slug FROM forms JOIN texts USING (number) WHERE instr(form, ?)"
        found: set[str] = set()
        for word in words:
            escaped = json.dumps(word)[1:-1]
            found.update(slug for (slug,) in self._rows(query, escaped))
        return tuple(sorted(found))

    def contents(self, ident: str) -> tuple[tuple[str, str], ...]:
        """Slug and name of each product whose record says it is inside the one of that id, by name."""
        found = self._rows("SELECT slug, name FROM products WHERE inside = ?", ident)
        return tuple(sorted(found, key=lambda each: (each[1].casefold(), each[0])))

    def money(self) -> dict[str, str]:
        """What the log of each product tells of money, as the index keeps it, by slug; of most there is nothing."""

        def ask() -> dict[str, str]:
            self._refresh_entries()
            return dict(self._database.execute("SELECT slug, money FROM entries WHERE money IS NOT NULL"))

        return self._trying(ask)

    def needs(self) -> list[tuple[str, str]]:
        """The id of each product that another needs, and the slug of that one."""
        return self._rows("SELECT value, slug FROM found_by WHERE key = 'needs' ORDER BY value, slug")

    def of_id(self, ident: str) -> tuple[str, str] | None:
        """Slug and name of the product of that id."""
        found = self._rows("SELECT slug, name FROM products WHERE id = ? ORDER BY slug", ident)
        return (found[0][0], found[0][1]) if found else None

    def unreadable(self) -> tuple[Unreadable, ...]:
        """The records of which no product could be made."""
        return tuple(Unreadable(slug, slug) for (slug,) in self._rows("SELECT slug FROM unreadable"))

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with any record, in the order of the files."""
        rows = self._rows("SELECT name, path, message, line, field, severity FROM problems ORDER BY path, line")
        return tuple(Problem(*row) for row in rows)

    def _products(self) -> tuple[Summary, ...]:
        rows = self._database.execute(_SUMMARIES).fetchall()
        rows.sort(key=by_name)
        moved = self._places_of_contained()
        return tuple([summary_of(row, moved.get(row[0], row[6])) for row in rows])

    def _lines(self) -> list[str]:
        lines = [cells for (cells,) in self._database.execute(_LINES)]
        if None not in lines:
            return lines
        with self._writing():
            self._place_lines()
        return [cells for (cells,) in self._database.execute(_LINES)]

    def _place_lines(self) -> None:
        """Make the lines of products whose place hangs on others, as far as those changed since somebody asked."""
        query = f"{_SUMMARIES} JOIN lines USING (number, slug) WHERE cells IS NULL"
        moved = self._places_of_contained()
        products = (summary_of(row, moved[row[0]]) for row in self._database.execute(query).fetchall())
        lines = [(line_of(each, each.place), each.state in GONE, each.name.casefold(), each.slug) for each in products]
        self._database.executemany(_PLACED, lines)

    def _forms(self, slugs: Iterable[str] | None) -> list[str]:
        from talktag.model.log.standing import Standing
        from talktag.model.products.product_texts import with_log

        self._refresh_entries()
        if slugs is None:
            rows = self._database.execute(_FORMS).fetchall()
        else:
            rows = [row for slug in slugs for row in self._database.execute(_FORM, (slug,))]
        logs = {slug: told for slug, *told in self._database.execute(_LOGS)}
        notes = self.count_notes()
        for number, (slug, text) in enumerate(rows if logs or notes else ()):
            if slug in logs or slug in notes:
                count, *said = logs.get(slug, (0,))
                rows[number] = slug, with_log(text, notes.get(slug, 0), count, Standing(*said).values)
        return [text for _, text in rows]

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
