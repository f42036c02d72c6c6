"""A desk that is at work: its settings, its keys, its rules, its keeping. It asks no person anything, ever."""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError, NotFoundError, SealedError
from talktag.model.desk.desk_settings import DESK_FILE, DeskSettings, read_desk_settings
from talktag.ops.desk.rule_book import RuleBook
from talktag.ops.desk.tags.registers import TagRegisters
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    from talktag.model.desk.keeping import DeskKeeping
    from talktag.seal.keys.key_files import Keys
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.seal.keys.recipients import PublicKeys

KEYS = "keys"
_LIMIT = 64_000  # bytes of the settings


@dataclass
class OpenDesk:
    """What one worker of a desk has at hand. The secrets show in no repr."""

    folder: Path
    settings: DeskSettings
    public: PublicKeys
    keys: Keys = field(repr=False)
    old_lines: tuple[str, ...]
    keeping: DeskKeeping
    told: set[str] = field(default_factory=set)  # problems of rules, which come with every arrival and are told once

    @cached_property
    def rules(self) -> RuleBook:
        """Its rules and lookups, read anew where they changed."""
        return RuleBook(self.folder)

    @cached_property
    def tags(self) -> TagRegisters:
        """The tags that it printed, read anew where they changed."""
        return TagRegisters(self.folder)

    @cached_property
    def fingerprint(self) -> str:
        """That of the key it signs with."""
        return self.public.signer.fingerprint

    @cached_property
    def fingerprints(self) -> frozenset[str]:
        """Those of all its keys, the earlier ones among them."""
        lines = (self.public.signing_line, *self.old_lines)
        return frozenset(PublicKey.from_line(line).fingerprint for line in lines)


def settings_of(folder: Path) -> DeskSettings:
    """The settings of the desk in a folder; NotFoundError where it is none."""
    try:
        reading = read_desk_settings(disk.read(folder / DESK_FILE, _LIMIT), DESK_FILE)
    except FileNotFoundError:
        new = "DIR" if os.path.lexists(folder) else shlex.quote(str(folder))  # it must be a folder that is not there
        raise NotFoundError(
            f'there is no desk in "{folder}"',
            hints=[f"make one with: talktag desk new {new} --name NAME --contact MAIL"],
        ) from None
    wrong = [each for each in reading.problems if each.severity == "error"]
    if reading.value is None or wrong:
        raise InvalidError(f'"{folder / DESK_FILE}" does not hold up', details=[str(each) for each in wrong])
    return reading.value


def open_desk(folder: Path, keys: KeyFolder, keeping: DeskKeeping) -> OpenDesk:
    """The desk in a folder, its keys opened. SealedError for keys that would ask, InvalidError for any others can read.

    Earlier keys open what was sealed to them, and are still the desk's.
    """
    settings = settings_of(folder)
    if keys.needs_passphrase():
        raise SealedError(
            f'the keys in "{keys.path}" have a passphrase, and at a desk nobody is asked',
            hints=["keep keys of its own for it, made by: talktag desk new"],
        )
    _check_private(keys.path)
    return OpenDesk(
        folder=folder,
        settings=settings,
        public=keys.public(),
        keys=keys.unlock(None),
        old_lines=keys.old_signing_lines(),
        keeping=keeping,
    )


def _check_private(folder: Path) -> None:
    """InvalidError for a key that anybody but the user at work can read or replace."""
    if os.name == "nt":
        return
    for path in (folder, *sorted(folder.iterdir())):
        if path.suffix == ".pub" or path.is_symlink():
            continue
        found = path.lstat()
        if found.st_uid not in {os.geteuid(), 0} or stat.S_IMODE(found.st_mode) & 0o077:
            raise InvalidError(f'"{path}" can be read by others', hints=[f"let nobody else in: chmod -R go= {folder}"])
