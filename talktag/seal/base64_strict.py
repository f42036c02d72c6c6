"""Base64 (RFC 4648 section 4) in its one canonical spelling. It never accepts a looser one.

Two spellings of the same bytes would let a file change without its meaning changing, so whatever does not
encode back to exactly the same text is a ValueError: line ends, spaces, missing or odd padding, stray low bits.
"""

from __future__ import annotations

import base64
import binascii


def encode(data: bytes) -> str:
    """`data` as base64 with `=` padding."""
    return base64.b64encode(data).decode("ascii")


def decode(text: bytes) -> bytes:
    """The bytes of padded base64; ValueError unless `text` is exactly what encode() writes."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from None
    if base64.b64encode(data) != text:
        raise ValueError("not canonical base64")
    return data


def encode_bare(data: bytes) -> str:
    """`data` as base64 without padding, as age headers and SSH fingerprints write it."""
    return encode(data).rstrip("=")


def decode_bare(text: bytes) -> bytes:
    """The bytes of base64 without padding; ValueError unless `text` is exactly what encode_bare() writes."""
    if text.endswith(b"="):
        raise ValueError("padding where there is none")
    return decode(text + b"=" * (-len(text) % 4))


def wrap(text: str, width: int) -> str:
    """`text` in lines of `width` characters, each ended by LF, the last one shorter or full."""
    return "".join(text[start : start + width] + "\n" for start in range(0, len(text), width))
