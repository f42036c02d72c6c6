"""A signature that was checked and holds. Whose key made it is not said here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey


class Signature(NamedTuple):
    """A signature that holds: the key that made it, which need not be known, and what it was made for."""

    key: PublicKey
    namespace: str
