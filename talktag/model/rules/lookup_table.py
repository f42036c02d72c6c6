"""Lookups: a CSV whose first column is the key. Read once, as a stream; a table that does not hold up is no table."""

from __future__ import annotations

import codecs
import csv
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from talktag.model.problem import Problem
from talktag.model.toml.record_file import Reading

LOOKUP_LIMIT = 64 * 1024 * 1024  # bytes
ROWS_MOST = 1_000_000
_TOO_MANY = f"is one row more than {ROWS_MOST}"
_COLUMN = re.compile(r"\w{1,60}")
_COLUMNS_MOST = 100
_LINE_LIMIT = 1_000_000


class LookupTable(NamedTuple):
    """The rows of a lookup by what stands in their first column; `hash` is the SHA-256 of its file."""

    name: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    hash: str

    def value(self, key: str, column: str) -> str | None:
        """What stands in the column of that row; None where there is no such row or column."""
        row = self.rows.get(key)
        return row[self.columns.index(column)] if row is not None and column in self.columns else None


class _Refused(Exception):  # noqa: N818 - it says what became of the file
    """What is wrong with a lookup, and on which line where its reader does not know."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def read_lookup(pieces: Iterable[bytes], path: str) -> Reading[LookupTable]:
    """Read the pieces of a file, one after the other; the first thing wrong is the one problem."""
    source = _Source(pieces)
    reader = csv.reader(source.lines(), strict=True)
    try:
        columns = _columns(next(reader, []))
        rows = _rows(reader, columns)
    except (_Refused, csv.Error) as error:
        line = getattr(error, "line", None) or max(reader.line_num, 1)
        return Reading(None, (Problem("broken-lookup", path, str(error), line),))
    name = path.rpartition("/")[2].removesuffix(".csv")
    return Reading(LookupTable(name, columns, rows, source.hash.hexdigest()), ())


def find_row_too_many(pieces: Iterable[bytes], path: str) -> Problem | None:
    """What is wrong with a file of more rows than a lookup may have, found out without keeping any; else None."""
    reader = csv.reader(_Source(pieces).lines(), strict=True)
    try:
        rows = sum(1 for _ in itertools.islice(filter(None, reader), ROWS_MOST + 2))
    except (_Refused, csv.Error):
        return None  # which line that is, its reader says
    return Problem("broken-lookup", path, _TOO_MANY, reader.line_num) if rows == ROWS_MOST + 2 else None


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {}
    first_lines: dict[str, int] = {}
    for row in reader:
        if not row:
            continue
        if len(row) != len(columns):
            raise _Refused(f"has {len(row)} cells, and the first line {len(columns)}")
        if row[0] in rows:
            raise _Refused(f'has the key "{row[0][:60]}", which line {first_lines[row[0]]} has, too')
        if len(rows) == ROWS_MOST:
            raise _Refused(_TOO_MANY)
        rows[row[0]] = tuple(row)
        first_lines[row[0]] = reader.line_num  # type: ignore[attr-defined]
    return rows


def _columns(header: list[str]) -> tuple[str, ...]:
    if not header:
        raise _Refused("has no first line that names its columns")
    for name in header:
        if not _COLUMN.fullmatch(name):
            raise _Refused(f'names a column "{name[:60]}"; a name has letters, digits and "_"')
    if len(set(header)) < len(header):
        raise _Refused("names a column twice")
    if len(header) > _COLUMNS_MOST:
        raise _Refused(f"has more than {_COLUMNS_MOST} columns")
    return tuple(header)


class _Source:
    """The bytes of a file on their way to lines, weighed and hashed as they pass."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.hash = hashlib.sha256()

    def lines(self) -> Iterator[str]:
        """The lines with their ends, without a byte order mark."""
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        size, passed, rest = 0, 0, ""
        for piece in self._pieces:
            size += len(piece)
            if size > LOOKUP_LIMIT:
                raise _Refused(f"is larger than {LOOKUP_LIMIT} bytes")
            self.hash.update(piece)
            try:
                *whole, rest = (rest + decoder.decode(piece)).split("\n")
            except UnicodeDecodeError as error:
                raise _Refused("not UTF-8 text", passed + error.object.count(b"\n", 0, error.start) + 1) from None
            passed += len(whole)
            if len(rest) > _LINE_LIMIT:  # or what has no lines would be copied again and again
                raise _Refused(f"has a line of more than {_LINE_LIMIT} characters", passed + 1)
            yield from (f"{line}\n" for line in whole)
        try:
            rest += decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise _Refused("not UTF-8 text", passed + 1) from None
        if rest:
            yield rest
