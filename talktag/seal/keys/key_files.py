"""The files of a key folder: their names, and what makes the bytes that secrets become in them. It touches no disk.

A content is only made when it is wanted: protecting an identity takes a second, and asks a person for a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from talktag.seal import age
from talktag.seal.keys import recovery_text
from talktag.seal.keys.recipients import PublicKeys
from talktag.seal.ssh.key import SigningKey

if TYPE_CHECKING:
    from talktag.seal.ssh.sshsig import Signer

SEALED = "identity.age"
PLAIN = "identity.txt"
SIGNING = "signing_key.age"
SIGNING_LINE = "signing_key.pub"
SIGNING_AGENT = "signing_key.agent"
RECOVERY = "recovery.age"
RECIPIENTS = "recipients.txt"
OLD_IDENTITIES = "old_identities.age"
OLD_RECIPIENTS = "old_recipients.txt"
OLD_LINES = "old_signing_keys.pub"
_AGENT_NOTE = b"The secret half of the signing key is with ssh-agent, which is asked for every signature.\n"

# What makes the content of each file; None takes the file away.
Contents = dict[str, Callable[[], bytes] | None]


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


def identity_file(secret: str, passphrase: Callable[[], str] | None, work_factor: int) -> Contents:
    """The file of the identity in use, under the passphrase that is given then, or in the clear where there is none."""
    text = recovery_text.identity_text(secret, "owner")
    if passphrase is None:
        return {PLAIN: lambda: text}

    def protect() -> bytes:
        words = recovery_text.compose(passphrase())
        return age.encrypt(text, passphrase=words, work_factor=work_factor)

    return {SEALED: protect}


def sealed_files(fresh: FreshKeys, owner: str) -> Contents:
    """The files that only the identity opens, which is that of the recipient `owner`."""
    recovery = recovery_text.identity_text(fresh.recovery, "recovery")
    return {
        RECOVERY: partial(age.encrypt, recovery, recipients=[owner]),
        SIGNING: partial(age.encrypt, fresh.signing.to_openssh(), recipients=[owner]),
    }


def old_identity_files(owner: str, replaced: Sequence[str], recipients: Sequence[str]) -> Contents:
    """The files that keep the identities of earlier, and say which recipients those are, besides `recipients`."""
    if not replaced:
        return {}
    text = recovery_text.old_identities_text(replaced)
    known = dict.fromkeys((*map(age.recipient_of, replaced), *recipients))
    return {
        OLD_IDENTITIES: partial(age.encrypt, text, recipients=[owner]),
        OLD_RECIPIENTS: "".join(f"{each}\n" for each in known).encode,
    }


def signing_files(line: str, secret: SigningKey | None, owner: str) -> Contents:
    """The files of a signing key whose public half is `line`; None where ssh-agent has the secret."""
    return {
        SIGNING_LINE: f"{line}\n".encode,
        SIGNING: partial(age.encrypt, secret.to_openssh(), recipients=[owner]) if secret else None,
        SIGNING_AGENT: None if secret else lambda: _AGENT_NOTE,
    }


def comment_of(line: str) -> str:
    """What an OpenSSH public line says after its key."""
    return " ".join(line.split(" ")[2:])
