"""What the index keeps of each product's record and log, and how it comes to be as the files are now.

A change costs what changed: the rows of the records that look different are written anew, and what follows from many
of them waits until somebody asks. A damaged or locked cache is left aside and the records are read instead. No
plaintext of a note ever enters it.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talktag.model.products.product import GONE
from talktag.store import layout
from talktag.store.index.cache_file import Cached
from talktag.store.index.looks import Held, change_since, look_to_keep, pack
from talktag.store.index.product_rows import line_of, packed_facts, row_of
from talktag.store.index.stamps import Folder, Look, Stamp, group_stamps, is_record, is_settled, look, look_at_entries

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.products.containment import Spot
    from talktag.store.index.product_reading import TakenUp

_AT_ONCE = 500  # records that are in memory together
_LOOKS = "SELECT folder, look FROM looks WHERE folder GLOB 'products/?'"
_KEEP = "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?)"
_UNPLACE = "UPDATE lines SET cells = NULL WHERE number IN (SELECT number FROM products WHERE inside IS NOT NULL)"
_LOGS = "entries.toml"  # what the look at all logs is kept under


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
        return self._trying(self._spots)

    def _spots(self) -> Mapping[str, Spot]:
        from talktag.model.products.containment import Spot

        rows = self._database.execute("SELECT id, slug, place, inside FROM products ORDER BY slug")
        return {ident: Spot(*spot) for ident, *spot in rows}

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._trying(lambda: self._database.execute(query, values).fetchall())

    def _refresh(self) -> None:
        """Read again each record whose file is not as it was when it was last read."""
        now = time.time_ns()
        groups = group_stamps(self._store)
        found, self._folders = look(self._store)
        seen = {folder_of(letter): pack(names, stamps) for letter, names, stamps in found}
        if dict(self._database.execute(_LOOKS)) == seen:
            return
        with self._writing():
            held = dict(self._database.execute(_LOOKS))
            lost: Look = [(folder[-1], [], []) for folder in held.keys() - seen.keys()]
            for letter, names, stamps in (*found, *lost):
                if held.get(folder := folder_of(letter)) != seen.get(folder):
                    self._refresh_group(letter, (names, stamps), groups.get(letter), now)

    def _refresh_group(
        self, letter: str, found: tuple[Sequence[str], Sequence[Stamp]], outside: Stamp | None, now: int
    ) -> None:
        """Forget the records of one letter that are gone or changed, and take up those that are new or changed.

        `found` are their names and stamps, looked at after the stamp of the folder itself, which is `outside`.
        """
        folder = folder_of(letter)
        fresh, stale = change_since(self._last_look(folder), *found)
        stamp_of = dict(zip(*found, strict=True))
        unsure = {name for name in fresh if not is_settled(stamp_of[name], now)}
        there = {name[:-5]: stamp_of[name] for name in sorted(fresh) if is_record(letter, name, stamp_of[name])}
        unsure |= self._replace([name[:-5] for name in stale], there, unsure)
        if not (outside or found[0]):  # there is no such folder any more
            self._database.execute("DELETE FROM looks WHERE folder = ?", (folder,))
            return
        is_whole = outside and not unsure and is_settled(outside, now)
        self._database.execute(_KEEP, (folder, *look_to_keep(*found, unsure), pack(outside) if is_whole else None))

    def _replace(self, stale: Sequence[str], there: Mapping[str, Stamp], unsure: Collection[str]) -> set[str]:
        """Forget what was known of the `stale` slugs, and read those that are `there`, by their stamps.

        The names of the files that are not to be relied on: those of `unsure`, and those that could not be read.
        """
        before = self._forget(stale)
        after: dict[str, tuple[str | None, ...]] = {}
        failed = set(unsure)
        for taken in self._take_up(there, unsure):
            failed |= {f"{each.slug}.toml" for each in taken if not each.is_sure}
            after |= {each.slug: (each.facts.id, each.facts.place, each.facts.inside) for each in taken if each.facts}
        if before != after:  # what is inside of these may be somewhere else now
            self._database.execute(_UNPLACE)
        return failed

    def _last_look(self, folder: str) -> Held | None:
        row = self._database.execute("SELECT look, checksum FROM looks WHERE folder = ?", (folder,)).fetchone()
        return Held(*row) if row else None

    def _forget(self, slugs: Iterable[str]) -> dict[str, tuple[str | None, ...]]:
        """Take out what was known of the products of those slugs; id, place and holder of each."""
        query = "SELECT slug, number, name, state, id, place, inside FROM products WHERE slug = ?"
        rows = [row for slug in slugs for row in self._database.execute(query, (slug,))]
        for table in ("products", "texts", "facts", "forms"):
            numbers = [(number,) for _, number, *_ in rows]
            self._database.executemany(f"DELETE FROM {table} WHERE number = ?", numbers)  # noqa: S608 - names from here
        lines = [(state in GONE, name.casefold(), slug) for slug, _, name, state, *_ in rows]
        self._database.executemany("DELETE FROM lines WHERE gone = ? AND folded = ? AND slug = ?", lines)
        for table in ("problems", "unreadable", "found_by"):
            self._database.executemany(f"DELETE FROM {table} WHERE slug = ?", [(slug,) for slug in slugs])  # noqa: S608
        self._forget_dues(slugs, of_log=False)
        return {slug: tuple(spot) for slug, _, _, _, *spot in rows}

    def _forget_dues(self, slugs: Iterable[str], *, of_log: bool) -> None:
        rows = [(slug, of_log) for slug in slugs]
        self._database.executemany("DELETE FROM dues WHERE slug = ? AND of_log = ?", rows)

    def _take_up(self, there: Mapping[str, Stamp], unsure: Collection[str]) -> Iterator[Sequence[TakenUp]]:
        """Read the records of those slugs, and keep what they say with their stamps; some at a time."""
        if not there:
            return
        from talktag.store.index.product_reading import take_up

        slugs = list(there)
        sure = {slug: pack(stamp) for slug, stamp in there.items() if f"{slug}.toml" not in unsure}
        for start in range(0, len(slugs), _AT_ONCE):
            taken = [take_up(self._store, slug) for slug in slugs[start : start + _AT_ONCE]]
            self._keep(taken, sure)
            yield taken

    def _keep(self, taken: Sequence[TakenUp], stamps: Mapping[str, bytes]) -> None:
        (last,) = self._database.execute("SELECT coalesce(max(number), 0) FROM products").fetchone()
        whole = [(number, each.facts, each.form) for number, each in enumerate(taken, last + 1) if each.facts]
        packed = [(number, packed_facts(facts)) for number, facts, _ in whole]
        problems = [(each.slug, *problem) for each in taken for problem in each.problems]
        rows: dict[str, list[tuple[Any, ...]]] = {
            "products": [(number, stamps.get(facts.slug), *row_of(facts)) for number, facts, _ in whole],
            "lines": [
                (
                    facts.state in GONE,
                    facts.name.casefold(),
                    facts.slug,
                    number,
                    None if facts.inside else line_of(facts, facts.place),
                )
                for number, facts, _ in whole
            ],
            "texts": [(number, facts.slug, facts.text) for number, facts, _ in whole],
            "facts": [(number, data, zlib.crc32(data)) for number, data in packed],
            "forms": [(number, form) for number, _, form in whole],
            "unreadable": [(each.slug,) for each in taken if not each.facts],
            "problems": problems,
            "found_by": [(*key, each.slug) for each in taken for key in each.keys],
            "dues": [(each.slug, False, *row) for each in taken for row in each.dues],
        }
        for table, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - names from here

    def _refresh_entries(self) -> None:
        """Read again the log of each product whose file of it is not as it was when it was last read."""
        now = time.time_ns()
        slugs, stamps = look_at_entries(self._folders)
        held = self._last_look(_LOGS)
        if pack(slugs, stamps) == (held.look if held else pack([], [])):
            return
        from talktag.store.index.product_reading import take_up_log

        with self._writing():
            fresh, stale = change_since(self._last_look(_LOGS), slugs, stamps)
            self._database.executemany("DELETE FROM entries WHERE slug = ?", [(slug,) for slug in stale])
            self._forget_dues(stale, of_log=True)
            logs = [(slug, take_up_log(self._store, slug)) for slug in fresh]
            rows = [(slug, *log.values) for slug, log in logs]
            self._database.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            dues = [(slug, True, *row) for slug, log in logs for row in log.dues]
            self._database.executemany("INSERT INTO dues VALUES (?, ?, ?, ?, ?, ?)", dues)
            unsure = {slug for slug, stamp in zip(slugs, stamps, strict=True) if not is_settled(stamp, now)}
            self._database.execute(_KEEP, (_LOGS, *look_to_keep(slugs, stamps, unsure), None))


def folder_of(letter: str) -> str:
    """Where the records of one letter are."""
    return f"{layout.PRODUCTS}/{letter}"
