"""Zip archives, byte for byte: a reader that accounts for every byte, in parts, and never extracts to disk.

It accepts only the one form that is written, which `zip_form` describes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from talktag.bundle.names import names_fault
from talktag.bundle.zip_form import (
    ARCHIVE_LIMIT,
    CENTRAL_REST,
    CENTRAL_SIGN,
    CENTRAL_SIZE,
    COUNT_LIMIT,
    DEFLATED,
    END,
    END_SIGN,
    END_SIZE,
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
from talktag.content import PART, Content, Made, content_of
from talktag.errors import UntrustedError
from talktag.model.values.foreign_text import quote

_VERSIONS, _ZIP64 = frozenset({10, 20}), 45
_FULL_SHORT, _FULL_LONG = 0xFFFF, 0xFFFFFFFF  # "look in the zip64 record"


def unpack(data: bytes | Content, total: int = TOTAL_LIMIT) -> tuple[str, dict[str, Content]]:
    """The root folder and the files in it, by their names below the root. UntrustedError for anything out of form.

    `total` is how many bytes all files may have together. Each is summed here and now, in one go with all else that is
    to be found wrong with it, and read again where it is wanted.
    """
    archive = content_of(data)
    if archive.size > ARCHIVE_LIMIT:
        raise UntrustedError(f"the archive has more than {megabytes(ARCHIVE_LIMIT)}")
    start, count = _read_end(archive)
    members = _read_directory(archive, start, count)
    _check_sizes(members, total)
    if fault := names_fault(member.name for member in members):
        raise UntrustedError(f"in the archive {fault}")
    position = 0
    files = {}
    for member in members:
        begin = _check_local(archive, member, position)
        position = begin + member.packed
        files[member.name.partition("/")[2]] = _Unpacked(archive, member, begin)
    if position != start:
        raise UntrustedError("the archive has bytes that belong to no file")
    for content in files.values():
        content.check()
    return members[0].name.partition("/")[0], dict(files)


class _Member(NamedTuple):
    name: str
    raw_name: bytes
    shared: bytes
    offset: int
    method: int
    crc: int
    packed: int
    size: int


class _Unpacked(Content):
    """What a member of an archive holds."""

    def __init__(self, archive: Content, member: _Member, begin: int) -> None:
        self._archive = archive
        self._member = member
        self._begin = begin
        self.is_quick = member.method == STORED

    @property
    def size(self) -> int:
        return self._member.size

    def read(self, at: int, length: int) -> bytes:
        if self._member.method == STORED:
            return self._archive.read(self._begin + at, min(length, max(0, self.size - at)))
        return Made(self._inflate).read(at, length)

    def check(self) -> None:
        """UntrustedError where it is not what the archive says."""
        if self.sums.crc != self._member.crc:
            raise UntrustedError(f"in the archive {quote(self._member.name)} is damaged: its check sum differs")

    def _parts(self) -> Iterator[bytes]:
        return super()._parts() if self._member.method == STORED else self._inflate()

    def _inflate(self) -> Iterator[bytes]:
        stream, shown = zlib.decompressobj(-zlib.MAX_WBITS), quote(self._member.name)
        at, end, made, packed = self._begin, self._begin + self._member.packed, 0, b""
        while not stream.eof and made <= self.size:
            if not packed:
                packed = self._archive.read(at, min(PART, end - at))
                at += len(packed)
            try:
                # One more than it should be tells of any more, and no more than that is ever unpacked.
                part = stream.decompress(packed, min(PART, self.size + 1 - made))
            except zlib.error as error:
                raise UntrustedError(f"in the archive {shown} is damaged: it does not unpack") from error
            if not part and not packed:
                break
            packed = stream.unconsumed_tail
            made += len(part)
            yield part
        if made != self.size or not stream.eof:
            raise UntrustedError(f"in the archive {shown} does not unpack to the size it says")
        if stream.unused_data or at < end:
            raise UntrustedError(f"in the archive {shown} has bytes after its packed data")


def _read_end(archive: Content) -> tuple[int, int]:
    """Where the central directory starts, and how many members it lists."""
    at = archive.size - END_SIZE
    if archive.read(0, 4) != LOCAL_SIGN:
        raise UntrustedError("the archive does not start as a zip does")
    record = archive.read(at, END_SIZE) if at >= 0 else b""
    if not record.startswith(END_SIGN):
        raise UntrustedError(_end_fault(archive))
    _, disk, first_disk, here, count, size, start, comment = END.unpack(record)
    has_locator = at >= 20 and archive.read(at - 20, 4) == b"PK\6\7"
    if has_locator or _FULL_SHORT in {here, count} or _FULL_LONG in {size, start}:
        raise UntrustedError("the archive is in zip64 form")
    if disk or first_disk or here != count:
        raise UntrustedError("the archive is one part of several")
    if not 0 < count <= COUNT_LIMIT:
        raise UntrustedError(f"the archive has {count} files, and 1 to {COUNT_LIMIT} are accepted")
    if comment:
        raise UntrustedError("the archive says it has a comment, and there is none")
    if start + size > at:
        raise UntrustedError("the end record of the archive points past itself")
    if start + size < at:
        raise UntrustedError(
            "the archive has bytes that its end record does not know: a prefix, or two archives joined"
        )
    return start, count


def _end_fault(archive: Content) -> str:
    """What is wrong with an archive that does not end in an end record."""
    found = _find_last(archive, END_SIGN)
    if found < 0:
        return "the archive is cut short: it has no end record"
    comment = int.from_bytes(archive.read(found + 20, 2), "little")
    is_comment = found + END_SIZE + comment == archive.size
    return "the archive has a comment" if is_comment else "the archive has bytes after its end"


def _find_last(archive: Content, sign: bytes) -> int:
    """Where `sign` stands last; -1 where it does not."""
    end = archive.size
    while end > 0:
        start = max(0, end - PART)
        found = archive.read(start, end - start + len(sign) - 1).rfind(sign)
        if found >= 0:
            return start + found
        end = start
    return -1


def _read_directory(archive: Content, start: int, count: int) -> list[_Member]:
    end = archive.size - END_SIZE
    members = []
    position = start
    for _ in range(count):
        head = archive.read(position, CENTRAL_SIZE)
        if head[:4] != CENTRAL_SIGN or position + CENTRAL_SIZE > end:
            raise UntrustedError("the directory of the archive lists fewer files than it says")
        raw_name = archive.read(position + CENTRAL_SIZE, int.from_bytes(head[28:30], "little"))
        members.append(_read_entry(head, raw_name))
        position += CENTRAL_SIZE + len(raw_name)
    if position != end:
        raise UntrustedError("the directory of the archive has bytes that list no file")
    return members


def _read_entry(head: bytes, raw_name: bytes) -> _Member:
    made_by = int.from_bytes(head[4:6], "little")
    shared = head[6:32]
    version, flags, method, _, _, crc, packed, size, _, extra_size = SHARED.unpack(shared)
    comment_size, disk, internal, external, offset = CENTRAL_REST.unpack_from(head, 32)
    name = raw_name.decode("utf-8", "surrogateescape")
    faults = (
        (flags & 1, "is encrypted"),
        (flags & 8, "has a data descriptor"),
        (flags & ~0x0800, "has flags that are not known"),  # 0x0800: the name is UTF-8, so also ASCII
        (_FULL_LONG in {packed, size, offset} or version == _ZIP64, "is in zip64 form"),
        (version not in _VERSIONS or made_by != MADE_BY, "is of a zip version that is not known"),
        (method not in {STORED, DEFLATED}, "is compressed by a method that is not known"),
        (extra_size, "has an extra field"),
        (comment_size, "has a comment"),
        (disk, "is on another disk"),
        (internal or external != MODE, _mode_fault(external)),
    )
    for wrong, fault in faults:
        if wrong:
            raise UntrustedError(f"in the archive {quote(name)} {fault}")
    return _Member(name, raw_name, shared, offset, method, crc=crc, packed=packed, size=size)


def _mode_fault(external: int) -> str:
    kinds = {0o120000: "is a symbolic link", 0o040000: "is a folder entry", 0o100000: "has an unusual mode"}
    kind = external >> 16 & 0o170000
    return kinds.get(kind, "is a device or another special file" if kind else "has no mode of a regular file")


def _check_sizes(members: list[_Member], total: int) -> None:
    """Refuse by what is claimed, before a byte is decompressed; each is then held each member to its claim."""
    for member in members:
        shown = quote(member.name)
        if member.size > MEMBER_LIMIT:
            raise UntrustedError(f"in the archive {shown} has more than {megabytes(MEMBER_LIMIT)}")
        if member.size > member.packed * RATIO_LIMIT:
            raise UntrustedError(f"in the archive {shown} is packed more than {RATIO_LIMIT} to 1")
        if member.method == STORED and member.size != member.packed:
            raise UntrustedError(f"in the archive {shown} is stored, and its two sizes differ")
    if sum(member.size for member in members) > total:
        raise UntrustedError(f"the files in the archive have more than {megabytes(total)} together")


def _check_local(archive: Content, member: _Member, position: int) -> int:
    """Where the member's packed bytes begin; its local header must stand at `position` and say the same."""
    shown = quote(member.name)
    if member.offset != position:
        raise UntrustedError(f"in the archive {shown} does not start where the file before it ends")
    begin = position + LOCAL_SIZE + len(member.raw_name)
    head = archive.read(position, begin - position)
    if head[:4] != LOCAL_SIGN:
        raise UntrustedError(f"in the archive {shown} has no header")
    if head[4:] != member.shared + member.raw_name:
        raise UntrustedError(f"in the archive {shown} has two headers that differ")
    return begin
