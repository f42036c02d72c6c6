"""Cells of Shelf's sheets that hold several names: to text and back. It loses none of them.

As in Shelf's `apps/webapp/app/utils/csv-cells.ts`: commas between them, quotes around one that has a comma or a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_QUOTED = re.compile(r'[",]|^\s|\s$')
_ITEM = re.compile(r'\s*"((?:[^"]|"")*)"?([^,]*)|([^,]*)')


def join_items(items: Iterable[str]) -> str:
    """The names in one cell."""
    return ",".join(_quote(each) if _QUOTED.search(each) else each for each in items)


def split_items(cell: str) -> Iterator[str]:
    """The names in a cell; blank ones are none."""
    place = 0
    while place <= len(cell):
        found = _ITEM.match(cell, place)
        if found is None:
            return
        quoted, more, plain = found.groups()
        item = plain.strip() if quoted is None else quoted.replace('""', '"') + more.rstrip()
        if item:
            yield item
        place = found.end() + 1


def _quote(item: str) -> str:
    doubled = item.replace('"', '""')
    return f'"{doubled}"'
