"""A key that is new here and speaks for a thing that somebody else owns: only a person accepts it. It accepts none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talktag.errors import UntrustedError

if TYPE_CHECKING:
    from talktag.seal.ssh.key import PublicKey

NEW_HERE = "nothing yet: it is new here"  # how such a key is known


def said_digits(key: PublicKey) -> str:
    """The digits of a key, as its owner reads them out."""
    from talktag.seal.keys.key_digits import digit_groups

    return " ".join(digit_groups(key))


def only_in_person(key: PublicKey) -> UntrustedError:
    """The error where nobody is there who could look at the key."""
    return UntrustedError(
        "the bundle is intact, but its signer is new here, and only a person can accept a key",
        details=[f"signed with {key.fingerprint}", f"digits      {said_digits(key)}"],
        hints=["take it in at a terminal, without --yes", "or with the sender's key in a file: --signer KEYFILE"],
    )
