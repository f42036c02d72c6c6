"""The folder of a site as it is: whose it is, what of it is as it was made. It refuses what is not a site's own."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from talktag import disk
from talktag.disk.in_parts import file_inside
from talktag.errors import DiskError, InvalidError, TalktagError, UsageError
from talktag.model.site.manifest import MANIFEST, MANIFEST_MOST, MadeFile, Manifest, read_manifest

if TYPE_CHECKING:
    from talktag.ops.session import Session

_LEFT = ".talktag-"  # what a site that was not finished may leave, and nothing else has for a name


class FileLooks(NamedTuple):
    """What a file looks like: its bytes counted, and when it was written."""

    size: int
    written: int


class SiteFolder(NamedTuple):
    """A folder, every file in it by its name, and the list of those that are the site's; None where there is none."""

    path: Path
    files: Mapping[str, FileLooks]
    manifest: Manifest | None

    def held_of(self, names: Sequence[str]) -> list[str]:
        """Those of the names under which anything is there, a folder with what is in it too."""
        folders = {each.rpartition("/")[0] for each in self.files} if names else set()
        return [name for name in names if name in self.files or name in folders]

    def is_as_made(self, name: str, size: int) -> bool:
        """Whether a file of the site looks as it did when the list was written."""
        found, listed = self.files.get(name), self.files.get(MANIFEST)
        return bool(found and listed and found.size == size and found.written <= listed.written)


def site_folder(session: Session, folder: Path, *, is_within: bool = False) -> SiteFolder:
    """What is there now; UsageError or InvalidError where no site can be made, or may be.

    The folder of one that `is_within` another of a site's need not be there.
    """
    _check_apart(session, folder)
    whole = Path(os.path.realpath(folder))
    if not os.path.lexists(whole):
        if not (is_within or whole.parent.is_dir()):
            raise UsageError(f'there is no folder "{folder.parent}"', hints=["make it first, or name another"])
        return SiteFolder(whole, {}, None)
    if not whole.is_dir():
        raise UsageError(f'"{folder}" is no folder', hints=["name a folder: talktag site DIR"])
    with disk.failing_as(f'could not look into "{folder}"'):
        files = dict(_files_in(whole, ""))
    manifest = _manifest(whole, folder) if MANIFEST in files else None
    if manifest is None and files:
        raise _not_ours(folder, "there are other files in it")
    return SiteFolder(whole, files, manifest)


def check_free(folder: SiteFolder, names: Iterable[str]) -> None:
    """InvalidError where somebody else's file has a name that the site needs."""
    own = folder.manifest.files if folder.manifest else {}
    if taken := next((name for name in names if name in folder.files and name not in own), None):
        message = f'"{folder.path / taken}" is no file of this site, and stays as it is'
        raise InvalidError(message, hints=["move it away, or name another folder: talktag site DIR"])


def is_still_made(folder: Path, name: str, versions: Collection[MadeFile]) -> bool:
    """Whether what lies there is, to the byte, a file that the site made; what a list says alone takes nothing away."""
    with contextlib.suppress(OSError, TalktagError):
        content = file_inside(folder, name, max((each.size for each in versions), default=0))
        return MadeFile(content.size, content.sha256) in versions
    return False


def _files_in(folder: Path, below: str) -> Iterator[tuple[str, FileLooks]]:
    """Every file but what an unfinished site left; InvalidError for a folder that is a link, and leads elsewhere."""
    with os.scandir(folder) as found:
        for each in found:
            if each.name.startswith(_LEFT):
                continue
            seen = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(seen.st_mode):
                yield from _files_in(Path(each.path), f"{below}{each.name}/")
            elif each.is_symlink() and each.is_dir():
                raise InvalidError(f'"{each.path}" is a symbolic link, which talktag does not follow')
            else:
                yield f"{below}{each.name}", FileLooks(seen.st_size, seen.st_mtime_ns)


def _manifest(whole: Path, folder: Path) -> Manifest:
    try:
        return read_manifest(disk.read(whole / MANIFEST, MANIFEST_MOST))
    except (ValueError, InvalidError, DiskError, RecursionError):
        raise _not_ours(folder, f'its "{MANIFEST}" is not one that talktag wrote') from None


def _not_ours(folder: Path, why: str) -> InvalidError:
    hints = ["name an empty folder, or a new one: talktag site DIR"]
    return InvalidError(f'"{folder}" is no site that talktag made, and stays as it is: {why}', hints=hints)


def _check_apart(session: Session, folder: Path) -> None:
    whole, store, keys = (
        Path(os.path.realpath(each)) for each in (folder, session.store.folder, session.key_folder.path)
    )
    hints = ["name a folder for the site alone: talktag site DIR"]
    try:
        str(whole).encode()
    except UnicodeEncodeError:
        raise UsageError("the name of that folder is no text", hints=hints) from None
    if whole == store or store in whole.parents:
        raise InvalidError(f'"{folder}" is in the store, and a site may be given away', hints=hints)
    for what, place in (("the store is", store), ("your keys are", keys)):
        if whole == place or whole in place.parents:
            raise InvalidError(f'{what} in "{folder}", and a site may be given away', hints=hints)
