"""SSHSIG signatures: made byte for byte as `ssh-keygen -Y sign` makes them, and checked strictly.

Format: OpenSSH's PROTOCOL.sshsig. A good signature says which key signed and nothing more; whether that key is
trusted is never decided here. Never identify anything by signature bytes: identify it by the bytes signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from talktag.errors import InvalidError, UntrustedError
from talktag.seal import base64_strict
from talktag.seal.ssh import raw_signature, wire
from talktag.seal.ssh.key import TYPES, PublicKey, algorithm_of

_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"-----END SSH SIGNATURE-----\n"
_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_COLUMNS = 70  # as ssh-keygen breaks lines; the format only recommends 76
_LIMIT = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Parts:
    """The fields of a signature blob, none of them checked yet."""

    key: bytes
    namespace: bytes
    reserved: bytes
    hash_name: bytes
    signature: bytes


class Signer(Protocol):
    """Whatever holds a secret key: a key file, or an agent that never gives it out."""

    @property
    def public(self) -> PublicKey:
        """The public key."""

    def ssh_signature(self, message: bytes) -> bytes:
        """The signature over `message`, as an SSH blob that names its type."""


def sign(message: bytes, key: Signer, namespace: str) -> bytes:
    """The armored SSHSIG of `message` over SHA-512, with LF line ends; InvalidError for a namespace not in ASCII."""
    name = _namespace(namespace)
    signature = key.ssh_signature(_signed_data(message, name, b"sha512"))
    blob = _MAGIC + _VERSION + wire.pack(key.public.blob, name, b"", b"sha512", signature)
    return _BEGIN + base64_strict.wrap(base64_strict.encode(blob), _COLUMNS).encode() + _END


def bare(signature: bytes) -> str:
    """An armored signature of ours as base64 on one line, for where there is no room for more."""
    return signature.removeprefix(_BEGIN).removesuffix(_END).replace(b"\n", b"").decode("ascii")


def armor(text: str) -> bytes:
    """The armored signature of what `bare` gives; whether it is one, `verify` says."""
    return _BEGIN + base64_strict.wrap(text, _COLUMNS).encode("utf-8", "replace") + _END


def verify(message: bytes, signature: bytes, namespace: str) -> PublicKey:
    """The key that signed `message` for `namespace`; UntrustedError, with a message of its own for every reason."""
    name = _namespace(namespace)
    parts = _parse(_unarmor(signature))
    _check_fields(parts, name)
    key = _key(parts.key)
    raw_signature.check(key, parts.signature, _signed_data(message, name, parts.hash_name))
    return key


def purpose(signature: bytes) -> str:
    """The namespace that a signature says it is for, which nothing vouches for before `verify`; UntrustedError."""
    return wire.ascii_of(_parse(_unarmor(signature)).namespace)


def _namespace(namespace: str) -> bytes:
    if not namespace or not namespace.isascii():
        raise InvalidError("a signature needs a namespace, in ASCII")
    return namespace.encode("ascii")


def _signed_data(message: bytes, namespace: bytes, hash_name: bytes) -> bytes:
    return _MAGIC + wire.pack(namespace, b"", hash_name, _HASHES[hash_name](message).digest())


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
        return base64_strict.decode(body.replace(b"\n", b""))
    except ValueError:
        raise UntrustedError("the signature is not proper base64") from None


def _parse(blob: bytes) -> _Parts:
    if not blob.startswith(_MAGIC):
        raise UntrustedError("the signature is not of the kind SSHSIG")
    version = blob[len(_MAGIC) : len(_MAGIC) + len(_VERSION)]
    if version != _VERSION:
        raise UntrustedError(f"the signature is of version {int.from_bytes(version, 'big')}, not 1")
    try:
        return _Parts(*wire.unpack(blob[len(_MAGIC) + len(_VERSION) :], 5))
    except ValueError as error:
        raise UntrustedError(f"the fields of the signature do not fit together: {error}") from None


def _check_fields(parts: _Parts, namespace: bytes) -> None:
    if not parts.namespace:
        raise UntrustedError("the signature names no purpose")
    if parts.namespace != namespace:
        raise UntrustedError(
            f'the signature is for "{wire.ascii_of(parts.namespace)}", not for "{wire.ascii_of(namespace)}"'
        )
    if parts.reserved:
        raise UntrustedError("the signature uses a field that is reserved")
    if parts.hash_name not in _HASHES:
        raise UntrustedError(f'the signature uses the hash "{wire.ascii_of(parts.hash_name)}", not sha512 or sha256')


def _key(blob: bytes) -> PublicKey:
    try:
        algorithm = algorithm_of(blob)
    except InvalidError:
        raise UntrustedError("the key in the signature is cut short") from None
    if algorithm not in TYPES:
        raise UntrustedError(f'the signature is by a key of the type "{algorithm}", which talktag cannot check')
    try:
        return PublicKey(blob)
    except InvalidError:
        raise UntrustedError("the key in the signature is malformed") from None
