"""The owner's secret keys in a folder of their own. They never enter a store, and no secret enters a repr.

    identity.age        passphrase-protected age file; inside, an age identity text: opens everything else
    identity.txt        the same text in the clear, where no passphrase is wanted
    signing_key.age     age file to that identity; inside, an OpenSSH ed25519 private key
    recovery.age        age file to that identity; inside, the second identity, to be printed on paper
    recipients.txt      the two age recipients          } public, so that sealing and
    signing_key.pub     the OpenSSH public line         } showing need no passphrase
    recipients.pin      what this person accepted as recipients of each store

The stock `age`, `ssh-keygen` and `ssh-add` read all of it. The identity is written last, so a folder without one
is what a crash left of making one, and making it again is safe.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from talktag import disk
from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.seal import age, pins
from talktag.seal.recipients import PublicKeys, format_recipients, parse_recipients
from talktag.seal.sshkey import PublicKey, SigningKey

__all__ = ["KeyFolder", "Keys", "PublicKeys", "format_recipients", "parse_recipients"]

_SEALED = "identity.age"
_PLAIN = "identity.txt"
_SIGNING = "signing_key.age"
_SIGNING_LINE = "signing_key.pub"
_RECOVERY = "recovery.age"
_RECIPIENTS = "recipients.txt"
_PINS = "recipients.pin"
_LIMIT = 64 * 1024
_PINS_LIMIT = 1024 * 1024
_FOLDER_MODE = 0o700
_ACCEPT = "look at keys/recipients.txt in the store; if each line is yours: talktag key accept"
_MAKE_KEYS = "talktag init DIR --owner NAME --contact MAIL"


@dataclass(frozen=True, slots=True)
class Keys:
    """The unlocked secrets: the age identity line and the signing key. The repr shows neither."""

    identity: str = field(repr=False)
    signing: SigningKey


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """One person's key folder. Disk trouble is a DiskError, a linked or oversized file an InvalidError."""

    path: Path

    def exists(self) -> bool:
        """Whether there is an identity here; without one, whatever else is here is of no use."""
        return any(os.path.lexists(self.path / name) for name in (_SEALED, _PLAIN))

    def needs_passphrase(self) -> bool:
        """Whether unlock() wants a passphrase; SealedError when there are no keys."""
        self._require()
        return os.path.lexists(self.path / _SEALED)

    def create(self, passphrase: str | None, name: str, *, work_factor: int = age.WORK_FACTOR) -> PublicKeys:
        """Make fresh keys; `name` becomes the comment of the signing key's public line.

        InvalidError when there are keys already, when `name` is not one printable line, or for an empty passphrase.
        `work_factor` is log2 of scrypt's N.
        """
        if self.exists():
            raise InvalidError(f'there are keys in "{self.path}" already', hints=["talktag key show"])
        identity, recovery, signing = age.generate_identity(), age.generate_identity(), SigningKey.generate()
        owner = age.recipient_of(identity)
        public = PublicKeys(owner, age.recipient_of(recovery), signing.public_line(name))
        files = {
            _RECOVERY: age.encrypt(_identity_text(recovery, "recovery"), recipients=[owner]),
            _SIGNING: age.encrypt(signing.to_openssh(), recipients=[owner]),
            _SIGNING_LINE: f"{public.signing_line}\n".encode(),
            _RECIPIENTS: format_recipients(public),
        }
        files |= dict([_protected(identity, passphrase, work_factor)])
        self._make_folder()
        self._sweep()
        for file, data in files.items():
            disk.put(self.path / file, data, disk.PRIVATE)
        return public

    def public(self) -> PublicKeys:
        """What can be known without a passphrase; SealedError when there are no keys."""
        self._require()
        line = self._read(_SIGNING_LINE).decode("utf-8", "replace").strip()
        PublicKey.from_line(line)
        try:
            owner, recovery = parse_recipients(self._read(_RECIPIENTS))
        except ValueError:
            raise InvalidError(f'"{self.path / _RECIPIENTS}" does not name an owner and a recovery key') from None
        return PublicKeys(owner, recovery, line)

    def unlock(self, passphrase: str | None) -> Keys:
        """The secrets. SealedError: no keys, no passphrase given, a wrong one, or a damaged file.

        UntrustedError when the public files here do not belong to the secret ones.
        """
        identity = self._identity(passphrase)
        signing = SigningKey.from_openssh(self._opened(_SIGNING, identity))
        keys = Keys(identity, signing)
        self._check_belongs(keys)
        self._drop_plain_copy(identity)
        return keys

    def recovery_identity(self, keys: Keys) -> str:
        """The recovery identity "AGE-SECRET-KEY-1…", to be kept on paper: it opens every note too."""
        recovery = _identity_in(self._opened(_RECOVERY, keys.identity), self.path / _RECOVERY)
        if age.recipient_of(recovery) != self.public().recovery_recipient:
            raise UntrustedError(f'the recovery key in "{self.path}" is not the one that notes are sealed to')
        return recovery

    def change_passphrase(self, keys: Keys, new: str | None, *, work_factor: int = age.WORK_FACTOR) -> None:
        """Protect the identity by another passphrase, or by none; everything else stays as it is.

        A crash on the way leaves the old or the new state. Deleted text may stay readable on the disk's surface.
        """
        self._check_belongs(keys)
        name, data = _protected(keys.identity, new, work_factor)
        self._sweep()
        disk.put(self.path / name, data, disk.PRIVATE)
        other = self.path / (_SEALED if name == _PLAIN else _PLAIN)
        with disk.failing_as(f'could not remove "{other}"'):
            other.unlink(missing_ok=True)
            disk.sync_folder(self.path)

    def pinned(self, store_id: str) -> str | None:
        """The SHA-256 in hex of the recipients file accepted for a store, if any."""
        return self._pins().get(store_id)

    def pin(self, store_id: str, recipients: bytes) -> None:
        """Accept this recipients file for the store, in place of any earlier one."""
        data = pins.with_pin(self._pins(), store_id, recipients)
        self._make_folder()
        disk.put(self.path / _PINS, data, disk.PRIVATE)

    def check_pin(self, store_id: str, recipients: bytes) -> None:
        """Raise UntrustedError unless exactly this recipients file was accepted for the store."""
        pinned = self.pinned(store_id)
        if pinned is None:
            raise UntrustedError(
                f'the recipients of the store "{store_id}" were never accepted on this computer', hints=[_ACCEPT]
            )
        if pinned != pins.digest(recipients):
            raise UntrustedError(
                f'the recipients of the store "{store_id}" are not the ones accepted earlier', hints=[_ACCEPT]
            )

    def _require(self) -> None:
        if not self.exists():
            raise SealedError(f'there are no keys in "{self.path}" yet', hints=[_MAKE_KEYS])

    def _read(self, name: str) -> bytes:
        try:
            return disk.read(self.path / name, _LIMIT)
        except FileNotFoundError:
            raise SealedError(f'the key file "{self.path / name}" is missing') from None

    def _identity(self, passphrase: str | None) -> str:
        if not self.needs_passphrase():
            return _identity_in(self._read(_PLAIN), self.path / _PLAIN)
        if passphrase is None:
            raise SealedError(f'the keys in "{self.path}" need a passphrase')
        data, path = self._read(_SEALED), self.path / _SEALED
        try:
            text = age.decrypt(data, passphrases=[passphrase])
        except age.DamagedError as error:
            raise age.DamagedError(f'{error.message}: "{path}"') from None
        except SealedError as error:
            raise SealedError(f'{error.message} for "{path}"') from None
        return _identity_in(text, path)

    def _opened(self, name: str, identity: str) -> bytes:
        data, path = self._read(name), self.path / name
        try:
            return age.decrypt(data, identities=[identity])
        except age.DamagedError as error:
            raise age.DamagedError(f'{error.message}: "{path}"') from None
        except SealedError:
            raise SealedError(f'the identity here does not open "{path}"') from None

    def _check_belongs(self, keys: Keys) -> None:
        public = self.public()
        same_signer = PublicKey.from_line(public.signing_line) == keys.signing.public
        if not same_signer or age.recipient_of(keys.identity) != public.owner_recipient:
            raise UntrustedError(f'the public key files in "{self.path}" do not belong to the secret ones')

    def _drop_plain_copy(self, identity: str) -> None:
        """Finish a change of passphrase that a crash cut short: of two identical identities the sealed one stays."""
        if self.needs_passphrase() and os.path.lexists(self.path / _PLAIN):
            with contextlib.suppress(SealedError, InvalidError):
                if _identity_in(self._read(_PLAIN), self.path / _PLAIN) == identity:
                    disk.discard(self.path / _PLAIN)

    def _make_folder(self) -> None:
        disk.make_folder(self.path)
        with disk.failing_as(f'could not make the folder "{self.path}" private'):
            self.path.chmod(_FOLDER_MODE)

    def _sweep(self) -> None:
        """Take away what a killed run left half written."""
        for left in self.path.glob(".talktag-*.tmp"):
            disk.discard(left)

    def _pins(self) -> dict[str, str]:
        try:
            return pins.parse_pins(disk.read(self.path / _PINS, _PINS_LIMIT))
        except FileNotFoundError:
            return {}


def _protected(identity: str, passphrase: str | None, work_factor: int) -> tuple[str, bytes]:
    """The identity file's name and content."""
    text = _identity_text(identity, "owner")
    if passphrase is None:
        return _PLAIN, text
    return _SEALED, age.encrypt(text, passphrase=passphrase, work_factor=work_factor)


def _identity_text(identity: str, role: str) -> bytes:
    public = age.recipient_of(identity)
    return f"# talktag {role} identity: keep it secret\n# public key: {public}\n{identity}\n".encode("ascii")


def _identity_in(text: bytes, path: Path) -> str:
    """The one identity in an age identity text; InvalidError, which shows none of it, when there is not exactly one."""
    lines = [line.strip() for line in text.decode("utf-8", "replace").splitlines()]
    identities = [line for line in lines if line and not line.startswith("#")]
    try:
        (identity,) = identities
        age.recipient_of(identity)
    except (ValueError, InvalidError):
        raise InvalidError(f'"{path}" does not hold one age identity') from None
    return identity
