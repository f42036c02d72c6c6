"""What came: files, folders and mailboxes that somebody handed over, one thing after the other. It opens none of them.

Follows no link in a folder, and bounds everything before it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from talktag import disk
from talktag.carrier.fetch import FILE_LIMIT
from talktag.carrier.maildir import is_maildir, mails_in
from talktag.content import Content
from talktag.disk.in_parts import file_inside
from talktag.errors import InvalidError, NotFoundError, TalktagError, UntrustedError
from talktag.interop.mail.find_bundles import bundles_in
from talktag.model.bundles.members import MANIFEST
from talktag.ops.bundles.open_foreign import read_foreign

FILES_MOST = 50_000  # in one folder
_BEGINNING = 4000  # bytes by which a text is told
_ONCE_MORE = "ask the sender for it once more, best as a file"


class CameFile(NamedTuple):
    """One thing that came: what to call it, and its bytes, encrypted or not. `fault` is why these cannot be had.

    `whence` is the carrier that brought it, None where somebody handed it over. `mail_from` is what the mail that it
    was in says of its sender, and proves nothing.
    """

    path: Path
    content: Content | None
    fault: TalktagError | None = None
    whence: str | None = None
    mail_from: str | None = None

    def read(self) -> Content:
        """Its bytes; the error of one that has none."""
        if self.fault:
            raise self.fault
        if self.content is None:
            raise UntrustedError(f'"{self.path.name}" has no bytes')
        return self.content


def find_came(paths: Iterable[Path], piped: Content | None = None) -> Iterator[CameFile]:
    """Everything in files and folders, in the order in which they were named; `-` is what was `piped`.

    A folder that a bundle was unpacked to is that bundle, a Maildir all its mails, any other all the files in it. Of a
    mail, a mailbox or a text it is what these hold; what holds nothing is passed over, where it was not named itself.
    """
    for path in paths:
        if str(path) == "-" and piped is not None:
            yield from _within_or_itself(CameFile(Path("standard input"), piped))
        elif path.is_dir() and not _is_unpacked(path):
            for each in _in_folder(path):
                yield from held_in(each)
        else:
            yield from _within_or_itself(_alone(path))


def held_in(came: CameFile) -> Iterator[CameFile]:
    """What a file of any shape holds: itself, or what is attached to a mail, pasted into a text, kept in a mailbox."""
    if came.content is None:
        yield came
        return
    for each in bundles_in(came.content, came.path.name):
        path = came.path if each.name == came.path.name else came.path / each.name
        if each.fault:
            fault = UntrustedError(f'"{path.name}": {each.fault}', hints=[_ONCE_MORE])
            yield came._replace(path=path, content=None, fault=fault)
        else:
            mail_from = each.mail.sender if each.mail else None
            yield came._replace(path=path, content=each.content, mail_from=mail_from)


def _within_or_itself(came: CameFile) -> Iterator[CameFile]:
    found = False
    for each in held_in(came):
        found = True
        yield each
    if not found:
        yield came._replace(content=None, fault=_nothing_in(came)) if _is_text(came.content) else came


def _is_text(content: Content | None) -> bool:
    """Whether it is a text or a mail, and so never a file of its own."""
    beginning = content.read(0, _BEGINNING) if content else b""
    try:
        return beginning.decode("utf-8").replace("\n", " ").replace("\r", " ").replace("\t", " ").isprintable()
    except UnicodeDecodeError:
        return False


def _nothing_in(came: CameFile) -> UntrustedError:
    return UntrustedError(
        f'"{came.path.name}" holds nothing that was signed or encrypted',
        hints=["of a text take all of it, with its first and its last line", _ONCE_MORE],
    )


def _alone(path: Path) -> CameFile:
    try:
        return CameFile(path, read_foreign(path))
    except TalktagError as error:
        return CameFile(path, None, error)


def _is_unpacked(folder: Path) -> bool:
    """Whether a bundle was unpacked to it: its list of files is there, around it, or one folder further in."""
    around = [folder, *([folder.parent] if folder.name == "data" else [])]
    with disk.failing_as(f'could not list "{folder}"'), os.scandir(folder) as found:
        inner = [folder / each.name for each in found if each.is_dir(follow_symlinks=False)]
    return any((each / MANIFEST).is_file() for each in (*around, *inner))


def _in_folder(folder: Path) -> Iterator[CameFile]:
    """The files in a folder; what is no regular file is none, and a link leads nowhere."""
    target = disk.real_path(folder)
    ways = list(mails_in(target)) if is_maildir(target) else _names_in(target)
    if len(ways) > FILES_MOST:
        raise InvalidError(f'there are more than {FILES_MOST:,} files in "{folder}"', hints=["name some of them"])
    for way in ways:
        try:
            yield CameFile(folder / way, file_inside(target, way, FILE_LIMIT))
        except (FileNotFoundError, NotFoundError):
            continue
        except TalktagError as error:
            yield CameFile(folder / way, None, error)


def _names_in(folder: Path) -> list[str]:
    with disk.failing_as(f'could not list "{folder}"'), os.scandir(folder) as found:
        files = (each.name for each in found if each.is_file(follow_symlinks=False))
        return sorted(name for name in files if not name.startswith("."))
