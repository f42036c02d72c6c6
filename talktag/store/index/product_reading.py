"""What the index takes of one product: its record and its log, read. It writes nothing and knows no table."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag.model.due.due_text import DueRow, to_row
from talktag.model.due.sources import dues_of_log, dues_of_record
from talktag.model.log.entry import entries_text, read_entries
from talktag.model.log.log_text import ENTRIES_LIMIT
from talktag.model.log.standing import standing_of
from talktag.model.problem import Problem
from talktag.model.products.product_json import product_values
from talktag.model.products.product_texts import product_text
from talktag.model.products.record import read_product
from talktag.model.queries.facts import facts_of
from talktag.model.toml.read import RECORD_LIMIT
from talktag.model.worth.index_rows import log_row
from talktag.store import layout
from talktag.store.index.product_rows import keys_of

if TYPE_CHECKING:
    from talktag.model.queries.facts import Facts

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # nothing waits at a pipe


class TakenUp(NamedTuple):
    """What a record gave: nothing but problems where no product can be made of it.

    `form` is its JSON form, as text, `keys` what it is looked up by, `dues` what is due by it. `is_sure` is False where
    the file could not even be read, which may be otherwise a moment later though the file looks the same.
    """

    slug: str
    facts: Facts | None = None
    form: str = ""
    keys: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()
    is_sure: bool = True
    dues: tuple[DueRow, ...] = ()


class LogTakenUp(NamedTuple):
    """What a log gave: its row less the slug, and what is due by it."""

    values: tuple[int | str | None, ...]
    dues: tuple[DueRow, ...]


def take_up(store: Path, slug: str) -> TakenUp:
    """Read the record of a product."""
    path = layout.record(slug)
    data = _content(f"{store}/{path}", RECORD_LIMIT)
    if isinstance(data, str):
        return TakenUp(slug, problems=(Problem("unreadable", path, data),), is_sure=False)
    product, problems = read_product(data, path, slug)
    if product is None:
        return TakenUp(slug, problems=problems)
    form = product_text(product_values(product, 0, 0))
    facts, keys = facts_of(product, notes=0, entries=0), frozenset(keys_of(product))
    tells = product.warranties or product.service.renews or product.service.ends
    dues = tuple(map(to_row, dues_of_record(product))) if tells else ()
    return TakenUp(slug, facts, form, keys, problems, dues=dues)


def take_up_log(store: Path, slug: str) -> LogTakenUp:
    """How many entries a product has, their words, folded, what they add up to and cost, and what is due by them."""
    path = layout.entries(slug)
    data = _content(f"{store}/{path}", ENTRIES_LIMIT)
    entries, problems = ((), ()) if isinstance(data, str) else read_entries(data, path)
    entries, is_sound = entries or (), not (isinstance(data, str) or problems)
    standing = standing_of(entries)
    values = (len(entries), entries_text(entries) or None, *standing, log_row(entries, is_sound=is_sound))
    return LogTakenUp(values, tuple(map(to_row, dues_of_log(entries))))


def _content(path: str, limit: int) -> bytes | str:
    """The bytes of a file, one more than `limit` of a larger one, so that it is refused; or why it has none."""
    try:
        handle = os.open(path, _READ)
    except OSError as error:
        return error.strerror or "cannot be read"
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return "is not a regular file"
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(min(limit, found.st_size) + 1)
    except OSError as error:
        return error.strerror or "cannot be read"
    finally:
        os.close(handle)
