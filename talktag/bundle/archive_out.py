"""Zip archives packed as they are read, always the same bytes of the same files; never more than a reader accepts.

What is small and shrinks is deflated; everything else goes in as it is, and is read from where it lies.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

from talktag.bundle.names import names_fault
from talktag.bundle.zip_form import (
    CENTRAL_REST,
    CENTRAL_SIGN,
    COUNT_LIMIT,
    DEFLATED,
    END,
    END_SIGN,
    LOCAL_SIGN,
    LOCAL_SIZE,
    MADE_BY,
    MEMBER_LIMIT,
    MODE,
    RATIO_LIMIT,
    SHARED,
    STORED,
    TOTAL_LIMIT,
    megabytes,
)
from talktag.content import Content, Joined, Made, content_of
from talktag.errors import InternalError, InvalidError
from talktag.model.values.foreign_text import quote

_DEFLATE_LIMIT = 1_000_000  # bytes of what is deflated: that is done twice, as its packed size stands before it
_TRIED = 65_536  # bytes at the start that tell whether the rest shrinks
_SHRINKS = 7 / 8  # of its size: what is packed already, as a picture, loses a hundredth or two
_YEARS = range(1980, 2108)
_VERSION = 20
_CENTRAL_START = CENTRAL_SIGN + MADE_BY.to_bytes(2, "little")


def pack(root: str, files: Mapping[str, Content], created: datetime) -> Content:
    """A zip of `files` in the folder `root`, sorted by name, each dated `created` (aware; zip keeps 2 s).

    It is packed as it is read. The same input gives the same bytes with the same zlib. Raises InvalidError for a year
    that zip cannot say, and for more than a reader accepts.
    """
    stamp = created.astimezone(UTC)
    if stamp.year not in _YEARS:
        raise InvalidError(f"an archive cannot be dated {stamp.year}; the years 1980 to 2107 can be written")
    _check(root, files)
    at = 0
    pieces = []
    directory = []
    for name in sorted(files):
        raw_name = f"{root}/{name}".encode("ascii")
        method, packed = _pack(files[name])
        sums = files[name].sums
        shared = SHARED.pack(_VERSION, 0, method, *_moment(stamp), sums.crc, packed.size, sums.size, len(raw_name), 0)
        directory.append(_CENTRAL_START + shared + CENTRAL_REST.pack(0, 0, 0, MODE, at) + raw_name)
        pieces += [content_of(LOCAL_SIGN + shared + raw_name), packed]
        at += LOCAL_SIZE + len(raw_name) + packed.size
    listed = b"".join(directory)
    end = END.pack(END_SIGN, 0, 0, len(directory), len(directory), len(listed), at, 0)
    return Joined([*pieces, content_of(listed + end)])


def _check(root: str, files: Mapping[str, Content]) -> None:
    """Refuse what no reader would accept; of the archive itself, which is no larger than its files and their names."""
    fault = names_fault(f"{root}/{name}" for name in files)
    if fault or not files:
        raise InternalError(f"this is no bundle to pack: {fault or 'it is empty'}")
    if len(files) > COUNT_LIMIT:
        raise InvalidError(f"the bundle has {len(files)} files, and at most {COUNT_LIMIT} are accepted")
    for name, content in files.items():
        if content.size > MEMBER_LIMIT:
            said = f"{quote(name)} has {megabytes(content.size)}, and at most {megabytes(MEMBER_LIMIT)} are accepted"
            raise InvalidError(said)
    total = sum(content.size for content in files.values())
    if total > TOTAL_LIMIT:
        said = f"the files have {megabytes(total)} together, and at most {megabytes(TOTAL_LIMIT)} are accepted"
        raise InvalidError(said)


def _pack(content: Content) -> tuple[int, Content]:
    """How a member is packed, and what comes of that: deflated where it is small and shrinks, else as it is.

    What would look like a bomb to the reader stays as it is, too.
    """
    start = content.read(0, _TRIED) if content.size <= _DEFLATE_LIMIT else b""
    if len(_deflate(start)) > len(start) * _SHRINKS:
        return STORED, content
    packed = Made(lambda: iter([_deflate(content.whole())]))
    is_smaller = packed.size < content.size < packed.size * RATIO_LIMIT // 2
    return (DEFLATED, packed) if is_smaller else (STORED, content)


def _deflate(data: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(data) + press.flush()


def _moment(stamp: datetime) -> tuple[int, int]:
    """Time and day as zip has them: two seconds, and years from 1980."""
    time = stamp.hour << 11 | stamp.minute << 5 | stamp.second // 2
    return time, (stamp.year - 1980) << 9 | stamp.month << 5 | stamp.day
