"""Files that a person fetched, found again among a maker's links, their digests compared. It fetches none itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from talktag.errors import InvalidError, UsageError
from talktag.model.values.foreign_text import quote
from talktag.ops.files.files_in import Incoming, take_in
from talktag.ops.files.find_files import find_files

if TYPE_CHECKING:
    from talktag.interop.linkset.link import Link


class Brought(NamedTuple):
    """A file that belongs to a link; `is_proven` where the maker's digest says that it is the very file."""

    link: Link
    file: Incoming
    is_proven: bool


def brought_files(folder: Path, links: Sequence[Link]) -> tuple[Brought, ...]:
    """The files of the folder that links lead to, by their names, or by their digests.

    InvalidError for one that has the name and another digest: it is another file than the maker's.
    """
    if not folder.is_dir():
        raise UsageError(f'"{folder}" is no folder', hints=["name the folder that the files are in: --with FOLDER"])
    paths = {path.name: path for path in reversed(find_files([folder]).paths)}
    return tuple(_matches(paths, links))


def _matches(paths: dict[str, Path], links: Sequence[Link]) -> Iterator[Brought]:
    by_digest: dict[str, Incoming] | None = None
    for link in links:
        name = unquote(urlsplit(link.href).path.rpartition("/")[2])
        kind = "manual" if link.is_manual else None
        if path := paths.get(name):
            (file,) = take_in([path], kind)
            if link.digest and file.sha256 != link.digest:
                raise InvalidError(
                    f"{quote(name)} is not the file that the maker names: its SHA-256 is another",
                    details=[f"the maker says {link.digest}", f"the file has  {file.sha256}"],
                    hints=["fetch it again, or leave it out of the folder"],
                )
            yield Brought(link, file, bool(link.digest))
        elif link.digest:
            if by_digest is None:
                by_digest = {each.sha256: each for each in take_in(paths.values(), None)}
            if held := by_digest.get(link.digest):
                yield Brought(link, held._replace(file=held.file._replace(kind=kind or held.file.kind)), True)
