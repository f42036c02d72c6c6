"""Any rows as CSV (RFC 4180, UTF-8), with cells guarded that a spreadsheet would run. It knows no record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from talktag.interop.formula import guard_cell


def write_rows(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The rows under their titles; None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles)
    for row in rows:
        writer.writerow(["" if cell is None else guard_cell(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8")
