"""A signature that was checked and holds. Whose key made it is not said here."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talktag.bundle.reading import Unverified
    from talktag.seal.ssh.key import PublicKey
    from talktag.store.store import Store


class Signature(NamedTuple):
    """A signature that holds: the key that made it, which need not be known, and what it was made for."""

    key: PublicKey
    namespace: str


def signature_of(archive: Unverified) -> Signature:
    """The signature under what an archive lists; UntrustedError where it does not hold. What is listed is not read."""
    from talktag.model.bundles.kinds import NAMESPACES, TABLE
    from talktag.seal.ssh import sshsig

    said = sshsig.purpose(archive.signature)
    # A signature made for anything else is refused by its purpose; so is one of a kind the table does not have.
    namespace = said if said in NAMESPACES.values() else NAMESPACES[TABLE]
    return Signature(sshsig.verify(archive.manifest, archive.signature, namespace), namespace)


def signer_of_sent(store: Store, folders: Iterable[str], bundle: str) -> str | None:
    """The fingerprint of the key that signed a bundle which is kept as it was sent; None where that is not known.

    One that is only planned is signed by nobody yet, and stays so.
    """
    from talktag.bundle.reading import open_archive
    from talktag.content import Later
    from talktag.errors import TalktagError
    from talktag.store import layout

    for folder in folders:
        with contextlib.suppress(TalktagError):
            sent = store.content(layout.sent_in(folder, f"{bundle}.zip"))
            if isinstance(sent, Later) and not sent.is_made:
                return None
            return signature_of(open_archive(sent)).key.fingerprint
    return None
