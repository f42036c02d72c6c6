"""`key`: the owner's public keys, the recovery key for paper, and whom this computer accepts. It changes no key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from talktag.errors import InvalidError
from talktag.ops.keys.accepted_keys import Named
from talktag.ops.outcome import Outcome, Output
from talktag.ops.session import Session
from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.keys.recipients import PublicKeys, parse_recipients
from talktag.store import layout


@dataclass(frozen=True, slots=True)
class KeysShown:
    """What may be known of the keys without opening them.

    `agent` tells whether ssh-agent signs, `earlier` are public lines of signing keys that were replaced; `protected` is
    None where that is not settled yet.
    """

    folder: Path
    signing_line: str
    fingerprint: str
    recipient: str
    recovery: str
    protected: bool | None
    digits: tuple[str, ...]
    agent: bool = False
    earlier: tuple[str, ...] = ()

    def values(self) -> Mapping[str, Any]:
        """The public keys and where the secret ones are."""
        protected = {} if self.protected is None else {"passphrase": self.protected}
        return protected | {
            "digits": list(self.digits),
            "folder": str(self.folder),
            "signing_key": self.signing_line,
            "fingerprint": self.fingerprint,
            "recipient": self.recipient,
            "recovery_recipient": self.recovery,
            "agent": self.agent,
            "earlier_signing_keys": list(self.earlier),
        }


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The folder new keys go into; it can only be shown what they are once they are made."""

    folder: KeyFolder

    def keys_shown(self) -> KeysShown | None:
        """The keys, once they are made."""
        if not self.folder.exists():
            return None
        return shown_of(self.folder.path, self.folder.public(), protected=self.folder.needs_passphrase())

    def values(self) -> Mapping[str, Any]:
        """The public keys, once they are made, and where the secret ones are."""
        shown = self.keys_shown()
        return shown.values() if shown else {"folder": str(self.folder.path)}


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The recovery key went to this file."""

    path: Path | None

    def values(self) -> Mapping[str, Any]:
        """The file; never the key."""
        return {"file": str(self.path) if self.path else "-"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The recipients new notes are sealed to from now on, and whose keys are believed; each with what it was so far."""

    recipients: tuple[str, ...]
    signers: tuple[Named, ...]

    def values(self) -> Mapping[str, Any]:
        """The recipients and the keys."""
        signers = [
            {"name": each.title, "state": each.state, "fingerprint": each.key.fingerprint, "accepted": each.accepted}
            for each in self.signers
        ]
        return {"recipients": list(self.recipients), "signers": signers}


def show_keys(session: Session) -> Outcome:
    """The public keys; SealedError where there are none."""
    folder = session.key_folder
    shown = shown_of(folder.path, folder.public(), protected=folder.needs_passphrase())
    by_agent = folder.agent_key() is not None
    return Outcome(replace(shown, agent=by_agent, earlier=folder.old_signing_lines()))


def new_keys(session: Session, name: str, passphrase: Callable[[], str] | None) -> Outcome:
    """Fresh keys without a store, for whoever only answers; InvalidError where there are keys already.

    `passphrase` is asked for when the keys are really made; None makes keys without one.
    """
    from talktag.seal.keys.key_files import FreshKeys

    folder = session.key_folder
    if folder.exists():
        raise InvalidError(f'there are keys in "{folder.path}" already', hints=["see them with: talktag key show"])
    if not name.strip() or not name.isprintable():
        raise InvalidError(
            "the name is empty, or not one line", hints=['for example: talktag key new "Fix-It Cameras"']
        )
    return Outcome(NewKeys(folder), effects=(folder.new_keys(FreshKeys.generate(), name, passphrase),))


def shown_of(path: Path, public: PublicKeys, *, protected: bool | None) -> KeysShown:
    """What is to be shown of public keys."""
    from talktag.seal.keys.key_digits import digit_groups

    key = public.signer
    recipients = public.owner_recipient, public.recovery_recipient
    return KeysShown(
        path, public.signing_line, key.fingerprint, *recipients, protected=protected, digits=digit_groups(key)
    )


def back_up(session: Session, path: Path | None, *, as_pdf: bool) -> Outcome:
    """The recovery key to keep on paper, as text or as a page with a code: with it every note opens.

    It is only put together when it is written, and goes nowhere else.
    """

    def make() -> bytes:
        recovery = session.key_folder.recovery_identity(session.keys)
        if not as_pdf:
            from talktag.seal.keys.recovery_text import backup_text

            return backup_text(recovery)
        from talktag.paper.pages.key_page import key_page

        return key_page(recovery, session.key_folder.public().recovery_recipient)

    return Outcome(BackedUp(path), output=Output(path, make))


def accept_all(session: Session) -> Outcome:
    """Accept the store's list of recipients and its keys on this computer, after the owner looked at them."""
    from talktag.ops.keys.accepted_keys import accepting_named, keys_named

    data = session.store.read(layout.RECIPIENTS)
    found = keys_named(session)
    question = "Seal new notes to exactly these, and believe these keys?"
    effects = accepting_named(session, found, data)
    return Outcome(Accepted(parse_recipients(data), found), question=question, effects=effects)
