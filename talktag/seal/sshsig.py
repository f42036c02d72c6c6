"""SSHSIG signatures: made byte for byte as `ssh-keygen -Y sign` makes them, and checked strictly.

Format: OpenSSH's PROTOCOL.sshsig. A good signature says which key signed and nothing more; whether that key is
trusted is never decided here. Never identify anything by signature bytes: identify it by the bytes signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from talktag.errors import InvalidError, UntrustedError
from talktag.seal import canonical64, ssh_wire
from talktag.seal.sshkey import ED25519, PublicKey, algorithm_of

BUNDLE = "bundle@talktag"
REPLY = "reply@talktag"
TRANSFER = "transfer@talktag"
TRUST = "trust@talktag"

_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"-----END SSH SIGNATURE-----\n"
_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_COLUMNS = 70  # as ssh-keygen breaks lines; the format only recommends 76
_LIMIT = 16 * 1024
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class _Parts:
    """The fields of a signature blob, none of them checked yet."""

    key: bytes
    namespace: bytes
    reserved: bytes
    hash_name: bytes
    signature: bytes


class Signer(Protocol):
    """Whatever holds an Ed25519 secret key: a key file, or an agent that never gives it out."""

    @property
    def public(self) -> PublicKey:
        """The public key."""

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of Ed25519 signature over `message`."""


def sign(message: bytes, key: Signer, namespace: str) -> bytes:
    """The armored SSHSIG of `message` over SHA-512, with LF line ends; InvalidError for a namespace not in ASCII."""
    name = _namespace(namespace)
    signature = ssh_wire.pack(ED25519.encode(), key.sign(_signed_data(message, name, b"sha512")))
    blob = _MAGIC + _VERSION + ssh_wire.pack(key.public.blob, name, b"", b"sha512", signature)
    return _BEGIN + canonical64.wrap(canonical64.encode(blob), _COLUMNS).encode() + _END


def verify(message: bytes, signature: bytes, namespace: str) -> PublicKey:
    """The key that signed `message` for `namespace`; UntrustedError, with a message of its own for every reason."""
    name = _namespace(namespace)
    parts = _parse(_unarmor(signature))
    _check_fields(parts, name)
    key = _key(parts.key)
    _check_signature(key, _raw_signature(parts.signature), _signed_data(message, name, parts.hash_name))
    return key


def purpose(signature: bytes) -> str:
    """The namespace that a signature says it is for, which nothing vouches for before `verify`; UntrustedError."""
    return _shown(_parse(_unarmor(signature)).namespace)


def _namespace(namespace: str) -> bytes:
    if not namespace or not namespace.isascii():
        raise InvalidError("a signature needs a namespace, in ASCII")
    return namespace.encode("ascii")


def _signed_data(message: bytes, namespace: bytes, hash_name: bytes) -> bytes:
    return _MAGIC + ssh_wire.pack(namespace, b"", hash_name, _HASHES[hash_name](message).digest())


def _unarmor(text: bytes) -> bytes:
    if len(text) > _LIMIT:
        raise UntrustedError(f"the signature is larger than {_LIMIT} bytes")
    if b"\r" in text:
        raise UntrustedError("the line ends of the signature were converted, so it is not as it was made")
    if not text.startswith(_BEGIN):
        raise UntrustedError("the signature does not start with the line of an SSH signature")
    body, end, rest = text[len(_BEGIN) :].partition(_END.rstrip())
    if not end or not body.endswith(b"\n"):
        raise UntrustedError("the signature does not end with the line of an SSH signature")
    if rest not in {b"", b"\n"}:
        raise UntrustedError("something follows the last line of the signature")
    try:
        return canonical64.decode(body.replace(b"\n", b""))
    except ValueError:
        raise UntrustedError("the signature is not proper base64") from None


def _parse(blob: bytes) -> _Parts:
    if not blob.startswith(_MAGIC):
        raise UntrustedError("the signature is not of the kind SSHSIG")
    version = blob[len(_MAGIC) : len(_MAGIC) + len(_VERSION)]
    if version != _VERSION:
        raise UntrustedError(f"the signature is of version {int.from_bytes(version, 'big')}, not 1")
    try:
        return _Parts(*ssh_wire.unpack(blob[len(_MAGIC) + len(_VERSION) :], 5))
    except ValueError as error:
        raise UntrustedError(f"the fields of the signature do not fit together: {error}") from None


def _check_fields(parts: _Parts, namespace: bytes) -> None:
    if not parts.namespace:
        raise UntrustedError("the signature names no purpose")
    if parts.namespace != namespace:
        raise UntrustedError(f'the signature is for "{_shown(parts.namespace)}", not for "{_shown(namespace)}"')
    if parts.reserved:
        raise UntrustedError("the signature uses a field that is reserved")
    if parts.hash_name not in _HASHES:
        raise UntrustedError(f'the signature uses the hash "{_shown(parts.hash_name)}", not sha512 or sha256')


def _key(blob: bytes) -> PublicKey:
    try:
        algorithm = algorithm_of(blob)
    except InvalidError:
        raise UntrustedError("the key in the signature is cut short") from None
    if algorithm != ED25519:
        raise UntrustedError(f'the signature is by a key of the type "{algorithm}", which talktag cannot check')
    try:
        return PublicKey(blob)
    except InvalidError:
        raise UntrustedError("the key in the signature is malformed") from None


def _raw_signature(blob: bytes) -> bytes:
    try:
        algorithm, raw = ssh_wire.unpack(blob, 2)
    except ValueError:
        raise UntrustedError("the inner part of the signature is malformed") from None
    if algorithm != ED25519.encode():
        raise UntrustedError(f'the signature calls itself "{_shown(algorithm)}", but its key is {ED25519}')
    if len(raw) != _SIGNATURE_BYTES:
        raise UntrustedError(f"the signature proper has {len(raw)} bytes, not {_SIGNATURE_BYTES}")
    return raw


def _check_signature(key: PublicKey, raw: bytes, data: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(raw, data)
    except InvalidSignature:
        raise UntrustedError("the signature does not fit: other bytes were signed, or another key signed") from None


def _shown(value: bytes) -> str:
    return value[:64].decode("ascii", "backslashreplace")
