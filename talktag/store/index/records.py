"""What the records of any collection are found by: ids, parties, dates. It says where to look, never what is there.

Whoever asks reads the files it names, so that nothing is ever told out of the cache; the cache only saves opening the
files that are not meant. For that, the stamps of all files in the folder are looked at first, and each one that changed
is read again. The keys of a record are all that is kept of it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from talktag import disk
from talktag.errors import TalktagError
from talktag.store import layout
from talktag.store.collection import Collection, Key, Span
from talktag.store.index.cache_file import Cached, pack_look
from talktag.store.index.stamps import Outside, as_text, is_settled, look_from_outside, look_into

UNREADABLE: Key = ("unreadable", "")
_LONGEST = 100  # characters of a key that are kept; whoever asks looks at the whole of it again


class RecordIndex(Cached):
    """The index of the store in `store`, kept in the file `cache`."""

    def __init__(self, store: Path, cache: Path) -> None:
        super().__init__(cache)
        self._store = store

    def names(self, of: Collection[Any], wanted: Mapping[str, str | Span], outside: Outside | None = None) -> set[str]:
        """The names of the files that have one of each of the keys `wanted`; more than those, but none less.

        Where the folder looks from `outside` as it did when it was last looked into, no file is looked at again.
        """
        return self._trying(lambda: self._names(of, wanted, outside))

    def count(self, of: Collection[Any], key: str) -> Counter[str]:
        """How many records have each value of a key."""
        query = "SELECT value, count(*) FROM keys WHERE folder = ? AND key = ? GROUP BY value"

        def ask() -> Counter[str]:
            self._refresh(of)
            return Counter(dict(self._database.execute(query, (of.folder, key)).fetchall()))

        return self._trying(ask)

    def _names(self, of: Collection[Any], wanted: Mapping[str, str | Span], outside: Outside | None) -> set[str]:
        if outside is None or not self._is_known(of, outside):
            self._refresh(of)
        found: set[str] | None = None
        for key, each in wanted.items():
            first, last = each if isinstance(each, Span) else (each, each)
            query = "SELECT name FROM keys WHERE folder = ? AND key = ? AND value BETWEEN ? AND ?"
            rows = self._database.execute(query, (of.folder, key, _start_of(first), _start_of(last))).fetchall()
            names = {name for (name,) in rows}
            found = names if found is None else found & names
        return found or set()

    def _is_known(self, of: Collection[Any], outside: Outside) -> bool:
        held = self._database.execute("SELECT outside FROM folders WHERE folder = ?", (of.folder,)).fetchone()
        return bool(held and held[0] == pack_look(outside))

    def _refresh(self, of: Collection[Any]) -> None:
        """Read again each record of the folder whose file is not as it was when it was last read."""
        now = time.time_ns()
        folder = str(self._store / of.folder)
        outside = look_from_outside(folder, of.suffixes)
        names, stamps, _ = look_into(folder, of.suffixes)
        seen = pack_look(outside), pack_look((names, stamps))
        query = "SELECT outside, inside FROM folders WHERE folder = ?"
        if self._database.execute(query, (of.folder,)).fetchone() == seen:
            return
        wanted = dict(zip(names, map(as_text, stamps), strict=True))
        with self._database:
            self._database.execute("DELETE FROM folders WHERE folder = ?", (of.folder,))
            if self._update(of, wanted, now) and (not outside[0] or is_settled(as_text(outside[0]), now)):
                self._database.execute("INSERT INTO folders VALUES (?, ?, ?)", (of.folder, *seen))

    def _update(self, of: Collection[Any], wanted: Mapping[str, str], now: int) -> bool:
        """Forget the records that are gone, read those that changed; False where one might still be changing."""
        known = dict(self._database.execute("SELECT name, stamp FROM records WHERE folder = ?", (of.folder,)))
        changed = [name for name, stamp in wanted.items() if known.get(name) != stamp]
        gone = [(of.folder, name) for name in (*(known.keys() - wanted.keys()), *changed)]
        for table in ("records", "keys"):
            query = f"DELETE FROM {table} WHERE folder = ? AND name = ?"  # noqa: S608 - names from here
            self._database.executemany(query, gone)
        settled = True
        for name in changed:
            is_old = is_settled(wanted[name], now)
            settled &= is_old
            self._database.execute(
                "INSERT INTO records VALUES (?, ?, ?)", (of.folder, name, wanted[name] if is_old else "")
            )
            rows = {(of.folder, key, _start_of(value), name) for key, value in self._keys(of, name)}
            self._database.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", rows)
        return settled

    def _keys(self, of: Collection[Any], name: str) -> Iterable[Key]:
        """What one record is found by: UNREADABLE where it cannot be read. A sync program's copy is not found."""
        if layout.original_of_copy(name):
            return ()
        path = f"{of.folder}/{name}"
        try:
            value = of.read(disk.read_inside(self._store, layout.check_path(path), of.limit()), path).value
        except (TalktagError, FileNotFoundError):
            return (UNREADABLE,)
        return (UNREADABLE,) if value is None else of.keys(value)


def _start_of(value: str) -> str:
    return value[:_LONGEST].encode(errors="replace").decode()
