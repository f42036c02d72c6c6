"""What the index tells of what is due, lost or without proof, a look at every record's file having been taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from talktag.store.index.product_cache import ProductCache
from talktag.store.index.product_rows import unpack

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from talktag.model.due.due_item import DueItem

# A loan is due while the record says lent; of what one parted with nothing is, lost things among what is.
_DUES = (
    " FROM dues JOIN products USING (slug)"
    " WHERE (is_loan = 0 OR state = 'lent') AND state NOT IN ('sold', 'given', 'recycled')"
)
_ROW = f"SELECT day, text, series, id, slug, name, place, state{_DUES}"
_TOLD = f"{_ROW} AND series = '' AND (day = '' OR day <= ? AND (of_log OR day >= ?))"
_AGAIN = f"{_ROW} AND series <> ''"  # on which of its days it is due next, only a day can tell
_LATER = f"SELECT count(*), min(day){_DUES} AND series = '' AND day > ?"
# The price is text that begins with the amount and ends in the currency.
_UNPROVEN = (
    " FROM lines JOIN products USING (number) WHERE gone = 0 AND lacks > 0 AND CAST(price AS REAL) >"
    " CASE WHEN substr(price, -3) = :currency THEN :amount WHEN :currency <> '' THEN 9e999"
    " WHEN instr(:whole, substr(price, -3)) THEN :amount * 100 ELSE :amount END"
)
_DEAREST = (
    f"SELECT products.slug, name, price, lacks{_UNPROVEN} ORDER BY CAST(price AS REAL) DESC, products.slug LIMIT 20"
)
_LOST = (
    "SELECT products.slug, name FROM lines JOIN products USING (number) WHERE gone = 1 AND state = 'lost'"
    " ORDER BY folded, products.slug"
)
_TAGGED = (
    "SELECT facts, checksum, '', 0, NULL, NULL, NULL, NULL, NULL"
    " FROM products JOIN facts USING (number) WHERE tags <> ''"
)
_NAMED = (
    "SELECT slug, name, place FROM found_by JOIN products USING (slug) WHERE key = 'id' AND value = ? ORDER BY slug"
)


class Dear(NamedTuple):
    """A product of some worth; `lacks` is 1 without a receipt, 2 without a photo, 3 without both."""

    slug: str
    name: str
    price: str
    lacks: int


class DueCatalogue(ProductCache):
    """The same cache, asked for what a person should look after."""

    def dues(self, today: datetime.date, last: datetime.date) -> tuple[DueItem, ...]:
        """What is due of products up to the day `last`, by their records and logs; also what waits for a meter."""
        return self._trying(lambda: self._dues(today, last))

    def dues_after(self, today: datetime.date, day: datetime.date) -> tuple[int, str | None]:
        """How many more things are due after that day, as of `today`, and the day of the first, in ISO form."""

        def ask() -> tuple[int, str | None]:
            self._refresh_entries()
            count, first = self._database.execute(_LATER, (day.isoformat(),)).fetchone()
            days = [str(each.date) for each in self._again(today) if each.date and each.date > day]
            return int(count) + len(days), min(filter(None, (first, *days)), default=None)

        return self._trying(ask)

    def unproven(self, amount: float, currency: str = "") -> tuple[int, tuple[Dear, ...]]:
        """How many products here cost more than `amount` apiece and lack a proof, and the dearest twenty of them.

        With a `currency` those in it alone; without one those in any, in one that has no cents from a hundred times as
        much on.
        """
        from talktag.model.values.currency import MINOR_UNITS

        whole = " ".join(code for code, places in MINOR_UNITS.items() if not places)
        asked = {"amount": amount, "currency": currency, "whole": whole}

        def ask() -> tuple[int, tuple[Dear, ...]]:
            (count,) = self._database.execute(f"SELECT count(*){_UNPROVEN}", asked).fetchone()
            return int(count), tuple(Dear(*row) for row in self._database.execute(_DEAREST, asked).fetchall())

        return self._trying(ask)

    def lost_products(self) -> tuple[tuple[str, str], ...]:
        """Slug and name of each product that is lost, by name."""
        return tuple((slug, name) for slug, name in self._rows(_LOST))

    def live_tags(self) -> Mapping[str, str]:
        """The tag that is on each product which has one, by slug."""

        def ask() -> Mapping[str, str]:
            facts = (unpack(row) for row in self._database.execute(_TAGGED))
            return {each.slug: each.live_tag for each in facts if each.live_tag}

        return self._trying(ask)

    def products_of_ids(self, idents: Iterable[str]) -> Mapping[str, tuple[str, str, str | None]]:
        """Slug, name and place of the products of those ids, by id; one that is not here is left out."""
        found = {ident: self._rows(_NAMED, ident) for ident in idents}
        return {ident: tuple(rows[0]) for ident, rows in found.items() if rows}

    def _dues(self, today: datetime.date, last: datetime.date) -> tuple[DueItem, ...]:
        from talktag.model.due.due_item import due_order, oldest_told

        self._refresh_entries()
        found = self._items(_TOLD, last.isoformat(), oldest_told(today).isoformat())
        found += [each for each in self._again(today) if each.is_told(today, last)]
        moved = self._places_of_contained() if found else {}
        return tuple(sorted((each._replace(place=moved.get(each.slug, each.place)) for each in found), key=due_order))

    def _again(self, today: datetime.date) -> list[DueItem]:
        """What comes again by itself, as of a day."""
        return [each for item in self._items(_AGAIN) if (each := item.as_of(today))]

    def _items(self, query: str, *values: object) -> list[DueItem]:
        from talktag.model.due.due_text import from_row

        rows = self._database.execute(query, values).fetchall()
        return [from_row(day, text, product, series) for day, text, series, *product in rows]

    def _places_of_contained(self) -> dict[str, str | None]:
        """Where the products are that are inside another, by slug; nearly always few."""
        query = "SELECT slug, id, place, inside FROM products WHERE inside IS NOT NULL"
        if not (contained := self._database.execute(query).fetchall()):
            return {}
        from talktag.model.products.containment import Spot, whereabouts

        spots = self._spots()
        return {slug: whereabouts(ident, Spot(slug, *spot), spots) for slug, ident, *spot in contained}
