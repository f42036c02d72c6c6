"""The key check of a label: 16 characters that tie one tag to the owner's signing key. Holds no secret.

Whoever has the public key, such as a shop with a signed bundle, can compute it and compare. Whoever has not, and sees
two labels, cannot tell whether one person stuck on both: a plain fingerprint would say so.
"""

from __future__ import annotations

import hashlib

from talktag.model.values.ident import ALPHABET
from talktag.seal.ssh.key import PublicKey

LABEL = "talktag-key-check-1"
_BYTES = 10  # 80 bits; base32 then needs no padding


def key_check(tag: str, key: PublicKey) -> str:
    """The first 80 bits of SHA-256 over `talktag-key-check-1:TAG:` and the key's SSH blob, in Crockford's base32."""
    digest = hashlib.sha256(f"{LABEL}:{tag}:".encode("ascii") + key.blob).digest()
    number = int.from_bytes(digest[:_BYTES])
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))
