"""The payload of an age v1 file, in memory. It never returns anything unless all of it was verified.

Format: the age specification of the C2SP, section "Payload": chunks of 64 KiB under ChaCha20-Poly1305, numbered
by the nonce, whose last byte is 1 for the final chunk only.
"""

from __future__ import annotations

import os

from talktag.seal.damaged import DamagedError

CHUNK = 64 * 1024
_TAG = 16
_NONCE = 16


def seal_stream(data: bytes, file_key: bytes) -> bytes:
    """The payload that holds `data` under `file_key` (16 bytes)."""
    nonce = os.urandom(_NONCE)
    cipher = _Cipher(file_key, nonce)
    view = memoryview(data)
    starts = range(0, max(len(view), 1), CHUNK)
    chunks = [
        cipher.seal(number, view[start : start + CHUNK], start == starts[-1]) for number, start in enumerate(starts)
    ]
    return b"".join([nonce, *chunks])


def open_stream(payload: memoryview, file_key: bytes) -> bytes:
    """What `payload` holds, whole; DamagedError when any of it is altered, missing or too much."""
    if len(payload) < _NONCE + _TAG:
        raise DamagedError("the age file ends inside its payload")
    cipher = _Cipher(file_key, bytes(payload[:_NONCE]))
    body = payload[_NONCE:]
    starts = range(0, len(body), CHUNK + _TAG)
    chunks = [
        cipher.open(number, body[start : start + CHUNK + _TAG], start == starts[-1])
        for number, start in enumerate(starts)
    ]
    if len(chunks) > 1 and not chunks[-1]:
        raise DamagedError("the age file ends in an empty chunk")
    return b"".join(chunks)


class _Cipher:
    """The payload key and how a chunk's number becomes its nonce."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        key = HKDF(algorithm=hashes.SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)
        self._cipher = ChaCha20Poly1305(key)

    def seal(self, number: int, chunk: memoryview, final: bool) -> bytes:
        return self._cipher.encrypt(_chunk_nonce(number, final), chunk, None)

    def open(self, number: int, chunk: memoryview, final: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(_chunk_nonce(number, final), chunk, None)
        except InvalidTag:
            raise DamagedError("the contents of the age file were altered or cut short") from None


def _chunk_nonce(number: int, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])
