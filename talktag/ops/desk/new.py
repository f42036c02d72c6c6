"""`desk new`: a folder for a desk, with keys of its own that nobody is asked for."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talktag import disk
from talktag.errors import InvalidError
from talktag.interop.mail_file import mail_address
from talktag.model.desk.desk_settings import DESK_FILE, DeskSettings, settings_bytes
from talktag.model.effects.of_desk import MAKE, AtDesk
from talktag.model.rules.spans import zone_of
from talktag.ops.desk.desk import KEYS
from talktag.ops.desk.rule_book import LOOKUPS, RULES
from talktag.ops.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.seal.keys.key_folder import KeyFolder


@dataclass(frozen=True, slots=True)
class NewDesk:
    """A desk as it is made; what its customers need is known once its keys are."""

    folder: Path
    settings: DeskSettings
    keys: KeyFolder

    def values(self) -> Mapping[str, Any]:
        """Where it is, whom it speaks for, and the public keys, once they are made."""
        public = self.keys.public() if self.keys.exists() else None
        known = {"recipient": public.owner_recipient, "signing_key": public.signing_line} if public else {}
        return {"folder": str(self.folder), "name": self.settings.name, "contact": self.settings.contact, **known}


def new_desk(folder: Path, settings: DeskSettings, keys: KeyFolder) -> Outcome:
    """A plan for a desk in a folder that is new or empty; InvalidError for one that holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidError(f'"{folder}" is not an empty folder', hints=["name a new one"])
    if not all(each.strip() and each.isprintable() for each in (settings.name, settings.contact)):
        raise InvalidError("name and contact are one line each", hints=["say both: --name NetCo --contact MAIL"])
    try:
        zone_of(settings.zone)
    except ValueError as error:
        raise InvalidError(str(error)) from None
    if settings.mail and mail_address(settings.contact) is None:
        raise InvalidError(
            f'answers cannot go out as mails from "{settings.contact}": it is no mail address',
            hints=["name one: --contact care@example.org"],
        )
    effect = AtDesk(MAKE, str(folder), "", lambda: _make(folder, settings, keys))
    hint = f'rules go into "{folder / RULES}", tables that they look into "{folder / LOOKUPS}"'
    return Outcome(
        NewDesk(folder, settings, keys),
        effects=(effect,),
        done=(hint, f"let it work: talktag desk {shlex.quote(str(folder))}"),
    )


def _make(folder: Path, settings: DeskSettings, keys: KeyFolder) -> None:
    """Keys first, the settings last: a folder without them is no desk, and may be made anew."""
    from talktag.desk.folders.places import DeskPlaces
    from talktag.seal.keys import atomic_files
    from talktag.seal.keys.key_files import FreshKeys
    from talktag.seal.keys.key_folder import contents_of

    disk.make_folder(folder, disk.PRIVATE_FOLDER)
    folder.chmod(disk.PRIVATE_FOLDER)
    for name in (RULES, LOOKUPS, KEYS):
        disk.make_folder(folder / name, disk.PRIVATE_FOLDER)
    DeskPlaces(folder).make()
    change = keys.new_keys(FreshKeys.generate(), settings.name, None)
    files = contents_of(change)
    with keys.changing():
        keys.stage(files, change.replaces, None)
        atomic_files.make(keys.path)
    disk.put(folder / DESK_FILE, settings_bytes(settings))
