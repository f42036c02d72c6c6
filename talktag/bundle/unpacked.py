"""A bundle that another program unpacked, or packed again: its files, put back into the only form that is read.

It follows no link, keeps to the limits of an archive and judges nothing: what comes out is checked as any bundle is.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from talktag.bundle.archive_out import pack
from talktag.bundle.bag import label, root_name, signed_part
from talktag.bundle.names import DEPTH_LIMIT, names_fault
from talktag.bundle.reading import Unverified
from talktag.bundle.zip_form import COUNT_LIMIT, MEMBER_LIMIT, RATIO_LIMIT, TOTAL_LIMIT
from talktag.content import PART, Content, ContentFile, Made
from talktag.disk.in_parts import file_inside
from talktag.errors import InvalidError, UntrustedError
from talktag.model.bundles.members import MANIFEST
from talktag.model.values.foreign_text import quote

# What systems leave in a folder that was only looked at, or put into an archive of it.
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"})
_DIRECTORY_LIMIT = 256 * (COUNT_LIMIT + 100)  # bytes that list the members: zipfile reads all of them at once
_END_SIZE = 22
_METHODS = frozenset({0, 8})  # stored, deflated


def packed_folder(path: Path) -> Content:
    """The archive, packed as it is read, of the bundle that was unpacked to `path`, or to a folder in it.

    InvalidError where there is none or several, UntrustedError where it holds what no bundle may hold.
    """
    folder = _folder_of_bag(path)
    opened = open_files({name: file_inside(folder, name, MEMBER_LIMIT) for name in _names_in(folder)})
    return pack(opened.root, opened.files, _day(opened.files))


def files_packed_again(archive: Content) -> dict[str, Content]:
    """The files of a bundle in a zip archive of another form, for telling that they hold; never for taking them in.

    UntrustedError where they cannot be told for certain, or are more than a bundle may hold.
    """
    import zipfile

    end = archive.read(max(0, archive.size - _END_SIZE), _END_SIZE)
    if not end.startswith(b"PK\5\6") or int.from_bytes(end[12:16], "little") > _DIRECTORY_LIMIT:
        raise UntrustedError("the archive has no end that lists a few files")
    try:
        with zipfile.ZipFile(_as_file(archive)) as opened:
            members = [each for each in opened.infolist() if not each.is_dir() and not _is_litter(each.filename)]
        _check_members(members)
        files = dict(_below_the_root({each.filename: _member(archive, each.filename) for each in members}))
        for content in files.values():
            content.sums  # noqa: B018 - so that whatever is wrong shows here
    except UntrustedError:
        raise
    except Exception as error:  # whatever zipfile finds wrong; it has no one error for that
        raise UntrustedError("the archive cannot be unpacked") from error
    return files


def _as_file(archive: Content) -> io.BufferedReader:
    return io.BufferedReader(ContentFile(archive, 3 * TOTAL_LIMIT))


def _member(archive: Content, name: str) -> Content:
    """A file in an archive of another form, unpacked as it is read."""

    def parts() -> Iterator[bytes]:
        import zipfile

        with zipfile.ZipFile(_as_file(archive)) as opened, opened.open(name) as file:
            while part := file.read(PART):
                yield part

    return Made(parts)


def open_files(files: Mapping[str, Content]) -> Unverified:
    """The files of a bundle, by their path below its root, as if they had come in an archive of the right form."""
    manifest, signature = signed_part(files)
    said = label(files)
    if said is None:
        raise UntrustedError('"bag-info.txt" is not there or not in the form of a bundle')
    root = root_name("item", _day(files), said[0])
    fault = names_fault(f"{root}/{name}" for name in files)
    if fault:
        raise UntrustedError(f"in the bundle {fault}")
    return Unverified(root, files, manifest, signature)


def _day(files: Mapping[str, Content]) -> datetime:
    _, day = label(files) or ("", "")
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC)
    except ValueError:
        raise UntrustedError('"bag-info.txt" gives no day') from None


def _folder_of_bag(path: Path) -> Path:
    """Where the list of files is: in `path`, around it where it is the folder data, or one folder further in."""
    around = [path, *([path.parent] if path.name == "data" else [])]
    found = [each for each in around if (each / MANIFEST).is_file()]
    if not found:
        inner = (Path(each.path) for each in os.scandir(path) if each.is_dir(follow_symlinks=False))
        found = [each for each in inner if (each / MANIFEST).is_file()]
    if not found:
        raise InvalidError(
            f"{quote(path.name)} is a folder and no bundle: it has no {quote(MANIFEST)}",
            hints=["name the zip file, or the folder that came out of it"],
        )
    if len(found) > 1 and found[0] not in around:
        raise InvalidError(f"{quote(path.name)} holds several bundles", hints=["name one of the folders in it"])
    return found[0]


def _names_in(folder: Path) -> list[str]:
    """The files in a folder, by their path below it, if they are no more than an archive may hold."""
    names, total = [], 0
    for name, size in _walk(folder, ""):
        names.append(name)
        total += size
        if size > MEMBER_LIMIT or total > TOTAL_LIMIT or len(names) > COUNT_LIMIT:
            raise UntrustedError(f"the folder holds more than a bundle may hold, with {quote(name)}")
    return names


def _walk(folder: Path, below: str) -> Iterator[tuple[str, int]]:
    if below.count("/") >= DEPTH_LIMIT:
        raise UntrustedError(f"the folder {quote(below)} is too deep for a bundle")
    with os.scandir(folder / below) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            name = below + entry.name
            if _is_litter(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                yield name, entry.stat(follow_symlinks=False).st_size
            else:
                raise UntrustedError(f"in the folder {quote(name)} is a link or a special file")


def _is_litter(name: str) -> bool:
    return any(part in _LITTER or part.startswith("._") for part in name.split("/"))


def _check_members(members: list) -> None:  # type: ignore[type-arg] # of zipfile, which is loaded late
    """Refuse by what is claimed, before a byte is decompressed."""
    if len(members) > COUNT_LIMIT or sum(each.file_size for each in members) > TOTAL_LIMIT:
        raise UntrustedError("the archive holds more than a bundle may hold")
    for each in members:
        if each.flag_bits & 1 or each.compress_type not in _METHODS:
            raise UntrustedError(f"in the archive {quote(each.filename)} is not packed in a way that is read")
        if each.file_size > min(MEMBER_LIMIT, each.compress_size * RATIO_LIMIT):
            raise UntrustedError(f"in the archive {quote(each.filename)} is too large")
    if len({each.filename for each in members}) < len(members):
        raise UntrustedError("the archive holds a name twice")


def _below_the_root(files: Mapping[str, Content]) -> Iterator[tuple[str, Content]]:
    """The files by their path below the folder that has the list of files."""
    root = next((name.removesuffix(MANIFEST) for name in files if name.split("/")[-1] == MANIFEST), "")
    for name, content in files.items():
        if not name.startswith(root):
            raise UntrustedError(f"in the archive {quote(name)} is beside the bundle")
        yield name.removeprefix(root), content
