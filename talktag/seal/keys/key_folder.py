"""The owner's secret keys in a folder of their own. They never enter a store, and no secret enters a repr.

    identity.age          passphrase-protected age file; inside, an age identity text: opens everything else
    identity.txt          the same text in the clear, where no passphrase is wanted
    signing_key.age       age file to that identity; inside, an OpenSSH ed25519 private key
    signing_key.agent     in its place where an ssh-agent holds the secret; nothing secret is inside
    recovery.age          age file to that identity; inside, the second identity, to be printed on paper
    old_identities.age    age file to that identity; inside, identities of earlier, which open what was sealed then
    recipients.txt        the two age recipients            }
    signing_key.pub       the OpenSSH public line           } public, so that sealing and
    old_recipients.txt    the recipients of earlier         } showing need no passphrase
    old_signing_keys.pub  the public lines of earlier       }
    recipients.pin        what this person accepted as recipients of each store
    signers.pin           whose keys this person accepted in each store, and how they were checked
    signers.seen          up to where the history of each store was looked through for keys taken back
    next/                 what a change of several files is made of, until it is finished

The stock `age`, `ssh-keygen` and `ssh-add` read all of it. A folder without an identity is what a crash of an earlier
version left of making one, and making it again is safe. Beside the folder lies `keys.lock`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talktag import disk
from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.flush import flush_path
from talktag.seal import age
from talktag.seal.keys import atomic_files, recovery_text
from talktag.seal.keys.accepted_keys import Accepted
from talktag.seal.keys.atomic_files import ALONE, Along
from talktag.seal.keys.recipients import PublicKeys, format_recipients, parse_recipients
from talktag.seal.ssh.key import PublicKey, SigningKey

if TYPE_CHECKING:
    from talktag.seal.keys.atomic_files import Wait
    from talktag.seal.ssh.agent import Agent, AgentKey
    from talktag.seal.ssh.sshsig import Signer

__all__ = ["FreshKeys", "KeyFolder", "Keys", "PublicKeys", "format_recipients", "parse_recipients"]

_SEALED = "identity.age"
_PLAIN = "identity.txt"
_SIGNING = "signing_key.age"
_SIGNING_LINE = "signing_key.pub"
_SIGNING_AGENT = "signing_key.agent"
_RECOVERY = "recovery.age"
_RECIPIENTS = "recipients.txt"
_OLD_IDENTITIES = "old_identities.age"
_OLD_RECIPIENTS = "old_recipients.txt"
_OLD_LINES = "old_signing_keys.pub"
_LIMIT = 64 * 1024
_MAKE_KEYS = "talktag init DIR --owner NAME --contact MAIL"
_AGENT_NOTE = b"The secret half of the signing key is with ssh-agent, which is asked for every signature.\n"


@dataclass(frozen=True, slots=True)
class Keys:
    """The unlocked secrets: the age identity line, those of earlier, and what signs. The repr shows no secret."""

    identity: str = field(repr=False)
    signing: Signer
    old: tuple[str, ...] = field(default=(), repr=False)
    passphrase: str | None = field(default=None, repr=False, compare=False)

    @property
    def identities(self) -> tuple[str, ...]:
        """Every identity that may open something: the one in use first."""
        return (self.identity, *self.old)


@dataclass(frozen=True, slots=True)
class FreshKeys:
    """Secrets that are not on any disk yet: identity and recovery identity, and the signing key. No repr shows them."""

    identity: str = field(repr=False)
    recovery: str = field(repr=False)
    signing: SigningKey = field(repr=False)

    @classmethod
    def generate(cls) -> FreshKeys:
        """All of them new."""
        return cls(age.generate_identity(), age.generate_identity(), SigningKey.generate())

    def public(self, name: str) -> PublicKeys:
        """Their public halves; `name` is the comment of the signing key's line."""
        owner, recovery = age.recipient_of(self.identity), age.recipient_of(self.recovery)
        return PublicKeys(owner, recovery, self.signing.public_line(name))


