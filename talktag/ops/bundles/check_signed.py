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
    from talktag.ops.keys.signature import signature_of

    made = signature_of(archive)
    return archive.check(namespace=made.namespace, fingerprint=made.key.fingerprint), made.key
