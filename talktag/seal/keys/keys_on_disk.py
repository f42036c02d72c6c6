"""The keys that lie in a key folder: read, opened with the passphrase, and held against each other. Changes nothing.

But for what a crash left half done, which whoever comes first ends.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.seal import age
from talktag.seal.keys import atomic_files, recovery_text
from talktag.seal.keys.accepted_keys import AcceptedKeys
from talktag.seal.keys.key_files import (
    OLD_IDENTITIES,
    OLD_LINES,
    OLD_RECIPIENTS,
    PLAIN,
    RECIPIENTS,
    RECOVERY,
    SEALED,
    SIGNING,
    SIGNING_AGENT,
    SIGNING_LINE,
    Keys,
)
from talktag.seal.keys.recipients import PublicKeys, parse_recipients
from talktag.seal.ssh.key import PublicKey, SigningKey

if TYPE_CHECKING:
    from talktag.seal.ssh.agent import Agent, AgentKey

_LIMIT = 64 * 1024
_MAKE_KEYS = "talktag init DIR --owner NAME --contact MAIL"


@dataclass(frozen=True, slots=True)
class KeysOnDisk(AcceptedKeys):
    """The keys of one person. Disk trouble is a DiskError, a linked or oversized file an InvalidError.

    `agent` is the ssh-agent that runs here, None for none.
    """

    agent: Agent | None = None

    def exists(self) -> bool:
        """Whether there is an identity here; without one, whatever else is here is of no use."""
        if atomic_files.is_open(self.path):
            with self.changing():
                pass
        return self._has_identity()

    def needs_passphrase(self) -> bool:
        """Whether unlock() wants a passphrase; SealedError when there are no keys."""
        self._require()
        return os.path.lexists(self.path / SEALED)

    def public(self) -> PublicKeys:
        """What can be known without a passphrase; SealedError when there are no keys."""
        self._require()
        line = self._read(SIGNING_LINE).decode("utf-8", "replace").strip()
        PublicKey.from_line(line)
        try:
            owner, recovery = parse_recipients(self._read(RECIPIENTS))
        except ValueError:
            raise InvalidError(f'"{self.path / RECIPIENTS}" does not name an owner and a recovery key') from None
        return PublicKeys(owner, recovery, line)

    def old_signing_lines(self) -> tuple[str, ...]:
        """The OpenSSH public lines of signing keys that were replaced, so that what they signed is still known."""
        text = self.read_or(OLD_LINES, b"").decode("utf-8", "replace")
        return tuple(line for line in text.splitlines() if line)

    def old_recipients(self) -> tuple[str, ...]:
        """The recipients whose identities were replaced, or came from a backup."""
        data = self.read_or(OLD_RECIPIENTS, b"")
        return parse_recipients(data) if data else ()

    def unlock(self, passphrase: str | None) -> Keys:
        """The secrets. SealedError: no keys, no passphrase given, a wrong one, or a damaged file.

        UntrustedError when the public files here do not belong to the secret ones.
        """
        identity = self._identity(passphrase)
        signing = self.agent_key() or SigningKey.from_openssh(self._decrypt(SIGNING, identity))
        old: tuple[str, ...] = ()
        if os.path.lexists(self.path / OLD_IDENTITIES):
            old = self._identities(self._decrypt(OLD_IDENTITIES, identity), OLD_IDENTITIES)
        keys = Keys(identity, signing, old, passphrase)
        self._check_belongs(keys)
        self._drop_plain_copy(identity)
        return keys

    def agent_key(self) -> AgentKey | None:
        """The signing key where ssh-agent holds its secret half, which needs no passphrase; else None."""
        self._require()
        if not os.path.lexists(self.path / SIGNING_AGENT):
            return None
        from talktag.seal.ssh.agent import Agent, AgentKey

        return AgentKey(self.agent or Agent(""), self.public().signer)

    def recovery_identity(self, keys: Keys) -> str:
        """The recovery identity "AGE-SECRET-KEY-1…", to be kept on paper: it opens every note too."""
        recovery = self._only_identity(self._decrypt(RECOVERY, keys.identity), RECOVERY)
        if age.recipient_of(recovery) != self.public().recovery_recipient:
            raise UntrustedError(f'the recovery key in "{self.path}" is not the one that notes are sealed to')
        return recovery

    def _check_belongs(self, keys: Keys) -> None:
        public = self.public()
        same_signer = public.signer == keys.signing.public
        if not same_signer or age.recipient_of(keys.identity) != public.owner_recipient:
            raise UntrustedError(f'the public key files in "{self.path}" do not belong to the secret ones')

    def _has_identity(self) -> bool:
        return any(os.path.lexists(self.path / name) for name in (SEALED, PLAIN))

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
            return self._only_identity(self._read(PLAIN), PLAIN)
        if passphrase is None:
            raise SealedError(f'the keys in "{self.path}" need a passphrase')
        data, path = self._read(SEALED), self.path / SEALED
        try:
            text = age.decrypt(data, passphrases=recovery_text.spellings(passphrase))
        except age.DamagedError as error:
            raise age.DamagedError(f'{error.message}: "{path}"') from None
        except SealedError as error:
            raise SealedError(f'{error.message} for "{path}"') from None
        return self._only_identity(text, SEALED)

    def _only_identity(self, text: bytes, name: str) -> str:
        found = self._identities(text, name)
        if len(found) != 1:
            raise InvalidError(f'"{self.path / name}" does not hold one age identity')
        return found[0]

    def _identities(self, text: bytes, name: str) -> tuple[str, ...]:
        try:
            return recovery_text.identities_in(text)
        except InvalidError:
            raise InvalidError(f'"{self.path / name}" does not hold one age identity') from None

    def _decrypt(self, name: str, identity: str) -> bytes:
        data, path = self._read(name), self.path / name
        try:
            return age.decrypt(data, identities=[identity])
        except age.DamagedError as error:
            raise age.DamagedError(f'{error.message}: "{path}"') from None
        except SealedError:
            raise SealedError(f'the identity here does not open "{path}"') from None

    def _drop_plain_copy(self, identity: str) -> None:
        """Finish a change of passphrase that a crash cut short: of two identical identities the sealed one stays."""
        if self.needs_passphrase() and os.path.lexists(self.path / PLAIN):
            with contextlib.suppress(SealedError, InvalidError):
                if self._only_identity(self._read(PLAIN), PLAIN) == identity:
                    disk.discard(self.path / PLAIN)
