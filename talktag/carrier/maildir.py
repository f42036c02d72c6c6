"""A mailbox that is a folder (Maildir): a mail is put into it whole, and what lies in it is listed. It reads no mail.

A mail is called by the id of its bundle, so that the same one put there twice is one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from talktag import disk
from talktag.content import Content
from talktag.errors import DiskError

FOLDERS = ("new", "cur", "tmp")
_READ = (":2,S", "!2,S")  # what stands behind the name of a mail that was read; the second where a name has no colon


def is_maildir(folder: Path) -> bool:
    """Whether a folder has what makes it a Maildir."""
    return all((folder / each).is_dir() for each in FOLDERS[:2])


def put_mail(folder: Path, ident: str, mail: Content) -> str:
    """Put a mail among the new ones, in one step; the way to it. One that lies there already stays as it is."""
    if not is_maildir(folder):
        _make_maildir(folder)
    name = f"{ident}.talktag"
    for there in FOLDERS[:2]:
        if found := next((each for each in os.listdir(folder / there) if _base(each) == name), None):  # noqa: PTH208
            return str(folder / there / found)
    disk.make_folder(folder / "tmp", disk.PRIVATE_FOLDER)
    staged = disk.stage(folder / "tmp", mail.parts())
    try:
        disk.publish(staged, folder / "new" / name)
    except BaseException:
        disk.discard(staged)
        raise
    return str(folder / "new" / name)


def _make_maildir(folder: Path) -> None:
    """Make an empty folder a Maildir; what holds anything else is not made one."""
    if any(each not in FOLDERS for each in os.listdir(folder)):  # noqa: PTH208
        raise DiskError(
            f'"{folder}" is no Maildir: it has neither "new" nor "cur"', hints=["name one, or an empty folder"]
        )
    for each in FOLDERS:
        disk.make_folder(folder / each, disk.PRIVATE_FOLDER)


def mails_in(folder: Path) -> Iterator[str]:
    """The ways of all mails from the folder on, new ones first."""
    for each in FOLDERS[:2]:
        with disk.failing_as(f'could not list "{folder / each}"'):
            yield from (f"{each}/{name}" for name in sorted(os.listdir(folder / each)))  # noqa: PTH208


def put_aside(folder: Path, way: str) -> None:
    """Move a new mail to those that were read; one that is there already, or was moved by another program, stays."""
    there, _, name = way.partition("/")
    if there != "new":
        return
    with disk.failing_as(f'could not move "{folder / way}"'), contextlib.suppress(FileNotFoundError):
        target = folder / "cur" / f"{_base(name)}{_READ[os.name == 'nt']}"
        os.replace(folder / way, target)


def stays_same(way: str) -> str:
    """What of the way of a mail stays when it is moved or read."""
    return _base(way.rpartition("/")[2])


def _base(name: str) -> str:
    return name.replace("!2,", ":2,").partition(":2,")[0]
