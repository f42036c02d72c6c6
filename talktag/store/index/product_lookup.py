"""Single products by what their records say: an id, what they are inside of, a tag, a place, the hash of a file.

It looks at no record that it does not tell of, so that one product costs the same among fifty thousand as among ten.
Trusted is the stamp of each folder of records: talktag, Git, sync programs and most editors change a record by putting
another file in its place, which changes the stamp of the folder, and then every record in it is looked at. What is told
is checked by the stamp of its own file besides. What is missed, until the next command that looks at all records, is a
record that somebody wrote over in place to say what it did not say before.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import NamedTuple

from talktag.store import layout
from talktag.store.index.product_cache import ProductCache
from talktag.store.index.stamps import group_stamps, look_into, records, stamp_of

_FOUND = (
    "SELECT slug, stamp, id, name, place, inside FROM found_by JOIN products USING (slug)"
    " WHERE key = ? AND found_by.value = ? ORDER BY slug"
)
# Each value once, by going from one to the next; there are far fewer places than products.
_VALUES = (
    "WITH RECURSIVE each(value) AS (SELECT min(value) FROM found_by WHERE key = :key UNION ALL"
    " SELECT (SELECT min(value) FROM found_by WHERE key = :key AND value > each.value) FROM each"
    " WHERE each.value IS NOT NULL) SELECT value FROM each WHERE value IS NOT NULL"
)


class Found(NamedTuple):
    """A product as its record names it, and what that says of where it is."""

    slug: str
    id: str
    name: str
    place: str | None
    inside: str | None


class ProductLookup(ProductCache):
    """Finds products of the store in `store` by way of the cache file `cache`."""

    def products(self, key: str, value: str) -> tuple[Found, ...]:
        """The products that have that value of a key, by slug."""
        return self._trying(lambda: self._rows_of(key, value.encode(errors="replace").decode()))

    def values(self, key: str) -> tuple[str, ...]:
        """Every value of a key, each once."""
        return self._trying(lambda: tuple(row[0] for row in self._database.execute(_VALUES, {"key": key})))

    def _rows_of(self, key: str, value: str) -> tuple[Found, ...]:
        rows = self._database.execute(_FOUND, (key, value)).fetchall()
        old = {slug: now for slug, stamp, *_ in rows if (now := stamp_of(self._store / layout.record(slug))) != stamp}
        if old:
            self._read_again(old.items())
            rows = self._database.execute(_FOUND, (key, value)).fetchall()
        return tuple(Found(slug, *said) for slug, _, *said in rows)

    def _refresh(self) -> None:
        """Look at the records of each folder that is not as it was when all in it were last looked at."""
        now = time.time_ns()
        groups = group_stamps(self._store)
        held = dict(self._database.execute("SELECT letter, stamp FROM groups"))
        if groups == held:
            return
        with self._database:
            for letter in groups.keys() | held.keys():
                if groups.get(letter) != held.get(letter):
                    self._refresh_group(letter, groups, now)

    def _refresh_group(self, letter: str, groups: dict[str, str], now: int) -> None:
        self._database.execute("DELETE FROM groups WHERE letter = ?", (letter,))
        folder = str(self._store / layout.PRODUCTS / letter)
        names, stamps, _ = look_into(folder, (".toml",)) if letter in groups else ([], [], [])
        if self._update(records([(letter, names, stamps)]), now, letter) and letter in groups:
            self._believe({letter: groups[letter]}, now)

    def _read_again(self, slugs: Iterable[tuple[str, str | None]]) -> None:
        """Read the records of those slugs again, each with its stamp, None where it is gone."""
        now = time.time_ns()
        with self._database:
            for slug, stamp in slugs:
                self._forget([(slug,)])
                if stamp is not None:
                    self._read(slug, stamp, now)
