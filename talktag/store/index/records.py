"""What the records of any collection are found by: ids, parties, dates. It says where to look, never what is there.

Whoever asks reads the files it names, so that nothing is ever told out of the cache; the cache only saves opening the
files that are not meant. For that, the stamps of all files in the folder are looked at first, and each one that changed
is read again. The keys of a record are all that is kept of it.
"""

from __future__ import annotations

import stat
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from talktag import disk
from talktag.errors import TalktagError
from talktag.store import layout
from talktag.store.collection import Collection, Key, Span
from talktag.store.conflict_copies import original_of_copy
from talktag.store.index.cache_file import Cached
from talktag.store.index.looks import Held, change_since, look_to_keep, pack
from talktag.store.index.stamps import is_settled, look_into, stamp_of

UNREADABLE: Key = ("unreadable", "")
_NAMED = "named"  # the key for the slug of the product that a file is about by its name
_HELD = "SELECT look, outside FROM looks WHERE folder = ?"
_LOOK = "SELECT look, checksum FROM looks WHERE folder = ?"
_KEEP = "INSERT OR REPLACE INTO looks VALUES (?, ?, ?, ?)"
_LONGEST = 100  # characters of a key that are kept; whoever asks looks at the whole of it again


class RecordIndex(Cached):
    """The index of the store in `store`, kept in the file `cache`."""

    def __init__(self, store: Path, cache: Path) -> None:
        super().__init__(cache)
        self._store = store

    def names(self, of: Collection[Any], wanted: Mapping[str, str | Span]) -> set[str]:
        """The names of the files that have one of each of the keys `wanted`; more than those, but none less."""

        def ask() -> set[str]:
            self._refresh(of)
            return self._names(of, wanted)

        return self._trying(ask)

    def names_about(self, of: Collection[Any], slug: str, wanted: Mapping[str, str | Span]) -> set[str]:
        """The same and the names that are about the product of that slug; no file is looked at that need not be.

        A look at each of ten thousand shares, or at the names of them, would cost `show` a good part of all its time.
        As long as the folder has the stamp that it had when all in it were looked at, none of them is: Git, talktag and
        most editors change a file by putting another in its place, which changes the folder's stamp. What is missed is
        a file that was written over in place to be about another product than its name says, which only a person can
        do, and `shares` shows.
        """

        def ask() -> set[str]:
            if not self._is_known(of):
                self._refresh(of)
            return self._names(of, wanted) | self._names(of, {_NAMED: slug})

        return self._trying(ask)

    def count(self, of: Collection[Any], key: str) -> Counter[str]:
        """How many records have each value of a key."""
        query = "SELECT value, count(*) FROM keys WHERE folder = ? AND key = ? GROUP BY value"

        def ask() -> Counter[str]:
            self._refresh(of)
            return Counter(dict(self._database.execute(query, (of.folder, key)).fetchall()))

        return self._trying(ask)

    def _names(self, of: Collection[Any], wanted: Mapping[str, str | Span]) -> set[str]:
        found: set[str] | None = None
        for key, each in wanted.items():
            first, last = each if isinstance(each, Span) else (each, each)
            query = "SELECT name FROM keys WHERE folder = ? AND key = ? AND value BETWEEN ? AND ?"
            rows = self._database.execute(query, (of.folder, key, _start_of(first), _start_of(last))).fetchall()
            names = {name for (name,) in rows}
            found = names if found is None else found & names
        return found or set()

    def _is_known(self, of: Collection[Any]) -> bool:
        held = self._database.execute("SELECT outside FROM looks WHERE folder = ?", (of.folder,)).fetchone()
        return bool(held and held[0] == pack(stamp_of(self._store / of.folder, stat.S_ISDIR)))

    def _refresh(self, of: Collection[Any]) -> None:
        """Read again each record of the folder whose file is not as it was when it was last read."""
        now = time.time_ns()
        folder = str(self._store / of.folder)
        outside = stamp_of(folder, stat.S_ISDIR)
        names, stamps, _ = look_into(folder, of.suffixes)
        is_sure = outside is not None and is_settled(outside, now)
        seen = pack(outside) if is_sure else None
        if self._database.execute(_HELD, (of.folder,)).fetchone() == (pack(names, stamps), seen):
            return
        with self._writing():
            row = self._database.execute(_LOOK, (of.folder,)).fetchone()
            fresh, stale = change_since(Held(*row) if row else None, names, stamps)
            self._take_up(of, fresh, stale)
            unsure = {name for name, stamp in zip(names, stamps, strict=True) if not is_settled(stamp, now)}
            if unsure:
                seen = None
            self._database.execute(_KEEP, (of.folder, *look_to_keep(names, stamps, unsure), seen))

    def _take_up(self, of: Collection[Any], fresh: Iterable[str], stale: Iterable[str]) -> None:
        """Forget the keys of the records that are gone or changed, and keep those of the new and changed ones."""
        gone = [(of.folder, name) for name in stale]
        self._database.executemany("DELETE FROM keys WHERE folder = ? AND name = ?", gone)
        rows = {(of.folder, key, _start_of(value), name) for name in fresh for key, value in self._keys(of, name)}
        self._database.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", sorted(rows))

    def _keys(self, of: Collection[Any], name: str) -> Iterator[Key]:
        """What one record is found by: UNREADABLE where it cannot be read. A sync program's copy is not found."""
        if original_of_copy(name):
            return
        if slug := of.slug(name):
            yield _NAMED, slug
        path = f"{of.folder}/{name}"
        try:
            value = of.read(disk.read_inside(self._store, layout.check_path(path), of.limit()), path).value
        except (TalktagError, FileNotFoundError):
            value = None
        yield from (UNREADABLE,) if value is None else of.keys(value)


def _start_of(value: str) -> str:
    return value[:_LONGEST].encode(errors="replace").decode()
