"""How the file key of an age v1 file is wrapped, and unwrapped again. It never sees the file's contents.

Formats: the age specification of the C2SP, the sections on X25519, scrypt and MLKEM768-X25519 stanzas.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from talktag.errors import InvalidError, SealedError
from talktag.seal import base64_strict
from talktag.seal.age.header import Stanza
from talktag.seal.age.identity import (
    HYBRID,
    X25519,
    Identity,
    hybrid_key,
    parse_identity,
    parse_recipient,
    x25519_key,
)
from talktag.seal.damaged import DamagedError

FILE_KEY = 16
SCRYPT = "scrypt"
MAX_WORK_FACTOR = 20  # log2 N: five seconds and one GiB here; each step more doubles both
_BODY = FILE_KEY + 16
_ARGUMENT_BYTES = {X25519: 32, SCRYPT: 16, HYBRID: 1120}
_ARGUMENTS = {X25519: 1, SCRYPT: 2, HYBRID: 1}
_FACTOR = re.compile(r"[1-9][0-9]{0,3}\Z", re.ASCII)
_ZERO_NONCE = bytes(12)


def wrap_x25519(file_key: bytes, recipient: str) -> Stanza:
    """The stanza that gives `file_key` to a recipient "age1…"; InvalidError when the recipient is none."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    public = parse_recipient(recipient)
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    try:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        raise InvalidError(f'"{recipient}" is a degenerate age recipient that anyone could open') from None
    body = _seal(_x25519_wrap_key(shared, share, public), file_key)
    return Stanza(X25519, (base64_strict.encode_bare(share),), body)


def wrap_scrypt(file_key: bytes, passphrase: str, work_factor: int) -> Stanza:
    """The stanza that gives `file_key` to a passphrase; `work_factor` is log2 of scrypt's N, 1 to 20."""
    if not passphrase:
        raise InvalidError("the passphrase is empty")
    if not 1 <= work_factor <= MAX_WORK_FACTOR:
        raise InvalidError(f"a scrypt work factor of {work_factor} is outside 1 to {MAX_WORK_FACTOR}")
    salt = os.urandom(_ARGUMENT_BYTES[SCRYPT])
    body = _seal(_scrypt_wrap_key(_utf8(passphrase), salt, work_factor), file_key)
    return Stanza(SCRYPT, (base64_strict.encode_bare(salt), str(work_factor)), body)


def unwrap(stanzas: Sequence[Stanza], identities: Sequence[str], passphrases: Sequence[str]) -> bytes:
    """The file key (16 bytes), still to be proved right by the header's MAC.

    Raises DamagedError when a stanza of a known type breaks its rules, before any work is done; SealedError
    when nothing given opens one; InvalidError when an identity is none.
    """
    keys = [parse_identity(identity) for identity in identities]
    for stanza in stanzas:
        _check_shape(stanza)
    if any(stanza.kind == SCRYPT for stanza in stanzas):
        if len(stanzas) > 1:
            raise DamagedError("the age file mixes a passphrase with other recipients")
        return _unwrap_scrypt(stanzas[0], passphrases)
    for file_key in _attempts(stanzas, keys):
        if file_key is not None:
            return file_key
    raise SealedError("none of the keys given opens this age file" if keys else "this age file needs a key to open")


def _check_shape(stanza: Stanza) -> None:
    count = _ARGUMENTS.get(stanza.kind)
    if count is None:
        return  # a type we do not know, or the noise that some programs add on purpose
    if len(stanza.arguments) != count or len(stanza.body) != _BODY:
        raise DamagedError(f"a recipient of type {stanza.kind} in the age file is malformed")
    if len(_argument(stanza)) != _ARGUMENT_BYTES[stanza.kind]:
        raise DamagedError(f"a recipient of type {stanza.kind} in the age file is malformed")
    if stanza.kind == SCRYPT:
        _factor(stanza)


def _argument(stanza: Stanza) -> bytes:
    try:
        return base64_strict.decode_bare(stanza.arguments[0].encode("ascii"))
    except ValueError:
        raise DamagedError(f"a recipient of type {stanza.kind} in the age file holds malformed base64") from None


def _factor(stanza: Stanza) -> int:
    if not _FACTOR.match(stanza.arguments[1]):
        raise DamagedError("the scrypt work factor in the age file is malformed")
    factor = int(stanza.arguments[1])
    if factor > MAX_WORK_FACTOR:
        raise DamagedError(f"the age file asks for a scrypt work factor of {factor}, above {MAX_WORK_FACTOR}")
    return factor


def _unwrap_scrypt(stanza: Stanza, passphrases: Sequence[str]) -> bytes:
    for passphrase in passphrases:
        file_key = _open(_scrypt_wrap_key(_utf8(passphrase), _argument(stanza), _factor(stanza)), stanza.body)
        if file_key is not None:
            return file_key
    raise SealedError("wrong passphrase" if passphrases else "this age file needs a passphrase to open")


def _attempts(stanzas: Sequence[Stanza], keys: Sequence[Identity]) -> Iterator[bytes | None]:
    for key in keys:
        opener = _open_x25519 if key.kind == X25519 else _open_hybrid
        yield from (opener(stanza, key) for stanza in stanzas if stanza.kind == key.kind)


def _open_x25519(stanza: Stanza, identity: Identity) -> bytes | None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    secret = x25519_key(identity)
    share = _argument(stanza)
    try:
        shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:  # a share of low order, whose shared secret would be all zero bytes
        raise DamagedError("a recipient of type X25519 in the age file is degenerate") from None
    return _open(_x25519_wrap_key(shared, share, secret.public_key().public_bytes_raw()), stanza.body)


def _open_hybrid(stanza: Stanza, identity: Identity) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    sealed = _argument(stanza) + stanza.body
    try:
        return suite.decrypt(sealed, hybrid_key(identity), b"age-encryption.org/mlkem768x25519")
    except InvalidTag:
        return None


def _x25519_wrap_key(shared: bytes, share: bytes, recipient: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"age-encryption.org/v1/X25519"
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=share + recipient, info=info).derive(shared)


def _scrypt_wrap_key(passphrase: bytes, salt: bytes, work_factor: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    label = b"age-encryption.org/v1/scrypt"
    try:
        return Scrypt(salt=label + salt, length=32, n=1 << work_factor, r=8, p=1).derive(passphrase)
    except MemoryError:
        raise SealedError(f"a scrypt work factor of {work_factor} needs more memory than there is") from None


def _utf8(passphrase: str) -> bytes:
    try:
        return passphrase.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidError("the passphrase holds characters that are no text") from None


def _seal(wrap_key: bytes, file_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(wrap_key).encrypt(_ZERO_NONCE, file_key, None)


def _open(wrap_key: bytes, body: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(wrap_key).decrypt(_ZERO_NONCE, body, None)
    except InvalidTag:
        return None
