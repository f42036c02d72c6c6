"""The signature proper inside an SSHSIG, by a plain key or a hardware key. Checks it; whom it binds is not known here.

Formats: RFC 8709 for Ed25519, RFC 5656 for the numbers of ECDSA, OpenSSH's PROTOCOL.u2f for what a FIDO authenticator
signs: the hash of its application, a byte of flags, a counter, and the hash of the message.
"""

from __future__ import annotations

import hashlib

from talktag.errors import UntrustedError
from talktag.seal.ssh import wire
from talktag.seal.ssh.key import HARDWARE_ECDSA, PublicKey

TOUCHED = 0x01  # the flag of user presence (CTAP 2, WebAuthn section 6.1)
_TRAILER = 5  # bytes: flags and counter
_SIGNATURE_BYTES = 64
_NUMBER_BYTES = 33  # of r or s: 32, and a zero where the highest bit is set


def check(key: PublicKey, blob: bytes, message: bytes) -> None:
    """Raise UntrustedError, with a message for every reason, unless `blob` is the signature of `message` by `key`.

    A hardware key must have been touched for it. ssh-keygen does not ask for that.
    """
    try:
        algorithm, rest = wire.take(blob)
    except ValueError:
        raise _malformed_error() from None
    if algorithm != key.algorithm.encode():
        raise UntrustedError(f'the signature calls itself "{wire.ascii_of(algorithm)}", but its key is {key.algorithm}')
    try:
        signature, trailer = wire.take(rest)
    except ValueError:
        raise _malformed_error() from None
    if len(trailer) != (_TRAILER if key.is_hardware else 0):
        raise _malformed_error()
    if key.is_hardware:
        message = hashlib.sha256(key.application).digest() + trailer + hashlib.sha256(message).digest()
    (_check_ecdsa if key.algorithm == HARDWARE_ECDSA else _check_ed25519)(key, signature, message)
    if key.is_hardware and not trailer[0] & TOUCHED:
        raise UntrustedError("the hardware key made the signature without being touched")


def _check_ed25519(key: PublicKey, signature: bytes, message: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(signature) != _SIGNATURE_BYTES:
        raise UntrustedError(f"the signature proper has {len(signature)} bytes, not {_SIGNATURE_BYTES}")
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except InvalidSignature:
        raise _misfit() from None


def _check_ecdsa(key: PublicKey, signature: bytes, message: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        first, second = map(_number, wire.unpack(signature, 2))
    except ValueError:
        raise _malformed_error() from None
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.raw)
    except ValueError:
        raise UntrustedError("the key in the signature is malformed") from None
    try:
        public.verify(encode_dss_signature(first, second), message, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise _misfit() from None


def _number(data: bytes) -> int:
    """A positive mpint (RFC 4251 section 5) in its one spelling; ValueError for another."""
    if not data or len(data) > _NUMBER_BYTES or data[0] & 0x80 or (data[0] == 0 and not data[1:2] >= b"\x80"):
        raise ValueError("not a positive number in its shortest form")
    return int.from_bytes(data, "big")


def _malformed_error() -> UntrustedError:
    return UntrustedError("the inner part of the signature is malformed")


def _misfit() -> UntrustedError:
    return UntrustedError("the signature does not fit: other bytes were signed, or another key signed")
