"""Where in a long log the few lines are that a person is shown. It says where to look, and the log says what is there.

It is believed only as long as the log's file looks as it did when all of it was read, and keeps no word of it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from talktag.disk.in_parts import file_inside
from talktag.errors import DiskError, InvalidError
from talktag.store.index.cache_file import Cached
from talktag.store.index.stamps import Stamp, is_settled, stamp_of

LEAST = 128 * 1024  # bytes of a log that is worth it
_LINE = re.compile(rb'^[ \t]*\{ id = "([^"\\\n]+)"[^\n]*\},[ \t]*\r?$', re.MULTILINE)
_HEAD, _FOOT = b"entry = [\n", b"]\n"
_LIMIT = 8 * 1024 * 1024  # bytes; no log is as large


class ReadLog(NamedTuple):
    """The bytes of a log, and the stamp that its file had before they were read; None for no file."""

    data: bytes
    stamp: Stamp | None


class Excerpt(NamedTuple):
    """Some lines of a log as a log of their own, and what was said of the whole of it."""

    data: bytes
    facts: str


class ExcerptIndex(Cached):
    """The index of the store in `store`, kept in the file `cache`."""

    def __init__(self, store: Path, cache: Path) -> None:
        super().__init__(cache)
        self._store = store

    def find(self, path: str) -> Excerpt | None:
        """The lines that were asked for of the log at `path`; None where it is short, or is another by now."""
        stamp = stamp_of(self._store / path)
        if stamp is None or stamp[2] < LEAST:
            return None
        query = "SELECT stamp, facts, lines FROM excerpts WHERE path = ?"
        row = self._trying(lambda: self._database.execute(query, (path,)).fetchone())
        if row is None or row[0] != _spell(stamp):
            return None
        try:
            content = file_inside(self._store, path, _LIMIT)
            lines = [content.read(int(start), int(end) - int(start)) for start, end in json.loads(row[2])]
        except (ValueError, TypeError, OSError, DiskError, InvalidError):
            return None
        sound = all(_LINE.fullmatch(line) for line in lines) and stamp_of(self._store / path) == stamp
        return Excerpt(b"".join((_HEAD, *(line + b"\n" for line in lines), _FOOT)), row[1]) if sound else None

    def keep(self, path: str, read: ReadLog, ids: Collection[str], facts: str) -> None:
        """Remember where the entries of `ids` are; nothing where one is not a line of its own, or the log may change.

        That is where it changed while it was read, or so shortly before that a change would not show.
        """
        data, stamp = read
        if len(data) < LEAST or stamp is None or not is_settled(stamp, time.time_ns()):
            return
        if stamp_of(self._store / path) != stamp:
            return
        wanted = {ident.encode() for ident in ids}
        found = [(match[1], match.span()) for match in _LINE.finditer(data) if match[1] in wanted]
        if len(found) != len(wanted) or {ident for ident, _ in found} != wanted:
            return
        row = (path, _spell(stamp), facts, json.dumps([span for _, span in found]))

        def put() -> None:
            with self._writing():
                self._database.execute("INSERT OR REPLACE INTO excerpts VALUES (?, ?, ?, ?)", row)

        self._trying(put)


def _spell(stamp: Stamp) -> str:
    return " ".join(map(str, stamp))
