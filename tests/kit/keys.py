"""Keys made, changed and accepted in a folder, as a command does it that does nothing else. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from talktag.model.effects.of_keys import AcceptKeys, ChangeKeys
from talktag.ops.effects.key_step import KeyStep
from talktag.seal import age
from talktag.seal.keys.key_files import FreshKeys

if TYPE_CHECKING:
    from pathlib import Path

    from talktag.model.keys.accepted_key import AcceptedKey
    from talktag.seal.keys.key_folder import KeyFolder
    from talktag.seal.keys.recipients import PublicKeys
    from talktag.store.store import Store


def change_keys(folder: KeyFolder, *effects: ChangeKeys | AcceptKeys) -> None:
    """Carry out changes of keys that go along with no plan."""
    step = KeyStep(effects, folder, None, _open_none)
    step.prepare("")
    step.stage()
    step.make()


def make_keys(
    folder: KeyFolder, passphrase: str | None, name: str, *, work_factor: int = age.WORK_FACTOR
) -> PublicKeys:
    """Make keys in a folder that has none; their public halves."""
    fresh = FreshKeys.generate()
    words = None if passphrase is None else (lambda: passphrase)
    change_keys(folder, folder.new_keys(fresh, name, words, work_factor=work_factor))
    return fresh.public(name)


def accept_recipients(folder: KeyFolder, store_id: str, recipients: bytes) -> None:
    """Accept a list of recipients for a store, in place of any earlier one."""
    change_keys(folder, AcceptKeys(str(folder.path), store_id, {}, recipients))


def accept_keys(folder: KeyFolder, store_id: str, known: Mapping[str, Iterable[AcceptedKey]]) -> None:
    """Accept for each name exactly those keys; other names stay as they are."""
    change_keys(folder, AcceptKeys(str(folder.path), store_id, {name: frozenset(keys) for name, keys in known.items()}))


def _open_none(folder: Path) -> Store:
    raise AssertionError(folder)
