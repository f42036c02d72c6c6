"""A public key as numbers that two people can read out to each other. Says nothing about whether they did.

Thirty decimal digits in groups of five, taken from a SHA-256 of the key: a hundred bits, the same in every language,
and read out by telephone with fewer mistakes than the letters of a fingerprint.
"""

from __future__ import annotations

import hashlib

from talktag.seal.ssh.key import PublicKey

LABEL = b"talktag-spoken-key-1:"
GROUPS = 6
_DIGITS = 5


def digit_groups(key: PublicKey) -> tuple[str, ...]:
    """The GROUPS groups of digits of `key`: SHA-256 over LABEL and the SSH blob, modulo 10^30, the highest first."""
    number = int.from_bytes(hashlib.sha256(LABEL + key.blob).digest(), "big") % 10 ** (GROUPS * _DIGITS)
    digits = f"{number:0{GROUPS * _DIGITS}d}"
    return tuple(digits[start : start + _DIGITS] for start in range(0, len(digits), _DIGITS))
