"""The payload of an age v1 file, in parts. It never hands out a byte that was not verified in its place.

Format: the age specification of the C2SP, section "Payload": chunks of 64 KiB under ChaCha20-Poly1305, numbered
by the nonce, whose last byte is 1 for the final chunk only. So each says where it belongs, and whether more follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from talktag.content import Content
from talktag.seal.damaged import DamagedError

CHUNK = 64 * 1024
NONCE = 16  # bytes at the start of the payload
_TAG = 16


def seal_stream(parts: Iterable[bytes], file_key: bytes, nonce: bytes) -> Iterator[bytes]:
    """The payload that holds what `parts` have together, under `file_key` and `nonce`, of 16 bytes each."""
    cipher = _Cipher(file_key, nonce)
    yield nonce
    number = 0
    chunk = b""
    for following in _chunks(parts):
        if number or chunk:
            yield cipher.seal(number, chunk, final=False)
            number += 1
        chunk = following
    yield cipher.seal(number, chunk, final=True)


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks, of which only the last may be shorter; none at all of nothing."""
    held = bytearray()
    for part in parts:
        held += part
        whole = len(held) - len(held) % CHUNK
        for start in range(0, whole, CHUNK):
            yield bytes(held[start : start + CHUNK])
        del held[:whole]
    if held:
        yield bytes(held)


class OpenedPayload:
    """What the payload of `sealed` from `start` on holds, as a source. The chunk that was opened last is held."""

    def __init__(self, sealed: Content, start: int, file_key: bytes) -> None:
        length = sealed.size - start
        if length < NONCE + _TAG:
            raise DamagedError("the age file ends inside its payload")
        self._sealed = sealed
        self._start = start + NONCE
        self._chunks = max(1, -(-(length - NONCE) // (CHUNK + _TAG)))
        self._cipher = _Cipher(file_key, sealed.read(start, NONCE))
        self._opened: tuple[int, bytes] = (-1, b"")
        self.size = length - NONCE - self._chunks * _TAG
        if self.size < (self._chunks - 1) * CHUNK:
            raise DamagedError("the contents of the age file were altered or cut short")

    def check_end(self) -> None:
        """DamagedError where it does not end where it was meant to."""
        if not self._chunk(self._chunks - 1) and self._chunks > 1:
            raise DamagedError("the age file ends in an empty chunk")

    def read(self, at: int, length: int) -> bytes:
        """The bytes from `at`, each chunk of them verified; DamagedError when one was altered or is missing."""
        end = min(at + length, self.size)
        numbers = range(at // CHUNK, -(-end // CHUNK))
        found = b"".join(self._chunk(number) for number in numbers)
        return found[at % CHUNK : at % CHUNK + max(0, end - at)]

    def _chunk(self, number: int) -> bytes:
        if self._opened[0] != number:
            sealed = self._sealed.read(self._start + number * (CHUNK + _TAG), CHUNK + _TAG)
            self._opened = (number, self._cipher.open(number, sealed, final=number == self._chunks - 1))
        return self._opened[1]


class _Cipher:
    """The payload key and how a chunk's number becomes its nonce."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        key = HKDF(algorithm=hashes.SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)
        self._cipher = ChaCha20Poly1305(key)

    def seal(self, number: int, chunk: bytes, *, final: bool) -> bytes:
        return self._cipher.encrypt(_chunk_nonce(number, final), chunk, None)

    def open(self, number: int, chunk: bytes, *, final: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(_chunk_nonce(number, final), chunk, None)
        except InvalidTag:
            raise DamagedError("the contents of the age file were altered or cut short") from None


def _chunk_nonce(number: int, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])
