"""Whether a signed archive holds up: signature, hashes and contents. Whose the key is, it does not ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talktag.bundle.reading import Contents, Unverified
    from talktag.content import Content
    from talktag.seal.ssh.key import PublicKey


def read_signed(data: bytes | Content, total: int | None = None) -> tuple[Contents, PublicKey]:
    """The contents of a signed archive and the key that signed it; UntrustedError when anything does not hold.

    `total` is how many bytes its files may have together, where that is less than for any bundle.
    """
    from talktag.bundle.reading import open_archive
    from talktag.bundle.zip_form import TOTAL_LIMIT

    return checked_by_key(open_archive(data, total or TOTAL_LIMIT))


def checked_by_key(archive: Unverified) -> tuple[Contents, PublicKey]:
    """The contents of an opened archive and the key that signed it; UntrustedError when anything does not hold."""
    from talktag.model.bundles.kinds import NAMESPACES, TABLE
    from talktag.seal.ssh import sshsig

    said = sshsig.purpose(archive.signature)
    # A signature made for anything else is refused by its purpose; so is one of a kind the table does not have.
    namespace = said if said in NAMESPACES.values() else NAMESPACES[TABLE]
    key = sshsig.verify(archive.manifest, archive.signature, namespace)
    return archive.check(namespace=namespace, fingerprint=key.fingerprint), key
