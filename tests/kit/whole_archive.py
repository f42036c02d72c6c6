"""The reader of archives as it was while all of it was in memory: what the one that reads in parts is held against."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from talktag.bundle.names import names_fault
from talktag.bundle.zip_form import ARCHIVE_LIMIT, COUNT_LIMIT, MEMBER_LIMIT, RATIO_LIMIT, TOTAL_LIMIT
from talktag.errors import UntrustedError
from talktag.model.values.foreign_text import quote

_MODE = 0o100644 << 16  # a regular file, readable by all
_MADE_BY = 3 << 8 | 20  # Unix, zip 2.0
_STORED, _DEFLATED = 0, 8
_VERSIONS, _ZIP64 = frozenset({10, 20}), 45
_FULL_SHORT, _FULL_LONG = 0xFFFF, 0xFFFFFFFF  # "look in the zip64 record"
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_LOCAL_SIZE, _CENTRAL_SIZE, _END_SIZE = 30, 46, 22
_SHARED = struct.Struct("<5H3L2H")  # the 26 bytes that a local and a central header have in common
_CENTRAL_REST = struct.Struct("<3H2L")
_END = struct.Struct("<4s4H2LH")


def unpack(data: bytes, total: int = TOTAL_LIMIT) -> tuple[str, dict[str, bytes]]:
    """The root folder and the files in it, by their names below the root. UntrustedError for anything out of form.

    `total` is how many bytes all files may have together.
    """
    if len(data) > ARCHIVE_LIMIT:
        raise UntrustedError(f"the archive has more than {_mb(ARCHIVE_LIMIT)}")
    start, count = _read_end(data)
    members = _read_directory(data, start, count)
    _check_sizes(members, total)
    if fault := names_fault(member.name for member in members):
        raise UntrustedError(f"in the archive {fault}")
    position = 0
    spans = []
    for member in members:
        begin = _check_local(data, member, position)
        position = begin + member.packed
        spans.append((member, begin))
    if position != start:
        raise UntrustedError("the archive has bytes that belong to no file")
    contents = {member.name.partition("/")[2]: _content(data, member, begin) for member, begin in spans}
    return members[0].name.partition("/")[0], contents


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    raw_name: bytes
    shared: bytes
    offset: int
    method: int
    crc: int
    packed: int
    size: int


def _read_end(data: bytes) -> tuple[int, int]:
    """Where the central directory starts, and how many members it lists."""
    at = len(data) - _END_SIZE
    if data[:4] != _LOCAL_SIGN:
        raise UntrustedError("the archive does not start as a zip does")
    if data[at : at + 4] != _END_SIGN or at < 0:
        found = data.rfind(_END_SIGN)
        if found < 0:
            raise UntrustedError("the archive is cut short: it has no end record")
        comment = int.from_bytes(data[found + 20 : found + 22], "little")
        commented = found + _END_SIZE + comment == len(data)
        raise UntrustedError("the archive has a comment" if commented else "the archive has bytes after its end")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if data[at - 20 : at - 16] == b"PK\6\7" or _FULL_SHORT in {here, count} or _FULL_LONG in {size, start}:
        raise UntrustedError("the archive is in zip64 form")
    if disk or first_disk or here != count:
        raise UntrustedError("the archive is one part of several")
    if not 0 < count <= COUNT_LIMIT:
        raise UntrustedError(f"the archive has {count} files, and 1 to {COUNT_LIMIT} are accepted")
    if comment:
        raise UntrustedError("the archive says it has a comment, and there is none")
    if start + size != at:
        joined = start + size < at
        raise UntrustedError(
            "the archive has bytes that its end record does not know: a prefix, or two archives joined"
            if joined
            else "the end record of the archive points past itself"
        )
    return start, count


def _read_directory(data: bytes, start: int, count: int) -> list[_Member]:
    end = len(data) - _END_SIZE
    members = []
    position = start
    for _ in range(count):
        if data[position : position + 4] != _CENTRAL_SIGN or position + _CENTRAL_SIZE > end:
            raise UntrustedError("the directory of the archive lists fewer files than it says")
        member, position = _read_entry(data, position)
        members.append(member)
    if position != end:
        raise UntrustedError("the directory of the archive has bytes that list no file")
    return members


def _read_entry(data: bytes, at: int) -> tuple[_Member, int]:
    made_by = int.from_bytes(data[at + 4 : at + 6], "little")
    shared = data[at + 6 : at + 32]
    version, flags, method, _, _, crc, packed, size, name_size, extra_size = _SHARED.unpack(shared)
    comment_size, disk, internal, external, offset = _CENTRAL_REST.unpack_from(data, at + 32)
    end = at + _CENTRAL_SIZE + name_size
    raw_name = data[at + _CENTRAL_SIZE : end]
    name = raw_name.decode("utf-8", "surrogateescape")
    faults = (
        (flags & 1, "is encrypted"),
        (flags & 8, "has a data descriptor"),
        (flags & ~0x0800, "has flags that are not known"),  # 0x0800: the name is UTF-8, so also ASCII
        (_FULL_LONG in {packed, size, offset} or version == _ZIP64, "is in zip64 form"),
        (version not in _VERSIONS or made_by != _MADE_BY, "is of a zip version that is not known"),
        (method not in {_STORED, _DEFLATED}, "is compressed by a method that is not known"),
        (extra_size, "has an extra field"),
        (comment_size, "has a comment"),
        (disk, "is on another disk"),
        (internal or external != _MODE, _mode_fault(external)),
    )
    for wrong, fault in faults:
        if wrong:
            raise UntrustedError(f"in the archive {quote(name)} {fault}")
    return _Member(name, raw_name, shared, offset, method, crc=crc, packed=packed, size=size), end


def _mode_fault(external: int) -> str:
    kinds = {0o120000: "is a symbolic link", 0o040000: "is a folder entry", 0o100000: "has an unusual mode"}
    kind = external >> 16 & 0o170000
    return kinds.get(kind, "is a device or another special file" if kind else "has no mode of a regular file")


def _check_sizes(members: list[_Member], total: int) -> None:
    """Refuse by what is claimed, before a byte is decompressed; `_content` then holds each member to its claim."""
    for member in members:
        shown = quote(member.name)
        if member.size > MEMBER_LIMIT:
            raise UntrustedError(f"in the archive {shown} has more than {_mb(MEMBER_LIMIT)}")
        if member.size > member.packed * RATIO_LIMIT:
            raise UntrustedError(f"in the archive {shown} is packed more than {RATIO_LIMIT} to 1")
        if member.method == _STORED and member.size != member.packed:
            raise UntrustedError(f"in the archive {shown} is stored, and its two sizes differ")
    if sum(member.size for member in members) > total:
        raise UntrustedError(f"the files in the archive have more than {_mb(total)} together")


def _check_local(data: bytes, member: _Member, position: int) -> int:
    """Where the member's packed bytes begin; its local header must stand at `position` and say the same."""
    shown = quote(member.name)
    if member.offset != position:
        raise UntrustedError(f"in the archive {shown} does not start where the file before it ends")
    if data[position : position + 4] != _LOCAL_SIGN:
        raise UntrustedError(f"in the archive {shown} has no header")
    begin = position + _LOCAL_SIZE + len(member.raw_name)
    if data[position + 4 : begin] != member.shared + member.raw_name:
        raise UntrustedError(f"in the archive {shown} has two headers that differ")
    return begin


def _content(data: bytes, member: _Member, begin: int) -> bytes:
    packed = memoryview(data)[begin : begin + member.packed]
    content = bytes(packed) if member.method == _STORED else _inflate(packed, member)
    if zlib.crc32(content) != member.crc:
        raise UntrustedError(f"in the archive {quote(member.name)} is damaged: its check sum differs")
    return content


def _inflate(packed: memoryview, member: _Member) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, member.size + 1)
    except zlib.error as error:
        raise UntrustedError(f"in the archive {quote(member.name)} is damaged: it does not unpack") from error
    if len(content) != member.size or not stream.eof:
        raise UntrustedError(f"in the archive {quote(member.name)} does not unpack to the size it says")
    if stream.unused_data:
        raise UntrustedError(f"in the archive {quote(member.name)} has bytes after its packed data")
    return content


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
