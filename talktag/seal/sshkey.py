"""Ed25519 signing keys in OpenSSH's formats. Keys are kept and compared as raw SSH blobs, never re-serialised.

Formats: RFC 8709 for the public blob, OpenSSH's PROTOCOL.key for private text. Comparing blobs matters because a
hardware key (sk-ssh-ed25519) and a plain one can hold the same curve point and are not the same key.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field

from talktag.errors import InvalidError, SealedError
from talktag.seal import canonical64, ssh_wire

ED25519 = "ssh-ed25519"
_KEY_BYTES = 32
_PRIVATE = re.compile(rb"-----BEGIN OPENSSH PRIVATE KEY-----\s(.*?)-----END OPENSSH PRIVATE KEY-----", re.DOTALL)
_PRIVATE_MAGIC = b"openssh-key-v1\0"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An ssh-ed25519 public key: its raw SSH blob. Equal only to the very same blob."""

    blob: bytes

    def __post_init__(self) -> None:
        algorithm = algorithm_of(self.blob)
        if algorithm != ED25519:
            raise InvalidError(f'keys of the type "{algorithm}" are not supported, only {ED25519}')
        _raw(self.blob)

    @classmethod
    def from_line(cls, line: str) -> PublicKey:
        """The key of one OpenSSH public line "ssh-ed25519 AAAA… comment"; InvalidError when it is none."""
        name, text, *_comment = [*line.split(maxsplit=2), "", ""]
        if not text:
            raise InvalidError("an OpenSSH public key line has a type and a key")
        try:
            blob = canonical64.decode(text.encode("ascii"))
        except ValueError:
            raise InvalidError("the OpenSSH public key is not base64 or was cut short") from None
        if algorithm_of(blob) != name:
            raise InvalidError(f'the OpenSSH public key line says "{name[:40]}" but its key is of another type')
        return cls(blob)

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the curve point (RFC 8032)."""
        return _raw(self.blob)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint of the key, "SHA256:…", as ssh-keygen prints it."""
        return f"SHA256:{canonical64.encode_bare(hashlib.sha256(self.blob).digest())}"

    def line(self, comment: str = "") -> str:
        """The OpenSSH public line, without a line end; InvalidError when the comment would break the line."""
        if comment and not comment.isprintable():
            raise InvalidError("the comment of a key is one line of printable text")
        return f"{ED25519} {canonical64.encode(self.blob)} {comment}".rstrip(" ")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 secret key: 32 bytes of seed, which its repr never shows, and the public key that belongs to it."""

    seed: bytes = field(repr=False)
    public: PublicKey

    @classmethod
    def generate(cls) -> SigningKey:
        """A fresh key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls._from_seed(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_openssh(cls, text: bytes, passphrase: str | None = None) -> SigningKey:
        """The key in OpenSSH private text, protected by a passphrase of its own or not.

        SealedError when a passphrase protects it and none is given, or a wrong one; InvalidError when it is damaged
        or of another type.
        """
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key

        # Looked at first, because the library warns about some types and asks for passphrases by TypeError.
        cipher, algorithm = _envelope(text)
        is_protected = cipher != b"none"
        if is_protected and passphrase is None:
            raise SealedError("the signing key is protected by a passphrase of its own")
        if algorithm != ED25519:
            raise InvalidError(f'the signing key is of the type "{algorithm}", not {ED25519}')
        password = (passphrase or "").encode("utf-8", "surrogateescape") if is_protected else None
        try:
            key = load_ssh_private_key(text, password=password)
        except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: an empty passphrase
            if is_protected:  # the check numbers inside do not tell the one from the other
                raise SealedError("wrong passphrase, or the signing key is damaged") from None
            raise InvalidError("the signing key is damaged") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise InvalidError("the signing key is damaged")
        return cls._from_seed(key.private_bytes_raw())

    @classmethod
    def _from_seed(cls, seed: bytes) -> SigningKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        point = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return cls(seed, PublicKey(ssh_wire.pack(ED25519.encode(), point)))

    def to_openssh(self) -> bytes:
        """Unprotected OpenSSH private text, as `ssh-keygen` and `ssh-add` read it; it carries no comment."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())

    def public_line(self, comment: str = "") -> str:
        """The OpenSSH public line of the key, without a line end."""
        return self.public.line(comment)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of Ed25519 signature over `message` (RFC 8032), the same each time."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def needs_passphrase(text: bytes) -> bool:
    """Whether a passphrase protects OpenSSH private text; InvalidError when it is none."""
    return _envelope(text)[0] != b"none"


def algorithm_of(blob: bytes) -> str:
    """The type a key blob names itself, made printable; InvalidError when it names none."""
    try:
        name, _ = ssh_wire.take(blob)
    except ValueError:
        raise InvalidError("a key blob is cut short") from None
    return name[:64].decode("ascii", "backslashreplace")


def _envelope(text: bytes) -> tuple[bytes, str]:
    """The cipher and the key type that OpenSSH private text names in the clear (PROTOCOL.key section 1)."""
    match = _PRIVATE.search(text)
    try:
        binary = base64.b64decode(match[1] if match else b"")
        cipher, rest = ssh_wire.take(binary.removeprefix(_PRIVATE_MAGIC))
        _kdf, rest = ssh_wire.take(rest)
        _options, rest = ssh_wire.take(rest)
        blob, _ = ssh_wire.take(rest[4:])
    except ValueError:
        raise InvalidError("the signing key is not OpenSSH private key text, or is damaged") from None
    return cipher, algorithm_of(blob)


def _raw(blob: bytes) -> bytes:
    try:
        _, point = ssh_wire.unpack(blob, 2)
    except ValueError:
        point = b""
    if len(point) != _KEY_BYTES:
        raise InvalidError(f"a key of the type {ED25519} is malformed")
    return point
