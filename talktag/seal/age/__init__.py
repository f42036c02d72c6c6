"""Age v1 files, whole or in parts: the face of this module. It never hands out a byte that was not verified.

Format: the age specification of the C2SP (c2sp.org/age, age-encryption.org/v1), so that the stock `age` program
opens what is written here and the other way round. Written: X25519 and scrypt. Read: also the post-quantum type.

Refusals: DamagedError (a SealedError) when the file is malformed, altered, cut short or asks for too much work;
SealedError when no identity or passphrase given opens it; InvalidError when an argument is not what it should be.
Age tells nothing about who wrote a file; only a signature does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain

from talktag.content import Content, Made, content_of
from talktag.errors import InvalidError
from talktag.seal.age.armor import armor as to_text
from talktag.seal.age.armor import is_armored, unarmor
from talktag.seal.age.header import HEADER_LIMIT, check_mac, read_header, write_header
from talktag.seal.age.identity import generate_identity, parse_recipient, recipient_of
from talktag.seal.age.stream import NONCE, OpenedPayload, seal_stream
from talktag.seal.age.wrap import FILE_KEY, MAX_WORK_FACTOR, unwrap, wrap_scrypt, wrap_x25519
from talktag.seal.damaged import DamagedError

__all__ = [
    "MAX_WORK_FACTOR",
    "WORK_FACTOR",
    "DamagedError",
    "decrypt",
    "encrypt",
    "generate_identity",
    "open_content",
    "parse_recipient",
    "recipient_of",
    "seal_content",
]

ARMORED_LIMIT = 70_000_000  # bytes in text form, which is opened in memory: some 50 MB of what is in it
ARMORED_START = 1024  # bytes in which the first line of the text form begins
WORK_FACTOR = 18  # log2 of scrypt's N for what we write: about a second and 256 MiB, as the age program does


def encrypt(
    data: bytes,
    *,
    recipients: Sequence[str] = (),
    passphrase: str | None = None,
    armor: bool = False,
    work_factor: int = WORK_FACTOR,
) -> bytes:
    """`data` as an age file that each of `recipients` ("age1…") can open, or else the passphrase alone.

    `work_factor` is log2 of scrypt's N, 1 to 20. InvalidError for a malformed recipient, an empty passphrase, both
    kinds or neither.
    """
    if (passphrase is None) == (not recipients):
        raise InvalidError("an age file is sealed to recipients or to one passphrase, not to both or to nothing")
    file_key = os.urandom(FILE_KEY)
    if passphrase is None:
        stanzas = [wrap_x25519(file_key, recipient) for recipient in dict.fromkeys(recipients)]
    else:
        stanzas = [wrap_scrypt(file_key, passphrase, work_factor)]
    sealed = write_header(stanzas, file_key) + b"".join(seal_stream([data], file_key, os.urandom(NONCE)))
    return to_text(sealed) if armor else sealed


def seal_content(content: Content, recipients: Sequence[str]) -> Content:
    """The same of any content, to recipients: sealed as it is read, each time to the same bytes."""
    file_key, nonce = os.urandom(FILE_KEY), os.urandom(NONCE)
    header = write_header([wrap_x25519(file_key, recipient) for recipient in dict.fromkeys(recipients)], file_key)
    return Made(lambda: chain([header], seal_stream(content.parts(), file_key, nonce)))


def decrypt(data: bytes, *, identities: Sequence[str] = (), passphrases: Sequence[str] = ()) -> bytes:
    """What the age file `data`, binary or armored, holds; whole or not at all.

    `identities` are "AGE-SECRET-KEY-1…" or "AGE-SECRET-KEY-PQ-1…". Raises only what this module's first lines say.
    """
    binary = unarmor(data) if is_armored(data) else data
    opened = _open(content_of(binary), identities, passphrases)
    found = opened.read(0, opened.size)
    opened.check_end()
    return found


def open_content(sealed: Content, identities: Sequence[str]) -> Content:
    """What the age file `sealed` holds, opened as it is read: each byte is verified before it is handed out.

    That it ends where it was meant to is verified here and now; that a part was altered is a DamagedError once that is
    read. An armored one is held in memory, and may have ARMORED_LIMIT bytes.
    """
    if is_armored(sealed.read(0, ARMORED_START)):
        if sealed.size > ARMORED_LIMIT:
            raise DamagedError(f"an age file in text form may have {ARMORED_LIMIT // 1_000_000} MB; this one has more")
        sealed = content_of(unarmor(sealed.whole()))
    opened = _open(sealed, identities, ())
    opened.check_end()
    return Content(opened)


def _open(sealed: Content, identities: Sequence[str], passphrases: Sequence[str]) -> OpenedPayload:
    header = read_header(sealed.read(0, HEADER_LIMIT))
    file_key = unwrap(header.stanzas, identities, passphrases)
    check_mac(header, file_key)
    return OpenedPayload(sealed, header.size, file_key)
