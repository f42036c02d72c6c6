"""Attachments as they leave: neutral names, and pictures without what the camera wrote into them.

What a file is, its bytes decide; neither its name nor the record is believed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from talktag.model.product import FILE_KINDS, Attachment
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
    from talktag.bundle.picture import SUFFIXES, clean_picture, media_type

    suffixes = {media: suffix for suffix, media in SUFFIXES.items()}
    counts: Counter[str] = Counter()
    outgoing = []
    for file in files:
        data = store.attachment(slug, file)
        media = media_type(data) or "application/octet-stream"
        if file.kind == "photo" or media.startswith("image/"):
            data = clean_picture(data, file.name)
        kind = file.kind if file.kind in FILE_KINDS else "file"
        counts[kind] += 1
        path = f"files/{kind}-{counts[kind]}.{suffixes.get(media, 'bin')}"
        outgoing.append(Outgoing(path, file.name, file.kind, media, data))
    return tuple(outgoing)


def notices_of(files: Sequence[Outgoing]) -> tuple[str, ...]:
    """What talktag cannot look into is said: a PDF may carry more than it shows."""
    return tuple(
        f'"{each.name}" leaves as it is; talktag takes hidden data out of pictures only'
        for each in files
        if not each.is_picture and each.media != "text/plain"
    )
