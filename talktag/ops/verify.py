"""`verify`: is a bundle whole, and who signed it? Works without a store; writes nothing, extracts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talktag import disk
from talktag.errors import InvalidError, NoStoreError, NotFoundError, TalktagError, UntrustedError
from talktag.model.record import without_absent
from talktag.ops.outcome import Outcome
from talktag.ops.session import Session
from talktag.store import layout

if TYPE_CHECKING:
    from talktag.seal.sshkey import PublicKey


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle whose every byte is accounted for and whose signer is known; `known_as` says how."""

    document: Mapping[str, Any]
    fingerprint: str
    known_as: str
    signed: str
    files: int

    def values(self) -> Mapping[str, Any]:
        """What the bundle says, and what was checked."""
        said = {key: self.document.get(key) for key in ("kind", "bundle", "sequence", "created", "purpose", "until")}
        return without_absent(
            {
                **said,
                "signer": {**self.document["signer"], "known_as": self.known_as},
                "audience": self.document.get("audience"),
                "product": self.document["product"],
                "shared": self.document["shared"],
                "signed": self.signed,
                "files": self.files,
            }
        )


def verify(session: Session, path: Path, signer: Path | None) -> Outcome:
    """Check a bundle: archive, signature, hashes, contents, signer.

    UntrustedError when anything does not hold, or when nothing on this computer vouches for the key; `signer` is a
    file with the key the owner gave by another way.
    """
    from talktag.bundle.archive import ARCHIVE_LIMIT
    from talktag.bundle.reading import open_archive
    from talktag.seal import sshsig

    try:
        archive = open_archive(disk.read(path.resolve(), ARCHIVE_LIMIT))
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None
    except UntrustedError as error:
        raise _refused(path, error) from error
    try:
        key = sshsig.verify(archive.manifest, archive.signature, sshsig.BUNDLE)
        contents = archive.checked(namespace=sshsig.BUNDLE, fingerprint=key.fingerprint)
    except UntrustedError as error:
        raise _refused(path, error) from error
    known_as = _known_as(session, key, signer)
    if known_as is None:
        raise UntrustedError(
            "the bundle is intact, but its signer is unknown",
            details=[f"signed with {key.fingerprint}"],
            hints=["get the sender's key by another way, save it, then: talktag verify FILE.zip --signer KEYFILE"],
        )
    return Outcome(Verified(contents.document, key.fingerprint, known_as, contents.identity, len(contents.files)))


def _refused(path: Path, error: UntrustedError) -> UntrustedError:
    return UntrustedError(
        f'"{path.name}" does not hold up: {error.message}',
        details=error.details,
        hints=error.hints or ["do not use it; ask the sender for a new copy"],
    )


def _known_as(session: Session, key: PublicKey, signer: Path | None) -> str | None:
    """How the signer is known: as the key in `signer`, the owner, or a party of the store."""
    if signer is not None:
        if _key_in(signer) != key:
            raise UntrustedError(
                f'the bundle was not signed with the key in "{signer}"',
                details=[f"signed with {key.fingerprint}"],
                hints=["do not use it; ask the sender for the right key by another way"],
            )
        return f"the key in {signer.name}"
    if session.key_folder.exists() and _key(session.key_folder.public().signing_line) == key:
        return "you"
    try:
        store = session.store
    except NoStoreError:
        return None
    if store.has(layout.OWNER_KEY) and _key(store.read(layout.OWNER_KEY).decode(errors="replace")) == key:
        return "the owner of this store"
    parties = (reading.value for reading in store.parties() if reading.value and reading.value.key)
    return next((party.name for party in parties if _key(party.key or "") == key), None)


def _key_in(path: Path) -> PublicKey:
    """The key of a file with an OpenSSH public line or an allowed-signers line."""
    try:
        text = disk.read(path.resolve(), 64 * 1024).decode(errors="replace")
    except FileNotFoundError:
        raise NotFoundError(f'there is no file "{path}"', hints=["check the name"]) from None
    for line in text.splitlines():
        _, found, rest = line.partition("ssh-ed25519 ")
        if found and (key := _key(found + rest)):
            return key
    raise InvalidError(f'"{path}" holds no OpenSSH public key', hints=["it is one line that has ssh-ed25519 in it"])


def _key(line: str) -> PublicKey | None:
    from talktag.seal.sshkey import PublicKey

    try:
        return PublicKey.from_line(line.strip())
    except TalktagError:
        return None
