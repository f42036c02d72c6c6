"""The age file around a bundle: whom it is encrypted to, and how one is opened. What is inside never touches the disk.

It goes around the signed bundle and not into it, so that whoever opens it cannot make it look addressed to another.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from talktag.content import Content, content_of
from talktag.errors import InvalidError, SealedError, UntrustedError
from talktag.model.bundles.document import Document
from talktag.model.parties.party import Party
from talktag.ops.keys.masks.find_mask import open_masked
from talktag.ops.session import Session

_BEGINNINGS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


def recipients_of(session: Session, party: Party) -> tuple[str, ...]:
    """Who can open a bundle for `party`: the party, and the owner with the key of now or the recovery key.

    InvalidError where the party has no recipient; UntrustedError where the one in the store was not accepted here.
    """
    from talktag.ops.keys.accepted_keys import check_recipient
    from talktag.seal.age.identity import parse_recipient

    if party.age is None:
        raise InvalidError(
            f"there is no age recipient of {party.name} to encrypt to",
            hints=[
                f"ask them for it, then: talktag party set {party.slug} age=age1…",
                "with talktag they find it under: talktag key show; with age under: age-keygen -y KEYFILE",
            ],
        )
    parse_recipient(party.age)
    check_recipient(session, party)
    public = session.key_folder.public()
    return (party.age, public.owner_recipient, public.recovery_recipient)


def reply_recipients(session: Session, asked: Document) -> tuple[str, ...]:
    """Who can open an answer to the bundle `asked`: who made it, and whoever answers with the keys of this computer.

    InvalidError where the bundle does not name an age recipient that holds up.
    """
    from talktag.seal.age.identity import parse_recipient

    name, to = asked.signer.name, asked.signer.age
    by_hand = "ask them for one (talktag key show), then encrypt the answer: age -r age1… -o reply.zip.age reply.zip"
    if to is None:
        raise InvalidError(
            f"the bundle names no age recipient of {name}, so the answer cannot be encrypted to them",
            hints=["leave out --encrypt", by_hand],
        )
    try:
        parse_recipient(to)
    except InvalidError as error:
        message = f"the age recipient that the bundle names does not hold up: {error.message}"
        raise InvalidError(message, hints=["leave out --encrypt", by_hand]) from None
    folder = session.key_folder
    public = folder.public() if folder.exists() else None
    return tuple(dict.fromkeys((to, *((public.owner_recipient, public.recovery_recipient) if public else ()))))


def encrypt_made(make: Callable[[], bytes | Content], recipients: tuple[str, ...]) -> Callable[[], bytes | Content]:
    """What makes the bundle of `make`, encrypted; without recipients `make` itself."""
    from talktag.seal import age

    return (lambda: age.seal_content(content_of(make()), recipients)) if recipients else make


def is_encrypted(content: Content) -> bool:
    """Whether it is an age file, by how it begins."""
    return content.read(0, 40).startswith(_BEGINNINGS)


def decrypt_file(session: Session, path: Path, content: Content) -> Content:
    """What the age file holds, opened as it is read, if it is for a key of this computer, or one of a mask.

    SealedError where it is not, or there are no keys; UntrustedError where it is damaged, which may show only when the
    damaged part is read.
    """
    from talktag.seal import age

    folder = session.key_folder
    if not folder.exists():
        raise SealedError(
            f'"{path.name}" is encrypted, and there are no keys on this computer to open it with',
            hints=["open it with the key it was made for: age -d -i KEYFILE, then check what comes out"],
        )
    identities = session.keys.identities  # that these are locked says nothing of whom it is encrypted to
    try:
        return Content(_DecryptedFile(age.open_content(content, identities)))
    except age.DamagedError as error:
        raise UntrustedError(error.message, details=error.details) from error
    except SealedError:
        if (masked := open_masked(session, content)) is not None:
            return Content(_DecryptedFile(masked))
        raise SealedError(
            f'"{path.name}" is not encrypted to a key of this computer',
            hints=[f"ask the sender to encrypt it to: {folder.public().owner_recipient}"],
        ) from None


class _DecryptedFile:
    """What an age file holds, as a source; what is damaged in it is no reason to ask for another key."""

    def __init__(self, opened: Content) -> None:
        self._opened = opened
        self.size = opened.size

    def read(self, at: int, length: int) -> bytes:
        from talktag.seal import age

        try:
            return self._opened.read(at, length)
        except age.DamagedError as error:
            raise UntrustedError(error.message, details=error.details) from error
