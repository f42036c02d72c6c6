"""The one form of zip archive that is written and read, in figures (PKWARE APPNOTE 6.3.10). Reads and writes none.

Members one after the other from the first byte, then the central directory, then the end record (sections 4.3.7,
4.3.12, 4.3.16); no comment, extra field, folder entry, data descriptor, encryption; no zip64, which below 4 GiB nothing
needs.
"""

from __future__ import annotations

import struct

TOTAL_LIMIT = 500_000_000  # bytes of all files together, unpacked
MEMBER_LIMIT = 250_000_000
ARCHIVE_LIMIT = TOTAL_LIMIT + 1_000_000  # and what names and headers take
COUNT_LIMIT = 500
RATIO_LIMIT = 200

MODE = 0o100644 << 16  # a regular file, readable by all
MADE_BY = 3 << 8 | 20  # Unix, zip 2.0
STORED, DEFLATED = 0, 8
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\3\4", b"PK\1\2", b"PK\5\6"
LOCAL_SIZE, CENTRAL_SIZE, END_SIZE = 30, 46, 22
SHARED = struct.Struct("<5H3L2H")  # the 26 bytes that a local and a central header have in common
CENTRAL_REST = struct.Struct("<3H2L")
END = struct.Struct("<4s4H2LH")


def megabytes(size: int) -> str:
    """A number of bytes as the limits are told."""
    return f"{size / 1_000_000:.0f} MB"
