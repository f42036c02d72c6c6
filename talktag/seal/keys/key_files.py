"""The files of a key folder: their names, and the bytes that secrets become in them. It touches no disk."""

from __future__ import annotations

from dataclasses import dataclass, field
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
AGENT_NOTE = b"The secret half of the signing key is with ssh-agent, which is asked for every signature.\n"


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


def sealed_files(fresh: FreshKeys, owner: str) -> dict[str, bytes]:
    """The files that only the identity opens."""
    return {
        RECOVERY: age.encrypt(recovery_text.identity_text(fresh.recovery, "recovery"), recipients=[owner]),
        SIGNING: age.encrypt(fresh.signing.to_openssh(), recipients=[owner]),
    }


def protect(identity: str, passphrase: str | None, work_factor: int) -> tuple[str, bytes]:
    """The identity file's name and content."""
    text = recovery_text.identity_text(identity, "owner")
    if passphrase is None:
        return PLAIN, text
    return SEALED, age.encrypt(text, passphrase=recovery_text.compose(passphrase), work_factor=work_factor)


def comment_of(line: str) -> str:
    """What an OpenSSH public line says after its key."""
    return " ".join(line.split(" ")[2:])
