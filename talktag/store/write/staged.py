"""One file of a change, put aside: what it will hold, and what it holds. Read in parts, and nothing else is changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from talktag import disk
from talktag.content import Content, content_of
from talktag.disk import failing_as
from talktag.disk.in_parts import file_inside
from talktag.errors import StaleError
from talktag.store import layout


class NewFile:
    """What a file of the store is to hold; once its parts went by, its SHA-256 and the id that Git gives it."""

    def __init__(self, data: bytes | Content) -> None:
        self._data = data
        self._whole = hashlib.sha256()
        self._blob = hashlib.sha1(b"blob %d\0" % content_of(data).size, usedforsecurity=False)

    def parts(self) -> bytes | Iterator[bytes]:
        """All of it, to be written once; StaleError where it is another than when the change was decided on."""
        if isinstance(self._data, Content):
            return self._sum(self._data)
        self._take(self._data)
        return self._data

    @property
    def sha256(self) -> str:
        """The SHA-256 of what went by."""
        return self._whole.hexdigest()

    @property
    def blob(self) -> str:
        """The id of the blob that it is to Git."""
        return self._blob.hexdigest()

    def _sum(self, content: Content) -> Iterator[bytes]:
        for part in content.parts():
            self._take(part)
            yield part
        if content.has_sums and content.sha256 != self.sha256:
            raise StaleError("a file was changed while it was read", hints=["type the command again"])

    def _take(self, part: bytes) -> None:
        self._whole.update(part)
        self._blob.update(part)


def back_up(store: Path, path: str, target: Path) -> str | None:
    """Keep what is at `path` of the store as `target`, by a link where there are any; its name, None for nothing."""
    way = store / path
    if not os.path.lexists(way):
        return None
    with failing_as(f'could not back up "{way}"'), disk.parent(store, path) as held:
        try:
            os.link(held.name(way.name), target, src_dir_fd=held.handle, follow_symlinks=False)
        except (OSError, NotImplementedError):  # a file system without hard links
            content = file_inside(store, path, layout.FILE_LIMIT)
            disk.stage(target.parent, content.parts()).rename(target)
    return target.name
