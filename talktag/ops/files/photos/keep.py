"""`photos --keep`: the list of what a thing made, a file beside its record: hashes, days, paths. It holds no picture.

What was in the list stays in it: a photo that is somewhere else now is known by its hash.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talktag import disk
from talktag.content import content_of
from talktag.disk.in_parts import file_content
from talktag.errors import TalktagError
from talktag.interop.formula import guard_cell, unguard_cell
from talktag.model.plan import Change, Write
from talktag.model.products.product import ProductFile
from talktag.model.products.record import file_table
from talktag.model.toml.write import appended_text, changed_items
from talktag.model.values.plural import plural
from talktag.ops import commit_message
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.ops.files.photos.seen import PhotosOf, PhotosSeen
    from talktag.ops.outcome import Outcome
    from talktag.ops.session import Session

NAME = "photos-made.csv"
TITLES = ("sha256", "taken", "as", "path")
_LIMIT = 32 * 1024 * 1024  # bytes of a list
_PICTURE_LIMIT = 4 * 1024 * 1024 * 1024
Rows = dict[str, tuple[str, ...]]


def keep_photos(session: Session, outcome: Outcome, seen: PhotosSeen) -> Outcome:
    """The outcome with a plan that writes the lists; without one where they hold all of it already."""
    changes: list[Change] = []
    unread = 0
    for made in seen.made:
        rows, failed = _rows_of(made)
        unread += failed
        changes += _changes(session, made, rows)
    notices = outcome.notices
    if unread:
        notices = (*notices, f"{plural(unread, 'picture')} could not be read to the end, and are in no list")
    if not changes:
        return outcome._replace(notices=(*notices, "there is nothing new to keep"))
    count = sum(len(each.photos) for each in seen.made)
    plan = commit_message.plan("photos", f"Keep the list of {plural(count, 'photo')}", *changes)
    return outcome._replace(data=seen._replace(kept=NAME), plan=plan, notices=notices)


def _rows_of(made: PhotosOf) -> tuple[Rows, int]:
    """A row for each picture by its hash, and how many could not be read for it."""
    rows: Rows = {}
    failed = 0
    for each in made.photos:
        try:
            sha256 = file_content(disk.real_path(each.path), _PICTURE_LIMIT).sha256
        except (TalktagError, OSError):
            failed += 1
            continue
        rows[sha256] = (sha256, each.taken or "", each.part, str(each.path))
    return rows, failed


def _changes(session: Session, made: PhotosOf, rows: Rows) -> list[Change]:
    store = session.store
    record = store.record(made.slug)
    held = next((file for file in record.product.files if file.name == NAME and not file.sealed and not file.at), None)
    path = layout.file(made.slug, NAME)
    before = store.read(path, _LIMIT) if held and store.has(path) else None
    data = _csv(_read(before) | rows if before else rows)
    if data == before or not rows:
        return []
    content = content_of(data)
    if held:
        values = {"sha256": content.sha256, "size": content.size}
        text = changed_items(record.data, "files", _is_list, values)
    else:
        file = ProductFile(NAME, "file", content.sha256, content.size, "text/csv")
        text = appended_text(record.data, "files", [file_table(file)])
    return [Write(record.path, text, record.data), Write(path, data, before)]


def _is_list(item: Mapping[str, Any]) -> bool:
    return item.get("name") == NAME


def _read(data: bytes) -> Rows:
    """The rows of a list that was kept; what is none of this form is left out."""
    lines = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    found = [(*row[:-1], unguard_cell(row[-1])) for row in lines if len(row) == len(TITLES)]
    return {row[0]: row for row in found if row[0] != TITLES[0]}


def _csv(rows: Rows) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(TITLES)
    ordered = sorted(rows.values(), key=lambda row: (row[1], row[3]))
    writer.writerows((*row[:-1], guard_cell(row[-1])) for row in ordered)
    return sink.getvalue().encode("utf-8", "surrogateescape")
