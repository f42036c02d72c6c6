"""Replies that were taken in before, found by what they reply to. Opens none that is not meant.

One that is kept sealed cannot be told from outside, and is not found.
"""

from __future__ import annotations

from collections.abc import Iterator

from talktag.errors import TalktagError
from talktag.model.bundles.document import Document
from talktag.model.toml.record_file import Reading
from talktag.ops.bundles.check_signed import read_signed
from talktag.store import layout
from talktag.store.collection import Collection, Key, Span
from talktag.store.store import Store


def find_later_reply(store: Store, folder: str, document: Document) -> str | None:
    """The id of a reply to the same bundle, kept in the folder, that says it was made after `document`."""
    created, bundle = document.created, document.in_reply_to.bundle if document.in_reply_to else ""
    found = store.where(_replies(folder), in_reply_to=bundle, created=Span(first=created))
    return next((each.value.bundle for each in found if each.value and each.value.created > created), None)


def _replies(folder: str) -> Collection[Document]:
    """What is kept as it came in one folder and has a document, as bundles and as documents alone."""
    return Collection(
        "received",
        folder,
        lambda name: f"{folder}/{name}",
        _read,
        _keys,
        suffixes=(".zip", ".json"),
        limit=lambda: layout.FILE_LIMIT,
    )


def _read(data: bytes, _: str) -> Reading[Document]:
    """Its document; what does not hold up is doctor's to name."""
    from talktag.bundle.document import parse

    try:
        found = read_signed(data)[0].document if data.startswith(b"PK") else parse(data, signed=False)
    except TalktagError:
        return Reading(None, ())
    return Reading(found, ())


def _keys(document: Document) -> Iterator[Key]:
    yield from (("bundle", document.bundle), ("created", document.created))
    if document.in_reply_to:
        yield "in_reply_to", document.in_reply_to.bundle
