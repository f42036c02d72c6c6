"""What came by a carrier: the files that lie there and were not taken yet. It follows no link, and deletes nothing.

What is told as taken comes no more, be it moved, called otherwise or put there again.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.carrier.maildir import is_maildir, mails_in, put_aside, stays_same
from talktag.carrier.memory import FetchMemory, content_mark, place_mark
from talktag.carrier.parcel import FetchedFile
from talktag.content import Content, content_of
from talktag.disk.in_parts import file_inside
from talktag.errors import DiskError, InvalidError
from talktag.model.settings.carrier import MOVE, Carrier

FILE_LIMIT = 400_000_000  # bytes of a file that is looked at; the largest bundle as base64 in a mail fits
MANY = 50_000  # files of one carrier
_SMALL = 4_000_000  # bytes
ASIDE = "taken"  # the folder beside them that files are put into
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", "~")


class _FileThere(NamedTuple):
    """A file that lies there: its way from the folder on, what of that stays, and how to put it aside."""

    way: str
    name: str
    put_aside: Callable[[], None]


def fetch(carrier: Carrier, remembered: Path, *, again: bool = False) -> Iterator[FetchedFile]:
    """What lies there and was not taken, one after the other, as it is asked for.

    `remembered` is the folder where it is kept what was; `again` is all that lies there. Folders of the carrier are
    whole paths. InvalidError for a carrier that fetches nothing, DiskError where it is not there.
    """
    if not carrier.comes_from:
        raise InvalidError(
            f'nothing is fetched by the carrier "{carrier.name}"',
            hints=[f"say from where with: talktag config carrier.{carrier.name}.in=…"],
        )
    root = disk.real_path(Path(carrier.comes_from))
    memory = FetchMemory(remembered / carrier.name)
    folder, places = _places(carrier, root)
    for place in places:
        found = _look(folder, place, memory, moves=carrier.taken == MOVE, again=again)
        if found is not None:
            yield found


def _places(carrier: Carrier, root: Path) -> tuple[Path, Iterator[_FileThere]]:
    """The folder, and what lies in it; a single file, such as an mbox, is one of the folder that it is in."""
    if root.is_file():
        return root.parent, iter([_FileThere(root.name, root.name, _nothing)])
    if not root.is_dir():
        raise DiskError(
            f'the place that the carrier "{carrier.name}" fetches from is not there: {carrier.comes_from}',
            hints=["plug it in, or make the folder"],
        )
    return root, _mails(root) if is_maildir(root) else _files(root)


def _mails(folder: Path) -> Iterator[_FileThere]:
    for way in _not_too_many(folder, list(mails_in(folder))):
        if not way.partition("/")[2].startswith("."):
            yield _FileThere(way, stays_same(way), lambda way=way: put_aside(folder, way))  # type: ignore[misc]


def _files(folder: Path) -> Iterator[_FileThere]:
    with disk.failing_as(f'could not list "{folder}"'):
        names = sorted(os.listdir(folder))  # noqa: PTH208
    for name in _not_too_many(folder, names):
        if not name.startswith(".") and not name.endswith(_UNFINISHED):
            yield _FileThere(name, name, lambda name=name: _move(folder, name))  # type: ignore[misc]


def _not_too_many(folder: Path, names: list[str]) -> list[str]:
    if len(names) > MANY:
        raise InvalidError(
            f'there are more than {MANY:,} files in "{folder}"', hints=["name a folder that is only for talktag"]
        )
    return names


def _look(folder: Path, place: _FileThere, memory: FetchMemory, *, moves: bool, again: bool) -> FetchedFile | None:
    """The file, None where it is none or was taken. A file that cannot be read is told, each time."""
    here = _mark_of(folder / place.way, place.name)
    if here is None or (here in memory and not again):
        return None
    try:
        content = _read(folder, place.way)
        known = content_mark(content.sha256)
    except (FileNotFoundError, InvalidError, DiskError) as error:
        return (
            None
            if isinstance(error, OSError)
            else FetchedFile(place.way, content_of(b""), _nothing, _nothing, error.message)
        )
    if known in memory and not again:
        memory.add(here)
        return None

    def pass_over() -> None:
        memory.add(here, known)

    def mark() -> None:
        pass_over()
        if moves:
            place.put_aside()

    return FetchedFile(place.way, content, mark, pass_over)


def _read(folder: Path, way: str) -> Content:
    """The bytes of a file; those of a small one at once, as other programs may move it at any time."""
    content = file_inside(folder, way, FILE_LIMIT)
    return content_of(content.whole()) if content.size <= _SMALL else content


def _mark_of(path: Path, name: str) -> str | None:
    """What stands for a file as it lies there; None where it is no regular file."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    return place_mark(name, seen.st_size, seen.st_mtime_ns, seen.st_ino) if stat.S_ISREG(seen.st_mode) else None


def _move(folder: Path, name: str) -> None:
    """Put a file into the folder for those that were taken, where it replaces none."""
    disk.make_folder(folder / ASIDE)
    number, target = 2, folder / ASIDE / name
    while os.path.lexists(target):
        number, target = number + 1, folder / ASIDE / f"{number}-{name}"
    with disk.failing_as(f'could not move "{folder / name}"'), contextlib.suppress(FileNotFoundError):
        os.replace(folder / name, target)


def _nothing() -> None:
    """What there is to do where nothing is kept."""
