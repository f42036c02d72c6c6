"""Archives as whole bytes, of files as whole bytes: what a test makes, changes and looks into. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from talktag.bundle import archive, archive_out, bag, people
from talktag.content import Content, content_of
from talktag.model.bundles.document import Document
from talktag.model.bundles.members import PAGE

Files = Mapping[str, bytes | Content]


class Zeros(NamedTuple):
    """So many bytes of nothing, which nobody has to hold."""

    size: int

    def read(self, at: int, length: int) -> bytes:
        return bytes(max(0, min(length, self.size - at)))


def contents(files: Files) -> dict[str, Content]:
    return {name: content_of(data) for name, data in files.items()}


def whole(files: Files) -> dict[str, bytes]:
    return {name: content_of(data).whole() for name, data in files.items()}


def pack(root: str, files: Files, created: datetime) -> bytes:
    return archive_out.pack(root, contents(files), created).whole()


def unpack(data: bytes | Content) -> tuple[str, dict[str, bytes]]:
    root, files = archive.unpack(data)
    return root, whole(files)


def payload_manifest(payload: Files) -> bytes:
    return bag.payload_manifest(contents(payload))


def bag_files(payload: Files, manifest: bytes, signature: bytes, *, bundle: str, created: datetime) -> dict[str, bytes]:
    return whole(bag.bag_files(contents(payload), manifest, signature, bundle=bundle, created=created))


def read_bag(files: Files) -> bag.Bag:
    return bag.read_bag(contents(files))


def for_people(document: Document, files: Files, page: str | None = PAGE, language: str = "en") -> dict[str, bytes]:
    return whole(people.for_people(document, files, page, language))


def check_for_people(document: Document, payload: Files) -> tuple[str, ...]:
    return people.check_for_people(document, contents(payload))


def files_in(data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names below its root."""
    return unpack(data)[1]
