"""Effects on the folder of the person's keys: made, replaced, locked, accepted, forgotten. No repr shows a secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from talktag.model.effects.effect import REMOVE, WRITE, OutsideFile
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.model.values.plural import plural


@dataclass(frozen=True, slots=True)
class ChangeKeys:
    """Files of the person's key folder, replaced as one; `name` is one of the keys of CHANGES_OF_KEYS.

    `contents` gives for each name in the folder what makes the file's content, None takes the file away. It may ask for
    a passphrase, so it is called once, and only when the change is wanted. `replaces` is what the files that it was
    decided on held, None for no file. `fingerprint` is of the key that signs afterwards.
    """

    name: str
    folder: str
    fingerprint: str
    contents: Mapping[str, Callable[[], bytes] | None] = field(repr=False, compare=False)
    replaces: Mapping[str, bytes | None] = field(repr=False, compare=False)

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """The files of the key folder."""
        return _in_folder(self.folder, self.contents)

    @property
    def line(self) -> str:
        """What becomes of the keys, and where they are."""
        return f"{CHANGES_OF_KEYS[self.name]} in {self.folder}"

    def details(self) -> Mapping[str, Any]:
        """Where the keys are, and which one signs afterwards."""
        return {"folder": self.folder, "fingerprint": self.fingerprint}


CHANGES_OF_KEYS = {
    "make-keys": "make keys",
    "replace-keys": "put new keys in place of those",
    "use-key": "sign with another key than the one",
    "lock-keys": "change what locks the keys",
}


@dataclass(frozen=True, slots=True)
class AcceptKeys:
    """Whose keys count on this computer in the store of that id: for each name in `known` exactly those.

    `accepted` and `forgotten` say what that changes. `recipients` is the list of recipients that is accepted, None
    where that stays as it is; `seen` a copy of the store, and the commit up to which this takes all into account that
    was taken back. `changed` are the names of the files in `folder` that come to hold something else.
    """

    folder: str
    store_id: str
    known: Mapping[str, frozenset[AcceptedKey]]
    recipients: bytes | None = field(default=None, repr=False)
    seen: tuple[str, str] | None = None
    accepted: tuple[AcceptedKey, ...] = ()
    forgotten: tuple[AcceptedKey, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Whether keys are accepted by it, or only forgotten."""
        return "forget-keys" if self.forgotten and not (self.accepted or self.recipients) else "accept-keys"

    @property
    def files(self) -> tuple[OutsideFile, ...]:
        """What is kept of accepted keys, in the key folder."""
        return _in_folder(self.folder, dict.fromkeys(self.changed, True))

    @property
    def line(self) -> str:
        """How many keys, or which one."""
        changes = (("accept", self.accepted), ("forget", self.forgotten))
        said = [f"{verb} {_keys(keys)}" for verb, keys in changes if keys]
        if self.recipients is not None:
            said.append("accept recipients")
        return f"{', '.join(said) or 'look through the history for keys taken back'} (on this computer)"

    def details(self) -> Mapping[str, Any]:
        """The store, and the keys as they are kept."""
        return {
            "store": self.store_id,
            "recipients": self.recipients is not None,
            "accepted": [each._asdict() for each in self.accepted],
            "forgotten": [each._asdict() for each in self.forgotten],
        }


def _in_folder(folder: str, contents: Mapping[str, object]) -> tuple[OutsideFile, ...]:
    return tuple(
        OutsideFile(REMOVE if content is None else WRITE, f"{folder}/{name}") for name, content in contents.items()
    )


def _keys(keys: tuple[AcceptedKey, ...]) -> str:
    """One key by whose it is and its fingerprint, several by whose they are."""
    if len(keys) == 1:
        return f"the key {keys[0].fingerprint} of {keys[0].name.removeprefix('@')}"
    return f"{plural(len(keys), 'key')} of {', '.join(dict.fromkeys(each.name.removeprefix('@') for each in keys))}"
