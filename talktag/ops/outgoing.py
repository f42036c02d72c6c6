"""Attachments as they leave: neutral names, and pictures without what the camera wrote into them.

What a file is, its bytes decide; neither its name nor the record is believed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from talktag.model.product import FILE_KINDS, Attachment, Product
from talktag.ops.attachments import media_of
from talktag.store.store import Store


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file on its way out: its path in the bundle, the name it has in the store, and the bytes that leave."""

    path: str
    name: str
    kind: str
    media: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the bundle's page."""
        return self.media.startswith("image/")

    @property
    def sha256(self) -> str:
        """The hash of what leaves, which for a picture is not that of what stays."""
        return hashlib.sha256(self.data).hexdigest()

    def values(self) -> dict[str, Any]:
        """The file as the bundle's table describes it."""
        return {
            "path": self.path,
            "kind": self.kind,
            "media": self.media,
            "sha256": self.sha256,
            "size": len(self.data),
        }


def take_out(store: Store, slug: str, files: Sequence[Attachment]) -> tuple[Outgoing, ...]:
    """Read the files of a product for a bundle; InvalidError for a photo that is no picture, or a changed file."""
    return as_they_leave((file.name, file.kind, store.attachment(slug, file)) for file in files)


def as_they_leave(files: Iterable[tuple[str, str, bytes]]) -> tuple[Outgoing, ...]:
    """Files, each by name, kind and content, as they leave; InvalidError for a photo that is no picture."""
    from talktag.bundle.picture import SUFFIXES, clean_picture

    suffixes = {media: suffix for suffix, media in SUFFIXES.items()}
    counts: Counter[str] = Counter()
    outgoing = []
    for name, said, content in files:
        media = media_of(content) or "application/octet-stream"
        is_picture = said == "photo" or media.startswith("image/")
        data = clean_picture(content, name) if is_picture else content
        kind = said if said in FILE_KINDS else "file"
        counts[kind] += 1
        path = f"files/{kind}-{counts[kind]}.{suffixes.get(media, 'bin')}"
        outgoing.append(Outgoing(path, name, said, media, data))
    return tuple(outgoing)


def notices_of(files: Sequence[Outgoing]) -> tuple[str, ...]:
    """What talktag cannot look into is said: a PDF may carry more than it shows."""
    return tuple(
        f'"{each.name}" leaves as it is; talktag takes hidden data out of pictures only'
        for each in files
        if not each.is_picture and each.media != "text/plain"
    )


def sealed_notices(product: Product) -> tuple[str, ...]:
    """Private files never leave, which is said before the owner wonders."""
    return tuple(f'"{file.name}" is sealed and stays' for file in product.files if file.sealed)