@dataclass(frozen=True, slots=True)
class KeyFolder(Accepted):
    """One person's key folder. Disk trouble is a DiskError, a linked or oversized file an InvalidError.

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
        return os.path.lexists(self.path / _SEALED)

    def create(
        self,
        passphrase: str | None,
        name: str,
        *,
        fresh: FreshKeys | None = None,
        old: Sequence[str] = (),
        work_factor: int = age.WORK_FACTOR,
        along: Along = ALONE,
    ) -> PublicKeys:
        """Put `fresh` keys into the folder, or newly made ones; `name` is the comment of the signing key's line.

        `old` are identities of earlier that are to open what was sealed to them. InvalidError when there are keys
        already, when `name` is not one printable line, or for an empty passphrase. `work_factor` is log2 of scrypt's N.
        """
        if self.exists():
            raise self._made_already()
        fresh = fresh or FreshKeys.generate()
        public = fresh.public(name)
        files: dict[str, bytes | None] = {
            **self._old_files(public.owner_recipient, old),
            **_sealed_files(fresh, public.owner_recipient),
            _SIGNING_LINE: f"{public.signing_line}\n".encode(),
            _RECIPIENTS: format_recipients(public),
            **dict([_protect(fresh.identity, passphrase, work_factor)]),
        }
        with self.changing():
            if self._has_identity():
                raise self._made_already()
            self._switch(files, along)
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

    def old_signing_lines(self) -> tuple[str, ...]:
        """The OpenSSH public lines of signing keys that were replaced, so that what they signed is still known."""
        text = self.read_or(_OLD_LINES, b"").decode("utf-8", "replace")
        return tuple(line for line in text.splitlines() if line)

    def old_recipients(self) -> tuple[str, ...]:
        """The recipients whose identities were replaced, or came from a backup."""
        data = self.read_or(_OLD_RECIPIENTS, b"")
        return parse_recipients(data) if data else ()

    def unlock(self, passphrase: str | None) -> Keys:
        """The secrets. SealedError: no keys, no passphrase given, a wrong one, or a damaged file.

        UntrustedError when the public files here do not belong to the secret ones.
        """
        identity = self._identity(passphrase)
        signing = self.agent_key() or SigningKey.from_openssh(self._decrypt(_SIGNING, identity))
        old: tuple[str, ...] = ()
        if os.path.lexists(self.path / _OLD_IDENTITIES):
            old = self._identities(self._decrypt(_OLD_IDENTITIES, identity), _OLD_IDENTITIES)
        keys = Keys(identity, signing, old, passphrase)
        self._check_belongs(keys)
        self._drop_plain_copy(identity)
        return keys

    def agent_key(self) -> AgentKey | None:
        """The signing key where ssh-agent holds its secret half, which needs no passphrase; else None."""
        self._require()
        if not os.path.lexists(self.path / _SIGNING_AGENT):
            return None
        from talktag.seal.ssh.agent import Agent, AgentKey

        return AgentKey(self.agent or Agent(""), PublicKey.from_line(self.public().signing_line))

    def recovery_identity(self, keys: Keys) -> str:
        """The recovery identity "AGE-SECRET-KEY-1…", to be kept on paper: it opens every note too."""
        recovery = self._only_identity(self._decrypt(_RECOVERY, keys.identity), _RECOVERY)
        if age.recipient_of(recovery) != self.public().recovery_recipient:
            raise UntrustedError(f'the recovery key in "{self.path}" is not the one that notes are sealed to')
        return recovery

    def change_passphrase(self, keys: Keys, new: str | None, *, work_factor: int = age.WORK_FACTOR) -> None:
        """Protect the identity by another passphrase, or by none; everything else stays as it is.

        A crash on the way leaves the old or the new state. Deleted text may stay readable on the disk's surface.
        """
        self._check_belongs(keys)
        name, data = _protect(keys.identity, new, work_factor)
        with self.changing():
            self._check_belongs(keys)
            disk.put(self.path / name, data, disk.PRIVATE)
            other = self.path / (_SEALED if name == _PLAIN else _PLAIN)
            with disk.failing_as(f'could not remove "{other}"'):
                other.unlink(missing_ok=True)
                flush_path(self.path)

    def renew(self, keys: Keys, fresh: FreshKeys, *, work_factor: int = age.WORK_FACTOR, along: Along = ALONE) -> None:
        """Put `fresh` keys in place of `keys`, under the same passphrase, all at once or not at all.

        What is replaced stays: identities to open what is sealed to them, public halves to know what they signed.
        The secret of a signing key that is replaced does not.
        """
        self._check_belongs(keys)
        public = self.public()
        new = fresh.public(_comment(public.signing_line))
        files: dict[str, bytes | None] = {}
        if new.owner_recipient != public.owner_recipient:
            replaced = (keys.identity, self.recovery_identity(keys), *keys.old)
            files |= self._old_files(new.owner_recipient, replaced)
            files |= _sealed_files(fresh, new.owner_recipient)
            files |= {_RECIPIENTS: format_recipients(new)}
            files |= dict([_protect(fresh.identity, keys.passphrase, work_factor)])
        if self.agent_key():
            files.pop(_SIGNING, None)
        elif fresh.signing.public != keys.signing.public:
            files |= self._signing_files(new.signing_line, fresh.signing, new.owner_recipient)
        with self.changing():
            self._check_belongs(keys)
            self._switch(files, along)

    def use(self, line: str, signing: SigningKey | None, along: Along = ALONE) -> None:
        """Sign with another key from now on: `signing`, which is sealed here, or where None the agent's one of `line`.

        Needs no passphrase: sealing uses public keys only.
        """
        owner = self.public().owner_recipient
        files = self._signing_files(line, signing, owner)
        with self.changing():
            self._switch(files, along)

    def waits_for(self) -> Wait | None:
        """What a change of keys waits for that was cut short; settle() ends it."""
        return atomic_files.waiting(self.path)

    def settle(self, is_made: Callable[[Wait], bool]) -> None:
        """End such a change: make it, where what it waited for `is_made`, else drop it."""
        with self.changing():
            if wait := self.waits_for():
                (atomic_files.make if is_made(wait) else atomic_files.drop)(self.path)

    def _switch(self, files: Mapping[str, bytes | None], along: Along) -> None:
        """Replace files, with what goes along in the middle: from the moment that is done, so is this."""
        accepted = self.accepting(along.acceptance) if along.acceptance else {}
        atomic_files.stage(self.path, {**files, **accepted}, along.wait)
        try:
            along.work()
        except BaseException:
            if along.wait is None:
                atomic_files.drop(self.path)
            raise  # what it waits for may have happened all the same
        atomic_files.make(self.path)

    def _has_identity(self) -> bool:
        return any(os.path.lexists(self.path / name) for name in (_SEALED, _PLAIN))

    def _made_already(self) -> InvalidError:
        return InvalidError(f'there are keys in "{self.path}" already', hints=["talktag key show"])

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
            return self._only_identity(self._read(_PLAIN), _PLAIN)
        if passphrase is None:
            raise SealedError(f'the keys in "{self.path}" need a passphrase')
        data, path = self._read(_SEALED), self.path / _SEALED
        try:
            text = age.decrypt(data, passphrases=recovery_text.spellings(passphrase))
        except age.DamagedError as error:
            raise age.DamagedError(f'{error.message}: "{path}"') from None
        except SealedError as error:
            raise SealedError(f'{error.message} for "{path}"') from None
        return self._only_identity(text, _SEALED)

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

    def _check_belongs(self, keys: Keys) -> None:
        public = self.public()
        same_signer = PublicKey.from_line(public.signing_line) == keys.signing.public
        if not same_signer or age.recipient_of(keys.identity) != public.owner_recipient:
            raise UntrustedError(f'the public key files in "{self.path}" do not belong to the secret ones')

    def _drop_plain_copy(self, identity: str) -> None:
        """Finish a change of passphrase that a crash cut short: of two identical identities the sealed one stays."""
        if self.needs_passphrase() and os.path.lexists(self.path / _PLAIN):
            with contextlib.suppress(SealedError, InvalidError):
                if self._only_identity(self._read(_PLAIN), _PLAIN) == identity:
                    disk.discard(self.path / _PLAIN)

    def _old_files(self, owner: str, replaced: Sequence[str]) -> dict[str, bytes]:
        """The files that keep the identities of earlier, and say which recipients those are."""
        if not replaced:
            return {}
        text = recovery_text.old_identities_text(replaced)
        recipients = dict.fromkeys((*map(age.recipient_of, replaced), *self.old_recipients()))
        return {
            _OLD_IDENTITIES: age.encrypt(text, recipients=[owner]),
            _OLD_RECIPIENTS: "".join(f"{each}\n" for each in recipients).encode("ascii"),
        }

    def _signing_files(self, line: str, signing: SigningKey | None, owner: str) -> dict[str, bytes | None]:
        """The files of another signing key, the public line of the one in use kept."""
        lines = dict.fromkeys((self.public().signing_line, *self.old_signing_lines()))
        return {
            _SIGNING_LINE: f"{line}\n".encode(),
            _OLD_LINES: "".join(f"{each}\n" for each in lines if each != line).encode(),
            _SIGNING: age.encrypt(signing.to_openssh(), recipients=[owner]) if signing else None,
            _SIGNING_AGENT: None if signing else _AGENT_NOTE,
        }


def _sealed_files(fresh: FreshKeys, owner: str) -> dict[str, bytes]:
    """The files that only the identity opens."""
    return {
        _RECOVERY: age.encrypt(recovery_text.identity_text(fresh.recovery, "recovery"), recipients=[owner]),
        _SIGNING: age.encrypt(fresh.signing.to_openssh(), recipients=[owner]),
    }


def _protect(identity: str, passphrase: str | None, work_factor: int) -> tuple[str, bytes]:
    """The identity file's name and content."""
    text = recovery_text.identity_text(identity, "owner")
    if passphrase is None:
        return _PLAIN, text
    return _SEALED, age.encrypt(text, passphrase=recovery_text.compose(passphrase), work_factor=work_factor)


def _comment(line: str) -> str:
    return " ".join(line.split(" ")[2:])
