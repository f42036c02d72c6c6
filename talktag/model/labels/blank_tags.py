"""Tags made ahead of their products: printed on labels first, claimed later. A list of them never changes.

A tag in such a list is unclaimed for as long as no product's record names it, so claiming one changes one file, and two
machines can claim from one sheet without getting into each other's way.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from talktag.model.toml.read import Fields
from talktag.model.toml.record_file import FORMAT, Reading, read_record
from talktag.model.values.ident import parse_tag


class BlankTags(NamedTuple):
    """The tags of one printing, and the day they were made."""

    made: datetime.date
    tags: tuple[str, ...]


def read_blank_tags(data: bytes, path: str) -> Reading[BlankTags]:
    """Read a list of tags; one that does not hold up is left out and reported."""
    return read_record(data, path, _blank_tags)


def _blank_tags(fields: Fields) -> BlankTags | None:
    made = fields.date("made")
    for key in ("made", "tags"):
        if not fields.present(key):
            fields.problem(key, "is missing", "missing")
    tags = []
    for text in fields.texts("tags"):
        if tag := parse_tag(text):
            tags.append(tag)
        else:
            fields.problem("tags", f'"{text}" is not a tag id, or was mistyped')
    return BlankTags(made, tuple(dict.fromkeys(tags))) if made else None


def blank_tags_table(made: datetime.date, tags: Sequence[str]) -> dict[str, Any]:
    """A list of tags as TOML values."""
    return {"format": FORMAT, "made": made, "tags": list(tags)}
