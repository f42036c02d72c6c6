"""The files of a change on their way: put aside with what they will hold and what they held, then given their names.

It knows nothing of commits, and takes nothing back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.content import Content, content_of
from talktag.disk import failing_as
from talktag.disk.in_parts import file_inside
from talktag.errors import StaleError
from talktag.flush import flush_path
from talktag.store import layout
from talktag.store.write.changes import Wanted
from talktag.store.write.journal import JournalStep


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


class Staged(NamedTuple):
    """What is to become of each file of a change: its new content, None for one that goes, and its step."""

    new: dict[str, NewFile | None]
    steps: tuple[JournalStep, ...]


class StagingArea:
    """Where the files of one change to the store in `store` lie aside, in the folder `scratch` within it."""

    def __init__(self, store: Path, scratch: Path) -> None:
        self._store = store
        self._scratch = scratch

    def stage(self, wanted: Wanted) -> Staged:
        """Temporary files with the new contents, links to the old ones; all of it is on the disk."""
        with failing_as(f'could not write in "{self._scratch}"'):
            new = {path: None if data is None else NewFile(data) for path, data in wanted.items()}
            disk.stage_all(self._scratch, {self._new(path).name: file.parts() for path, file in new.items() if file})
            steps = tuple(
                JournalStep(path, file.sha256 if file else None, self._back_up(path)) for path, file in new.items()
            )
            flush_path(self._scratch)
        return Staged(new, steps)

    def source(self, path: str) -> str:
        """Where the new content of a file lies, by its path in the store."""
        return self._new(path).relative_to(self._store).as_posix()

    def publish(self, steps: tuple[JournalStep, ...]) -> None:
        """Put the new files in place and flush each folder once."""
        folders = set()
        for step in steps:
            target = self._store / step.path
            with failing_as(f'could not write "{target}"'), disk.parent(self._store, step.path, make=True) as held:
                name = held.name(target.name)
                if step.new is None:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=held.handle)
                else:
                    os.replace(self._new(step.path), name, dst_dir_fd=held.handle)
            folders.add(target.parent)
        for folder in sorted(folders):
            with failing_as(f'could not write in "{folder}"'):
                flush_path(folder)

    def _new(self, path: str) -> Path:
        return self._scratch / f"new-{_digest(path)}"

    def _back_up(self, path: str) -> str | None:
        """Keep what is at `path`, by a link where there are any; the name of that, None for nothing."""
        way, target = self._store / path, self._scratch / f"old-{_digest(path)}"
        if not os.path.lexists(way):
            return None
        with failing_as(f'could not back up "{way}"'), disk.parent(self._store, path) as held:
            try:
                os.link(held.name(way.name), target, src_dir_fd=held.handle, follow_symlinks=False)
            except (OSError, NotImplementedError):  # a file system without hard links
                content = file_inside(self._store, path, layout.FILE_LIMIT)
                disk.stage(target.parent, content.parts()).rename(target)
        return target.name


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:32]
