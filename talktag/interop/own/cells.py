"""The cells of talktag's own CSV that hold several things: labels and tags, to text and back. It loses none of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from talktag.model.products.key_order import with_moves
from talktag.model.products.keys import KEYS
from talktag.model.products.product import Tag
from talktag.model.products.service_keys import SERVICE_KEYS
from talktag.model.values.ident import is_id, is_slug, parse_tag

TITLES = {
    key.path if key.type in {"labels", "tags"} else key.name: key
    for key in with_moves(KEYS, {"source": "tag"})
    if key.type not in {"warranties", "files", "fields", "picture"}
}
# Those for finders and of services follow where there are any; so do those of warranties (`warranty.kind` …
# `warranty2` …) and fields.
COLUMNS = tuple(title for title, key in TITLES.items() if key.type != "public" and key not in SERVICE_KEYS)
WARRANTY = re.compile(r"warranty([1-9][0-9]{0,2})?(?:\.(kind|starts|provider))?\Z")
FIELD = "field."
FIELDS = "fields"  # a JSON object of the fields that are no plain text


def join_labels(labels: Iterable[str]) -> str:
    """Labels with commas between them; a comma or backslash within one has a backslash before it."""
    return ", ".join(map(escape_commas, labels))


def escape_commas(text: str) -> str:
    """The text with a backslash before each comma and backslash in it."""
    return re.sub(r"([,\\])", r"\\\1", text)


def split_labels(cell: str) -> tuple[str, ...]:
    """The labels that `join_labels` joined, without blanks around them and without doubles."""
    return tuple(dict.fromkeys(part for each in pieces_of(cell) if (part := each.strip())))


def pieces_of(cell: str) -> Iterator[str]:
    """What stands between the commas of a text; one behind a backslash is a part of it."""
    piece, escaped = "", False
    for letter in cell:
        if escaped:
            piece, escaped = piece + (letter if letter in ",\\" else f"\\{letter}"), False
        elif letter == "\\":
            escaped = True
        elif letter == ",":
            yield piece
            piece = ""
        else:
            piece += letter
    yield piece + "\\" * escaped


def tags_text(tags: Iterable[Tag]) -> str:
    """Tags like `7K3M9QXAA made=2024-03-02 retired=2025-01-01 maker=yes`, commas between them."""
    return ", ".join(" ".join(_tag_words(tag)) for tag in tags)


def _tag_words(tag: Tag) -> Iterator[str]:
    yield tag.id
    if tag.made:
        yield f"made={tag.made}"
    if tag.retired:
        yield f"retired={tag.retired}"
    if tag.of_maker:
        yield "maker=yes"


def read_tags(cell: str) -> tuple[Tag, ...]:
    """The tags that `tags_text` wrote; ValueError with a sentence for anything else."""
    return tuple(_tag(each.strip()) for each in cell.split(",") if each.strip())


def _tag(text: str) -> Tag:
    words = text.split()
    dates: dict[str, datetime.date] = {}
    of_maker = "maker=yes" in words[1:]
    for word in words[1:]:
        key, _, value = word.partition("=")
        if word == "maker=yes":
            continue
        if key not in {"made", "retired"}:
            raise ValueError(f'"{text}" is not a tag like "7K3M9QXAA made=2024-03-02"')
        dates[key] = day(value)
    ident = parse_tag(words[0])
    if ident is None:
        raise ValueError(f'"{words[0]}" is not a tag id, or was mistyped')
    return Tag(ident, dates.get("made"), dates.get("retired"), of_maker)


def read_ids(cell: str) -> tuple[str, ...]:
    """Ids with commas between them, each once; ValueError with a sentence for anything else."""
    return tuple(dict.fromkeys(checked_id(each.strip()) for each in cell.split(",") if each.strip()))


def checked_id(text: str) -> str:
    """The text, where it is an id of talktag; ValueError with a sentence otherwise."""
    if not is_id(text):
        raise ValueError(f'"{text}" is not an id of 13 characters')
    return text


def checked_slug(text: str) -> str:
    """The text, where it may name a record; ValueError with a sentence otherwise."""
    if not is_slug(text):
        raise ValueError(f'"{text}" cannot be the name of a record')
    return text


def holds_null(value: Any) -> bool:
    """Whether there is a null in a JSON value, which no record can hold."""
    if isinstance(value, dict):
        return any(holds_null(item) for item in value.values())
    return value is None or (isinstance(value, list) and any(holds_null(item) for item in value))


def day(text: str) -> datetime.date:
    """An ISO day; ValueError with a sentence for anything else."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a date like "2024-03-02"') from None
