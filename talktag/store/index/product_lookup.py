"""Single products by what their records say: an id, what they are inside of, a tag, a place, the hash of a file.

It looks at no record that it does not tell of, so that one product costs the same among fifty thousand as among ten.
Trusted is the stamp of each folder of records: talktag, Git, sync programs and many editors change a record by putting
another file in its place, which changes the stamp of the folder, and then every record in it is looked at. What is told
is checked by the stamp of its own file besides. What is missed, until the next command that looks at all records, is a
record that was written over in place, as nano does, to say what it did not say before.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from talktag.store import layout
from talktag.store.index.looks import pack
from talktag.store.index.product_cache import ProductCache, folder_of
from talktag.store.index.stamps import group_stamps, is_settled, look_into, stamp_of

_FOUND = (
    "SELECT slug, stamp, id, name, place, inside FROM found_by JOIN products USING (slug)"
    " WHERE key = ? AND found_by.value = ? ORDER BY slug"
)
_OUTSIDE = "SELECT folder, outside FROM looks WHERE folder GLOB 'products/?' AND outside IS NOT NULL"
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
        clock = time.time_ns()
        now = {slug: stamp_of(self._store / layout.record(slug)) for slug, *_ in rows}
        if old := [slug for slug, stamp, *_ in rows if stamp is None or stamp != pack(now[slug])]:
            with self._writing():
                there = {slug: stamp for slug in old if (stamp := now[slug])}
                unsure = {f"{slug}.toml" for slug, stamp in there.items() if not is_settled(stamp, clock)}
                self._replace(old, there, unsure)
            rows = self._database.execute(_FOUND, (key, value)).fetchall()
        return tuple(Found(slug, *said) for slug, _, *said in rows)

    def _refresh(self) -> None:
        """Look at the records of each folder that is not as it was when all in it were last looked at."""
        now = time.time_ns()
        groups = group_stamps(self._store)
        seen = {folder_of(letter): pack(stamp) for letter, stamp in groups.items()}
        held = dict(self._database.execute(_OUTSIDE))
        if seen == held:
            return
        with self._writing():
            for folder in sorted(
                folder for folder in seen.keys() | held.keys() if seen.get(folder) != held.get(folder)
            ):
                letter = folder[-1]
                names, stamps, _ = look_into(str(self._store / folder), (".toml",)) if folder in seen else ([], [], [])
                self._refresh_group(letter, (names, stamps), groups.get(letter), now)
