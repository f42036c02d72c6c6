"""The text header of an age v1 file, to and from bytes. It wraps no key and knows no recipient type.

Format: the age specification of the C2SP, sections "Header" and "Header MAC" (c2sp.org/age).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from talktag.seal import base64_strict
from talktag.seal.damaged import DamagedError

_MAGIC = b"age-encryption.org/"
_VERSION = _MAGIC + b"v1\n"
_COLUMNS = 64
HEADER_LIMIT = 256 * 1024  # bytes; some 2,600 recipients, and it bounds the work a foreign header can cost
_ARGUMENTS = re.compile(rb"[!-~]+(?: [!-~]+)*\Z")
_MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class Stanza:
    """One wrapped copy of the file key: the recipient type, its arguments, and the wrapped bytes."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A parsed header whose MAC is not checked yet; `size` is where the payload starts, in bytes."""

    stanzas: tuple[Stanza, ...]
    mac: bytes
    covered: bytes
    size: int


def write_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """The header that holds `stanzas`, authenticated by `file_key` (16 bytes)."""
    covered = _VERSION + b"".join(_stanza_bytes(stanza) for stanza in stanzas) + b"---"
    return covered + f" {base64_strict.encode_bare(_mac(covered, file_key))}\n".encode()


def check_mac(header: Header, file_key: bytes) -> None:
    """Raise DamagedError unless the header is the one made with `file_key`."""
    import hmac

    if not hmac.compare_digest(_mac(header.covered, file_key), header.mac):
        raise DamagedError("the header of the age file was altered")


def read_header(data: bytes) -> Header:
    """The header at the start of `data`; DamagedError for any deviation from the specification."""
    head = data[:HEADER_LIMIT]
    if not head.startswith(_VERSION):
        raise DamagedError(_wrong_start(head))
    stanzas: list[Stanza] = []
    place = len(_VERSION)
    while True:
        line, following = _line(head, place)
        if line.startswith(b"-> "):
            stanza, place = _read_stanza(line, head, following)
            stanzas.append(stanza)
        elif line.startswith(b"--- ") and stanzas:
            return Header(tuple(stanzas), _read_mac(line), head[: place + 3], following)
        else:
            raise DamagedError("the header of the age file is malformed")


def _wrong_start(head: bytes) -> str:
    if head.startswith(_VERSION[:-1] + b"\r\n"):
        return "the line ends of this age file were converted, which destroys it"
    if head.startswith(_MAGIC) and not _VERSION.startswith(head):
        return "this is an age file of a version talktag does not know"
    return "this is not an age file"


def _line(head: bytes, place: int) -> tuple[bytes, int]:
    end = head.find(b"\n", place)
    if end < 0:
        raise DamagedError(
            "the header of the age file is longer than talktag reads"
            if len(head) == HEADER_LIMIT
            else "the age file ends inside its header"
        )
    return head[place:end], end + 1


def _read_stanza(first: bytes, head: bytes, place: int) -> tuple[Stanza, int]:
    if not _ARGUMENTS.match(first, 3):
        raise DamagedError("a recipient line of the age file is malformed")
    kind, *arguments = first[3:].decode("ascii").split(" ")
    lines = []
    while True:
        line, place = _line(head, place)
        lines.append(line)
        if len(line) > _COLUMNS:
            raise DamagedError("a line in the header of the age file is too long")
        if len(line) < _COLUMNS:
            return Stanza(kind, tuple(arguments), _bare(b"".join(lines))), place


def _read_mac(line: bytes) -> bytes:
    mac = _bare(line[4:])
    if len(mac) != _MAC_BYTES:
        raise DamagedError("the last header line of the age file is malformed")
    return mac


def _bare(text: bytes) -> bytes:
    try:
        return base64_strict.decode_bare(text)
    except ValueError:
        raise DamagedError("the header of the age file holds malformed base64") from None


def _stanza_bytes(stanza: Stanza) -> bytes:
    body = base64_strict.encode_bare(stanza.body)
    # The body must end in a line shorter than 64 characters, so a full last line is followed by an empty one.
    closing = "" if len(body) % _COLUMNS else "\n"
    return f"-> {' '.join((stanza.kind, *stanza.arguments))}\n{base64_strict.wrap(body, _COLUMNS)}{closing}".encode()


def _mac(covered: bytes, file_key: bytes) -> bytes:
    import hmac

    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"header").derive(file_key)
    return hmac.digest(key, covered, "sha256")
