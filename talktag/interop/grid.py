"""Delimited text (RFC 4180 and its common kin) to a header and numbered lines. It knows no column and drops no cell."""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import dataclass

from talktag.errors import InvalidError
from talktag.interop.decode import decode
from talktag.interop.formula import constant, unguard_cell
from talktag.model.typed.text import tidy

ROW_LIMIT = 100_000
COLUMN_LIMIT = 1_000
CELL_LIMIT = 32 * 1024  # characters
_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=([,;\t])\r?\n", re.IGNORECASE)  # a hint that spreadsheets write
_TRIED = 20  # records looked at to find the delimiter


@dataclass(frozen=True, slots=True)
class GridLine:
    """One record: the line it begins on, counted from 1, its cells without surrounding blanks, and what they say.

    What a row without a name of its own is called is made from `cells`, so these stay as the first version read them.
    """

    number: int
    cells: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A file of cells. `header` has the titles as they stand; they may repeat or be empty."""

    header: tuple[str, ...]
    header_line: int
    lines: tuple[GridLine, ...]
    delimiter: str

    def titles(self) -> tuple[str, ...]:
        """The titles, told apart: a second `Address` is `Address (2)`, an empty one `column 5`."""
        seen: dict[str, int] = {}
        titles = []
        for number, title in enumerate(self.header, 1):
            count = seen[title] = seen.get(title, 0) + 1
            if not title:
                titles.append(f"column {number}")
            else:
                titles.append(title if count == 1 else f"{title} ({count})")
        return tuple(titles)


def read_grid(data: bytes, encoding: str = "utf-8", *, titled: bool = True) -> Grid:
    """Read comma-, semicolon- or tab-separated text with LF, CRLF or CR line ends.

    Blank records are left out; without `titled` the first is one like the others, and no column has a title.
    Raises InvalidError for what is not such text: an open quote, no header, too much.
    """
    text = decode(data, encoding)
    delimiter = delimiter_of(text)
    skipped = _SEPARATOR_LINE.match(text)
    lines = _lines(text[skipped.end() :] if skipped else text, delimiter, 1 if skipped else 0)
    if not lines:
        raise InvalidError("the file is empty", hints=["the first line names the columns"])
    width = max(len(line.cells) for line in lines)
    header = lines.pop(0) if titled else GridLine(0, (), ("",) * width)
    if len(header.texts) > COLUMN_LIMIT:
        raise InvalidError(f"the file has more than {COLUMN_LIMIT} columns")
    return Grid(header.texts, header.number, tuple(lines), delimiter)


def header_of(text: str) -> tuple[str, ...]:
    """The titles of delimited text, whatever the rest of it is."""
    skipped = _SEPARATOR_LINE.match(text)
    lines = io.StringIO(text[skipped.end() :] if skipped else text, newline="")
    reader = csv.reader(lines, delimiter=delimiter_of(text), skipinitialspace=True)
    try:
        return next((tuple(map(tidy, record)) for record in reader if any(record)), ())
    except csv.Error:
        return ()


def delimiter_of(text: str) -> str:
    """The delimiter that parts the first records into the most cells, each into as many as the header."""
    if hint := _SEPARATOR_LINE.match(text):
        return hint[1]
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> float:
    """How well a delimiter fits: the cells of the header, times the share of records that have as many."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        records = [record for record in itertools.islice(reader, _TRIED) if record]
    except csv.Error:
        return 0
    width = len(records[0]) if records else 0
    return width * sum(len(record) == width for record in records) / max(len(records), 1) if width > 1 else 0


def _lines(text: str, delimiter: str, before: int) -> list[GridLine]:
    """Every record that holds something, the header among them."""
    # With newline="" the reader sees CR, LF and CRLF itself and keeps those within quotes as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    lines: list[GridLine] = []
    start = before + 1
    try:
        for record in reader:
            cells = tuple(unguard_cell(cell).strip() for cell in record)
            if any(cells):
                lines.append(GridLine(start, cells, tuple(map(_text_seen, record))))
            if len(lines) > ROW_LIMIT + 1:
                raise InvalidError(f"the file has more than {ROW_LIMIT} rows", hints=["split it and import the parts"])
            start = before + reader.line_num + 1
    except csv.Error as error:
        hints = ["look for a quote that is not closed, or not doubled within a quoted cell"]
        raise InvalidError(f"the record on line {start} cannot be read: {error}", hints=hints) from None
    return lines


def _text_seen(cell: str) -> str:
    """What a person sees in a cell: a text that a spreadsheet was kept from reading as a number is that text."""
    plain = unguard_cell(cell)
    return tidy(constant(cell.strip()) if plain == cell else plain)
