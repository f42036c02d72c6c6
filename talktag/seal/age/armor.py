"""The text form of an age file, to and from bytes. It never accepts anything around or between the lines.

Format: the age specification of the C2SP, section "ASCII armor", which is strict PEM (RFC 7468 section 3) in
lines of 64 columns, with LF or CR LF, and white space allowed only before and after the whole block.
"""

from __future__ import annotations

import re

from talktag.seal import base64_strict
from talktag.seal.damaged import DamagedError

_BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
_END = b"-----END AGE ENCRYPTED FILE-----"
_COLUMNS = 64
_SPACE = b" \t\r\n"
_ARMORED = re.compile(rb"[ \t\r\n]*-----BEGIN")


def is_armored(data: bytes) -> bool:
    """Whether `data` claims to be armored; says nothing of whether it is so correctly."""
    return _ARMORED.match(data) is not None


def armor(data: bytes) -> bytes:
    """`data` in text form, with LF line ends."""
    return b"%s\n%s%s\n" % (_BEGIN, base64_strict.wrap(base64_strict.encode(data), _COLUMNS).encode(), _END)


def unarmor(data: bytes) -> bytes:
    """The bytes inside the text form; DamagedError unless it is strictly so."""
    block = data.rstrip(_SPACE)
    lines = [line.removesuffix(b"\r") for line in block.lstrip(_SPACE).split(b"\n")]
    first, *body, last = lines if len(lines) > 1 else (b"", b"")
    ended = len(block) == len(data) or data.startswith((b"\n", b"\r\n"), len(block))
    if first != _BEGIN or last != _END or not ended:
        raise DamagedError("the first or last line of the armored age file is wrong")
    if any(len(line) != _COLUMNS for line in body[:-1]) or not 0 < len(b"".join(body[-1:])) <= _COLUMNS:
        raise DamagedError("the armored age file is not in lines of 64 characters")
    try:
        return base64_strict.decode(b"".join(body))
    except ValueError:
        raise DamagedError("the armored age file holds malformed base64") from None
