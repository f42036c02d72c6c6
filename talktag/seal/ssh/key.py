"""Signing keys in OpenSSH's formats. Keys are kept and compared as raw SSH blobs, never re-serialised.

Formats: RFC 8709 for the public blob, OpenSSH's PROTOCOL.u2f for those of hardware keys, its PROTOCOL.key for private
text. Comparing blobs matters because a hardware key and a plain one can hold the same curve point and are not the same
key; libraries load both as the plain one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field

from talktag.errors import InvalidError, SealedError
from talktag.seal import base64_strict
from talktag.seal.ssh import wire

ED25519 = "ssh-ed25519"
HARDWARE_ED25519 = "sk-ssh-ed25519@openssh.com"
HARDWARE_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
_FIELDS = {ED25519: 2, HARDWARE_ED25519: 3, HARDWARE_ECDSA: 4}  # of a public blob, the type counted
TYPES = tuple(_FIELDS)
_KEY_BYTES = 32
_PRIME = 2**255 - 19  # of the field that Ed25519 computes in (RFC 8032)
_OF_ORDER_8 = 0x5FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826  # y of four such points
_SMALL = frozenset({0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8})  # y of every point of small order
_CURVE = b"nistp256"
_POINT = re.compile(rb"\x04.{64}", re.DOTALL)  # one on that curve, not compressed (SEC 1 section 2.3.3)
# Options of authorized keys, or a name, in front of a type and a key.
_BEFORE_KEY = re.compile(r"\s*(?!(?:sk-)?(?:ssh|ecdsa)-)(\S.*?)\s(?:sk-)?(?:ssh|ecdsa)-\S+\s+AAAA", re.DOTALL)
_PRIVATE = re.compile(rb"-----BEGIN OPENSSH PRIVATE KEY-----\s(.*?)-----END OPENSSH PRIVATE KEY-----", re.DOTALL)
_PRIVATE_MAGIC = b"openssh-key-v1\0"
_ROUNDS_MOST = 1024  # of bcrypt, some ten seconds; `ssh-keygen` takes 16 or 24, and would take four thousand million


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key of one of TYPES: its raw SSH blob. Equal only to the very same blob."""

    blob: bytes

    def __post_init__(self) -> None:
        algorithm = algorithm_of(self.blob)
        if algorithm not in TYPES:
            raise InvalidError(f'keys of the type "{algorithm}" are not supported', hints=[_hint(algorithm)])
        _parts(self.blob)

    @classmethod
    def from_line(cls, line: str) -> PublicKey:
        """The key of one OpenSSH public line "ssh-ed25519 AAAA… comment"; InvalidError when it is none."""
        if found := _BEFORE_KEY.match(line):
            raise InvalidError(
                f'something stands before the type of the key: "{found[1].strip()[:40]}"',
                hints=["options and names are not kept with a key; if it is good without them: ssh-ed25519 AAAA…"],
            )
        name, text, *_comment = [*line.split(maxsplit=2), "", ""]
        if not text:
            raise InvalidError("an OpenSSH public key line has a type and a key")
        try:
            blob = base64_strict.decode(text.encode("ascii"))
        except ValueError:
            raise InvalidError("the OpenSSH public key is not base64 or was cut short") from None
        if algorithm_of(blob) != name:
            raise InvalidError(f'the OpenSSH public key line says "{name[:40]}" but its key is of another type')
        return cls(blob)

    @property
    def algorithm(self) -> str:
        """The type of the key, one of TYPES."""
        return algorithm_of(self.blob)

    @property
    def is_hardware(self) -> bool:
        """Whether the secret half is in a FIDO authenticator, which is touched for each signature."""
        return self.algorithm != ED25519

    @property
    def raw(self) -> bytes:
        """The curve point: 32 bytes (RFC 8032), or 65 of a point on P-256 (SEC 1)."""
        return _parts(self.blob)[0]

    @property
    def application(self) -> bytes:
        """What a hardware key was made for, such as `ssh:`; nothing for any other key."""
        return _parts(self.blob)[1]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint of the key, "SHA256:…", as ssh-keygen prints it."""
        return f"SHA256:{base64_strict.encode_bare(hashlib.sha256(self.blob).digest())}"

    def line(self, comment: str = "") -> str:
        """The OpenSSH public line, without a line end; InvalidError when the comment would break the line."""
        if comment and not comment.isprintable():
            raise InvalidError("the comment of a key is one line of printable text")
        return f"{self.algorithm} {base64_strict.encode(self.blob)} {comment}".rstrip(" ")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 secret key: 32 bytes of seed, which its repr never shows, and the public key that belongs to it."""

    seed: bytes = field(repr=False)
    public: PublicKey

    @classmethod
    def generate(cls) -> SigningKey:
        """A fresh key."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls.from_seed(Ed25519PrivateKey.generate().private_bytes_raw())

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
        cipher, public, rounds = _envelope(text)
        is_protected = cipher != b"none"
        if is_protected and passphrase is None:
            raise SealedError("the signing key is protected by a passphrase of its own")
        if rounds > _ROUNDS_MOST:
            raise InvalidError(
                f"the signing key asks for {rounds} rounds of work, and at most {_ROUNDS_MOST} are done",
                hints=["if it is yours: ssh-keygen -p -a 100 -f KEYFILE"],
            )
        password = (passphrase or "").encode("utf-8", "surrogateescape") if is_protected else None
        try:
            key = load_ssh_private_key(text, password=password)
        except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: an empty passphrase
            if is_protected:  # the check numbers inside do not tell the one from the other
                raise SealedError("wrong passphrase, or the signing key is damaged") from None
            raise InvalidError("the signing key is damaged") from None
        # The library does not look whether the secret half is that of the public one.
        made = cls.from_seed(key.private_bytes_raw()) if isinstance(key, Ed25519PrivateKey) else None
        if made is None or made.public.blob != public:
            raise InvalidError("the signing key is damaged")
        return made

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key of those 32 bytes, always the same (RFC 8032 section 5.1.5)."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        point = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return cls(seed, PublicKey(wire.pack(ED25519.encode(), point)))

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

    def ssh_signature(self, message: bytes) -> bytes:
        """The same as an SSH signature blob (RFC 8709 section 6)."""
        return wire.pack(ED25519.encode(), self.sign(message))


def needs_passphrase(text: bytes) -> bool:
    """Whether a passphrase protects OpenSSH private text; InvalidError when it holds no Ed25519 key."""
    return _envelope(text)[0] != b"none"


def public_of(text: bytes) -> PublicKey:
    """The public half that OpenSSH private text shows without a passphrase, which nothing vouches for."""
    return PublicKey(_envelope(text)[1])


def algorithm_of(blob: bytes) -> str:
    """The type a key blob names itself, made printable; InvalidError when it names none."""
    try:
        name, _ = wire.take(blob)
    except ValueError:
        raise InvalidError("a key blob is cut short") from None
    return wire.ascii_of(name)


def _envelope(text: bytes) -> tuple[bytes, bytes, int]:
    """The cipher, the public key and the rounds of bcrypt that OpenSSH private text names in the clear.

    Format: PROTOCOL.key section 1. The rounds are 0 where no passphrase protects it.
    """
    match = _PRIVATE.search(text)
    try:
        binary = base64.b64decode(match[1] if match else b"")
        cipher, rest = wire.take(binary.removeprefix(_PRIVATE_MAGIC))
        _kdf, rest = wire.take(rest)
        options, rest = wire.take(rest)
        blob, _ = wire.take(rest[4:])
    except ValueError:
        raise InvalidError("the signing key is not OpenSSH private key text, or is damaged") from None
    if (algorithm := algorithm_of(blob)) != ED25519:
        raise InvalidError(f'the signing key is of the type "{algorithm}", not {ED25519}', hints=[_hint(algorithm)])
    return cipher, blob, int.from_bytes(options[-4:], "big")  # after the salt


def _hint(algorithm: str) -> str:
    """What to do about a key of a type that does not do."""
    if algorithm in TYPES:
        return "its secret is in the hardware key: add it to ssh-agent with ssh-add FILE, then name FILE.pub"
    if "-cert-v" in algorithm:
        return "name the key that the certificate is about, such as id_ed25519.pub and not id_ed25519-cert.pub"
    return f"the types that do are: {', '.join(TYPES)}"


def _parts(blob: bytes) -> tuple[bytes, bytes]:
    """The curve point and the application of a key of one of TYPES; InvalidError where it is not of that form."""
    algorithm = algorithm_of(blob)
    try:
        _, *fields = wire.unpack(blob, _FIELDS[algorithm])
    except ValueError:
        fields = [b""]
    if algorithm == HARDWARE_ECDSA and fields[0] == _CURVE and _POINT.fullmatch(fields[1]):
        return fields[1], fields[2]
    if algorithm == HARDWARE_ECDSA or len(fields[0]) != _KEY_BYTES or _height(fields[0]) >= _PRIME:
        raise InvalidError(f"a key of the type {algorithm} is malformed")
    if _height(fields[0]) in _SMALL:
        # Whoever knows no secret can sign for such a key, and one signature fits very many messages.
        raise InvalidError("the key is a point of small order, which is nobody's", hints=["ask for another key"])
    return fields[0], b"".join(fields[1:])


def _height(point: bytes) -> int:
    """The y of an Ed25519 point; the bit above it tells which x belongs to it."""
    return int.from_bytes(point, "little") & ((1 << 255) - 1)
