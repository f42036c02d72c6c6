"""Bytes that may be too many to hold: how many, any part of them, and all of them in parts as often as wanted.

It opens no file, and keeps none of what it hands out; bytes that are in memory anyway are a content like any other.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple, Protocol

from talktag.errors import StaleError

PART = 512 * 1024  # bytes handed out at a time


class ByteSource(Protocol):
    """Where bytes are: in memory, in a file, in an encrypted one."""

    @property
    def size(self) -> int:
        """How many there are."""

    def read(self, at: int, length: int) -> bytes:
        """Those from `at`, `length` of them or what there is; ValueError, or an error of its own, where it fails."""


class Checksums(NamedTuple):
    """What tells a content from others: for certain, from one that was damaged by chance, and at once."""

    sha256: str
    crc: int
    size: int


class Content:
    """What a source has. Its sums are taken once, in one go, and what is read later has to fit them."""

    is_quick = True  # any part is read for the price of that part

    def __init__(self, source: ByteSource) -> None:
        self._source = source

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self._source.size

    def read(self, at: int, length: int) -> bytes:
        """Those from `at`, `length` of them or what there is, not held against the sums."""
        return self._source.read(at, length)

    def parts(self) -> Iterator[bytes]:
        """All, one part after the other; StaleError behind the last where they are not those that were summed."""
        known = self.sums if self.has_sums else None
        crc = 0
        for part in self._parts():
            crc = zlib.crc32(part, crc) if known else 0
            yield part
        if known and crc != known.crc:
            raise StaleError("a file was changed while it was read", hints=["type the command again"])

    def whole(self) -> bytes:
        """All at once."""
        return b"".join(self.parts())

    @cached_property
    def sums(self) -> Checksums:
        """All of them."""
        import hashlib

        digest, crc, size = hashlib.sha256(), 0, 0
        for part in self._parts():
            digest.update(part)
            crc, size = zlib.crc32(part, crc), size + len(part)
        return Checksums(digest.hexdigest(), crc, size)

    @property
    def has_sums(self) -> bool:
        """Whether they were taken already."""
        return "sums" in self.__dict__

    @property
    def sha256(self) -> str:
        """The SHA-256, 64 lower-case hex digits."""
        return self.sums.sha256

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same bytes, told by their SHA-256."""
        return isinstance(other, Content) and self.size == other.size and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def _parts(self) -> Iterator[bytes]:
        at = 0
        while at < self.size:
            part = self.read(at, PART)
            if not part:
                raise StaleError("a file was cut short while it was read", hints=["type the command again"])
            at += len(part)
            yield part


class Made(Content):
    """What is made anew each time it is wanted, always the same: packed or sealed from contents that there are."""

    is_quick = False

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        self._make = make

    @property
    def size(self) -> int:
        """How many bytes there are, found out by making it once."""
        return self.sums.size

    def read(self, at: int, length: int) -> bytes:
        """Those from `at`; what stands before them is made, and dropped."""
        found, start = b"", 0
        for part in self._make():
            if start + len(part) > at:
                found += part[max(0, at - start) : at + length - start]
            start += len(part)
            if start >= at + length:
                break
        return found

    def _parts(self) -> Iterator[bytes]:
        return self._make()


class Later(Content):
    """What is made once, when it is first wanted, and kept: signed with a key that nobody is asked for before a yes."""

    def __init__(self, make: Callable[[], bytes | Content]) -> None:
        self._make = make

    @cached_property
    def made(self) -> Content:
        """It, made now if it was not yet."""
        return content_of(self._make())

    @property
    def is_made(self) -> bool:
        """Whether it was made yet."""
        return "made" in self.__dict__

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.made.size

    def read(self, at: int, length: int) -> bytes:
        """Those from `at`, `length` of them or what there is."""
        return self.made.read(at, length)

    def _parts(self) -> Iterator[bytes]:
        return self.made.parts()


class Joined(Content):
    """Contents one after the other, as one."""

    def __init__(self, pieces: Sequence[Content]) -> None:
        self._pieces = pieces
        self._ends = tuple(accumulate(piece.size for piece in pieces))

    @property
    def size(self) -> int:
        """How many bytes they have together."""
        return self._ends[-1] if self._ends else 0

    def read(self, at: int, length: int) -> bytes:
        """Those from `at`, out of as many of them as it takes."""
        found = []
        number = bisect_right(self._ends, at)
        while length > 0 and number < len(self._pieces):
            piece = self._pieces[number]
            part = piece.read(at - self._ends[number] + piece.size, length)
            found.append(part)
            at, length, number = at + len(part), length - len(part), number + 1
        return b"".join(found)

    def _parts(self) -> Iterator[bytes]:
        return chain.from_iterable(piece.parts() for piece in self._pieces)


class _HeldBytes:
    """Bytes in memory, as a source."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, at: int, length: int) -> bytes:
        return self.data[at : at + length]


class ContentFile(io.RawIOBase):
    """A content as a file, for libraries that read files; OSError once they have read more than `room` bytes of it."""

    def __init__(self, content: Content, room: int) -> None:
        self._content = content
        self._room = room
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; where that is."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._content.size}[whence]
        if start + offset < 0:
            raise OSError(22, "there is nothing before the start")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # whatever holds bytes
        """Fill the buffer as far as there are bytes; how many there were."""
        found = self._content.read(self._at, min(len(buffer), PART))
        self._room -= len(found)
        if self._room < 0:
            raise OSError(27, "more is read than there is room for")
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


def content_of(data: bytes | Content) -> Content:
    """Bytes as a content; a content as it is."""
    return data if isinstance(data, Content) else Content(_HeldBytes(data))
