"""What a person accepted of each store, kept in a folder of their own. It holds no secret and opens nothing.

    recipients.pin      for each store, the list of recipients that may open its notes
    signers.pin         for each store, whose keys are believed, and how they were checked
    signers.seen        for each copy of one, up to where it is known which of them were taken back

It is the defence against a line that somebody else put into a store: what is not accepted here is not used.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from talktag import disk
from talktag.errors import UntrustedError
from talktag.lock import writing
from talktag.model.effects.of_keys import AcceptKeys
from talktag.model.keys.accepted_key import AcceptedKey
from talktag.seal.keys import atomic_files, pins

_PINS = "recipients.pin"
_SIGNERS = "signers.pin"
_SEEN = "signers.seen"
_LIMIT = 1024 * 1024
_ACCEPT = "look at keys/recipients.txt in the store; if each line is yours: talktag key accept"


@dataclass(frozen=True, slots=True)
class AcceptedKeys:
    """What was accepted, in the folder `path`. Changes are made under a lock, which lies beside the folder."""

    path: Path

    def recipients_hash(self, store_id: str) -> str | None:
        """The SHA-256 in hex of the recipients file accepted for a store, if any."""
        return self._pins().get(store_id)

    def check_pin(self, store_id: str, recipients: bytes) -> None:
        """Raise UntrustedError unless exactly this recipients file was accepted for the store."""
        pinned = self.recipients_hash(store_id)
        if pinned is None:
            raise UntrustedError(
                f'the recipients of the store "{store_id}" were never accepted on this computer', hints=[_ACCEPT]
            )
        if pinned != pins.digest(recipients):
            raise UntrustedError(
                f'the recipients of the store "{store_id}" are not the ones accepted earlier', hints=[_ACCEPT]
            )

    def signers(self, store_id: str) -> frozenset[AcceptedKey]:
        """Whose keys were accepted in a store on this computer."""
        found = pins.parse_signers(self.read_or(_SIGNERS, b""))
        return frozenset(signer for store, signer in found if store == store_id)

    def signers_seen(self, store_id: str, place: str) -> str | None:
        """Up to which commit of the copy of a store at `place` it is known which keys were taken back."""
        return pins.parse_seen(self.read_or(_SEEN, b"")).get((store_id, place))

    def accepting(self, effect: AcceptKeys) -> dict[str, bytes | None]:
        """The files in which that is accepted, to be put in place with others; those that say so already are not."""
        ident, held = effect.store_id, self.read_or(_SIGNERS, b"")
        files = {_SIGNERS: pins.with_signers(pins.parse_signers(held), ident, effect.known)}
        if effect.recipients is not None:
            files[_PINS] = pins.with_pin(self._pins(), ident, effect.recipients)
        if effect.seen:
            files[_SEEN] = pins.with_seen(pins.parse_seen(self.read_or(_SEEN, b"")), ident, *effect.seen)
        return {name: data for name, data in files.items() if data != self.read_or(name, b"")}

    @contextlib.contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the folder's lock, with nothing half done in it; BusyError when another has it for too long."""
        disk.make_folder(self.path.parent, disk.PRIVATE_FOLDER)
        with writing(self.path.with_name(f"{self.path.name}.lock"), what="is changing your keys"):
            disk.make_folder(self.path, disk.PRIVATE_FOLDER)
            with disk.failing_as(f'could not make the folder "{self.path}" private'):
                self.path.chmod(disk.PRIVATE_FOLDER)
            for left in self.path.glob(".talktag-*.tmp"):
                disk.discard(left)
            atomic_files.finish(self.path)
            atomic_files.clear(self.path)
            yield

    def read_or(self, name: str, default: bytes) -> bytes:
        """The content of a file of the folder, `default` where it is not there."""
        try:
            return disk.read(self.path / name, _LIMIT)
        except FileNotFoundError:
            return default

    def _pins(self) -> dict[str, str]:
        return pins.parse_pins(self.read_or(_PINS, b""))
