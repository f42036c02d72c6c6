"""`key`: the owner's public keys, the recovery key for paper, and which recipients this computer accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.seal.keys import parse_recipients
from talktag.seal.sshkey import PublicKey
from talktag.store import layout


@dataclass(frozen=True, slots=True)
class KeysShown:
    """What may be known of the keys without opening them."""

    folder: Path
    signing_line: str
    fingerprint: str
    recipient: str
    recovery: str
    protected: bool

    def values(self) -> Mapping[str, Any]:
        """The public keys and where the secret ones are."""
        return {
            "folder": str(self.folder),
            "signing_key": self.signing_line,
            "fingerprint": self.fingerprint,
            "recipient": self.recipient,
            "recovery_recipient": self.recovery,
            "passphrase": self.protected,
        }


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The recovery key went to this file."""

    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The file; never the key."""
        return {"file": str(self.path) if self.path else "-"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The recipients new notes are sealed to from now on."""

    recipients: tuple[str, ...]

    def values(self) -> Mapping[str, Any]:
        """The recipients."""
        return {"recipients": list(self.recipients)}


def show_keys(session: Session) -> Outcome:
    """The public keys; SealedError where there are none."""
    folder = session.key_folder
    public = folder.public()
    fingerprint = PublicKey.from_line(public.signing_line).fingerprint
    return Outcome(
        KeysShown(
            folder.path,
            public.signing_line,
            fingerprint,
            public.owner_recipient,
            public.recovery_recipient,
            folder.needs_passphrase(),
        )
    )


def back_up(session: Session, path: Path | None) -> Outcome:
    """The recovery key as text to keep on paper: with it every note opens, whatever became of the passphrase."""

    def make() -> bytes:
        secret = session.key_folder.recovery_identity(session.keys)
        return (
            "# talktag recovery key. Keep it on paper, away from the computer: it opens every private note.\n"
            "# To use it: save this text as recovery.txt, then: age -d -i recovery.txt NOTE.age\n"
            f"{secret}\n"
        ).encode()

    return Outcome(BackedUp(path), output=Output(path, make))


def accept_recipients(session: Session) -> Outcome:
    """Accept the store's list of recipients on this computer, after the owner looked at it."""
    data = session.store.read(layout.RECIPIENTS)
    recipients = parse_recipients(data)
    ident = session.store.settings.id
    folder = session.key_folder
    return Outcome(
        Accepted(recipients), question="Seal new notes to exactly these?", after=lambda: folder.pin(ident, data)
    )
