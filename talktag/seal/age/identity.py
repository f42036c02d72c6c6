"""Age identities and recipients as text, and the key pairs behind them. It wraps nothing and reads no file.

Encodings: the age specification of the C2SP, sections on the X25519 and the MLKEM768-X25519 recipient type.
The second, post-quantum one is read only, because stock age before 1.3 cannot open what is written to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talktag.errors import InvalidError, SealedError
from talktag.seal.age import bech32

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

X25519 = "X25519"
HYBRID = "mlkem768x25519"
_RECIPIENT = "age"
_SECRET_BYTES = 32
_IDENTITIES = {"AGE-SECRET-KEY-": X25519, "AGE-SECRET-KEY-PQ-": HYBRID}
# The second "1" ends the name of a kind: none of the letters of bech32 is one.
_PLUGIN = re.compile(r"age1([a-z0-9-]+)1[02-9ac-hj-np-z]*", re.IGNORECASE)
_NATIVE = {"pq": "post-quantum recipients", "tag": "recipients in hardware", "tagpq": "recipients in hardware"}
_OF_SSH = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-\S+(?:\s.*)?")
_OF_ACCOUNT = re.compile(r"(?:github|gitlab):\S*", re.IGNORECASE)
_PRIME = 2**255 - 19
# The points of small order on Curve25519, also as they are written past the prime: nothing sealed to one is a secret.
_OF_ORDER_8 = (
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)
_SMALL = frozenset({0, 1, _PRIME - 1, _PRIME, _PRIME + 1, *_OF_ORDER_8})
_PREFIXES = {kind: prefix for prefix, kind in _IDENTITIES.items()}


@dataclass(frozen=True, slots=True)
class Identity:
    """A secret key: the stanza kind it opens and its 32 secret bytes, which its repr never shows."""

    kind: str
    secret: bytes = field(repr=False)


def parse_identity(text: str) -> Identity:
    """The identity in `text`; InvalidError, which never repeats the text, when it is none."""
    try:
        prefix, secret = bech32.decode(text)
    except ValueError:
        prefix, secret = "", b""
    kind = _IDENTITIES.get(prefix)
    if kind is None or len(secret) != _SECRET_BYTES:
        raise InvalidError("an age identity is not of the form AGE-SECRET-KEY-1… or was mistyped") from None
    return Identity(kind, secret)


def format_identity(identity: Identity) -> str:
    """The identity as the one line that stock age reads."""
    return bech32.encode(_PREFIXES[identity.kind].lower(), identity.secret).upper()


def parse_recipient(text: str) -> bytes:
    """The 32 bytes of an X25519 recipient "age1…"; InvalidError when it is none or of another type."""
    if text[:15].upper() == "AGE-SECRET-KEY-":
        raise InvalidError("a secret identity stands where a recipient age1… belongs")  # and must not be repeated
    if kind := _other_kind(text):
        raise InvalidError(
            f'talktag does not write to {kind}: "{text[:20]}…"',
            hints=["ask for the recipient of an X25519 key, as age-keygen prints it: age1…"],
        )
    try:
        prefix, key = bech32.decode(text)
    except ValueError:
        prefix, key = "", b""
    if prefix != _RECIPIENT or len(key) != _SECRET_BYTES:
        raise InvalidError(f'"{text[:80]}" is not an age recipient')
    if int.from_bytes(key, "little") & ((1 << 255) - 1) in _SMALL:
        raise InvalidError(f'"{text}" is a point of small order, which is nobody\'s', hints=["ask for another one"])
    return key


def _other_kind(text: str) -> str | None:
    """What else age, or a program of its kind, would write to; None where `text` is nothing of that sort."""
    if found := _PLUGIN.fullmatch(text):
        return _NATIVE.get(found[1].casefold(), f"recipients of the plugin {found[1].casefold()[:20]}")
    if _OF_SSH.fullmatch(text):
        return "SSH keys"
    return "the keys of an account" if _OF_ACCOUNT.fullmatch(text) else None


def format_recipient(key: bytes) -> str:
    """The recipient line "age1…" of 32 bytes of X25519 public key."""
    return bech32.encode(_RECIPIENT, key)


def generate_identity() -> str:
    """A fresh X25519 identity, "AGE-SECRET-KEY-1…"."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return format_identity(Identity(X25519, X25519PrivateKey.generate().private_bytes_raw()))


def recipient_of(identity: str) -> str:
    """The recipient "age1…" that an X25519 identity opens; InvalidError for any other text."""
    parsed = parse_identity(identity)
    if parsed.kind != X25519:
        raise InvalidError("talktag does not write to post-quantum recipients")
    return format_recipient(x25519_key(parsed).public_key().public_bytes_raw())


def x25519_key(identity: Identity) -> X25519PrivateKey:
    """The key object of an X25519 identity."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(identity.secret)


def hybrid_key(identity: Identity) -> MLKEM768X25519PrivateKey:
    """The key object of a post-quantum identity; SealedError where `cryptography` was built without ML-KEM.

    The 32-byte seed expands with SHAKE256 into 64 bytes for ML-KEM-768 and 32 for X25519 (draft-ietf-hpke-pq).
    """
    import hashlib

    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

    seeds = hashlib.shake_256(identity.secret).digest(96)
    try:
        post_quantum = MLKEM768PrivateKey.from_seed_bytes(seeds[:64])
    except UnsupportedAlgorithm:
        raise SealedError("the cryptography package here cannot open post-quantum age files") from None
    return MLKEM768X25519PrivateKey(post_quantum, x25519_key(Identity(X25519, seeds[64:])))
