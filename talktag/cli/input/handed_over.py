"""Passphrases that are handed over in a file or an open descriptor, and what is to be said of a weak one.

Never out of an argument or the environment, which other programs can see.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, NotFoundError, UsageError

if TYPE_CHECKING:
    from talktag.cli.flags import Flags

_LIMIT = 4096


def names_passphrase(flags: Flags) -> bool:
    """Whether the flags name one; it is not read, which an open descriptor allows but once."""
    return flags.passphrase_file is not None or flags.passphrase_fd is not None


def handed_over(flags: Flags) -> str | None:
    """The passphrase that the flags name: the first line of its file, None where they name none."""
    if not names_passphrase(flags):
        return None
    from talktag.cli import core_dumps

    core_dumps.forbid()
    if flags.passphrase_file is not None:
        return passphrase_in(flags.passphrase_file)
    try:
        with os.fdopen(flags.passphrase_fd or 0, "rb", closefd=False) as stream:
            return _first_line(stream.read(_LIMIT))
    except OSError as error:
        raise UsageError(
            f"there is no open descriptor {flags.passphrase_fd}",
            hints=["for example: --passphrase-fd 3 3<FILE"],
        ) from error


def passphrase_in(path: Path) -> str:
    """The first line of a file."""
    from talktag import disk

    try:
        return _first_line(disk.read(disk.real_path(path), _LIMIT))
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name after --passphrase-file"]) from None


def _first_line(data: bytes) -> str:
    """A mark in front of it is left to whoever tries the passphrase: an earlier version took it for a part."""
    try:
        return data.decode("utf-8").split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError:
        raise InvalidError("the passphrase is not UTF-8 text", hints=["save it as UTF-8"]) from None


def weakness(passphrase: str) -> str | None:
    """How weak a new passphrase is, and what is better; None for one that holds."""
    from talktag.seal.keys.recovery_text import compose
    from talktag.seal.keys.strength import falls_within

    span = falls_within(compose(passphrase)) if passphrase else None
    return span and (
        f"whoever gets your key files can try all passphrases as short as this within {span}; "
        "four random words hold, set with: talktag key passphrase"
    )
