"""An address as an NDEF message, the form in which NFC tags hold it. It writes to no tag.

Formats: NFC Forum "NDEF 1.0" and "URI Record Type Definition 1.0"; "Type 2 Tag Operation" for what stands around a
message on a chip. The sizes are what the capability container of NXP's NTAG213/215/216 leaves for messages; of the
504 and 888 bytes of the larger two a reader uses no more.
"""

from __future__ import annotations

from collections.abc import Mapping

CHIPS: Mapping[str, int] = {"NTAG213": 144, "NTAG215": 496, "NTAG216": 872}  # bytes
# One byte stands for each of these at the start of an address.
_PREFIXES = {"http://www.": 1, "https://www.": 2, "http://": 3, "https://": 4, "tel:": 5, "mailto:": 6}
_FIRST_AND_LAST, _SHORT, _WELL_KNOWN = 0xC0, 0x10, 0x01
_TERMINATOR = 1


def uri_message(address: str) -> bytes:
    """The bytes of an NDEF message with one URI record."""
    prefix, code = next(((each, code) for each, code in _PREFIXES.items() if address.startswith(each)), ("", 0))
    content = bytes([code]) + address.removeprefix(prefix).encode("utf-8")
    flags = _FIRST_AND_LAST | _WELL_KNOWN
    if len(content) < 256:
        return bytes([flags | _SHORT, 1, len(content)]) + b"U" + content
    return bytes([flags, 1]) + len(content).to_bytes(4) + b"U" + content


def memory(message: bytes) -> int:
    """The bytes of a chip's memory that a message takes: its length in front, a terminator behind."""
    return (2 if len(message) < 255 else 4) + len(message) + _TERMINATOR


def chips(message: bytes) -> tuple[str, ...]:
    """The chips with room for a message, the smallest first."""
    return tuple(name for name, size in CHIPS.items() if memory(message) <= size)
