"""A hardware key in software: an ssh-agent that signs as a FIDO authenticator does. It shares no code with talktag.

    python tests/authenticator.py SOCKET TYPE FLAGS [APPLICATION]

Speaks draft-ietf-sshm-ssh-agent on a Unix socket, and prints the OpenSSH public line of its one key once it listens.
TYPE is `ed25519` or `ecdsa`; FLAGS is the byte that says whether somebody touched it (OpenSSH's PROTOCOL.u2f).
"""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
import sys

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FAILURE, LIST, LISTED, SIGN, SIGNED = 5, 11, 12, 13, 14
ED25519, ECDSA = b"sk-ssh-ed25519@openssh.com", b"sk-ecdsa-sha2-nistp256@openssh.com"


def string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def number(value: int) -> bytes:
    return string(value.to_bytes(value.bit_length() // 8 + 1, "big"))


class Authenticator:
    """One key, and a counter that never goes back."""

    def __init__(self, kind: str, flags: int, application: bytes) -> None:
        self._flags, self._application, self._counter = flags, application, 41
        self._plain = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"hardware").digest())
        self._curve = ec.derive_private_key(0x7E57, ec.SECP256R1())
        self._is_ecdsa = kind == "ecdsa"

    @property
    def blob(self) -> bytes:
        if self._is_ecdsa:
            point = self._curve.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            return string(ECDSA) + string(b"nistp256") + string(point) + string(self._application)
        return string(ED25519) + string(self._plain.public_key().public_bytes_raw()) + string(self._application)

    def sign(self, message: bytes) -> bytes:
        self._counter += 1
        trailer = struct.pack(">BI", self._flags, self._counter)
        data = hashlib.sha256(self._application).digest() + trailer + hashlib.sha256(message).digest()
        if not self._is_ecdsa:
            return string(ED25519) + string(self._plain.sign(data)) + trailer
        numbers = decode_dss_signature(self._curve.sign(data, ec.ECDSA(SHA256())))
        return string(ECDSA) + string(b"".join(map(number, numbers))) + trailer

    def answer(self, request: bytes) -> bytes:
        if request[0] == LIST:
            return struct.pack(">BI", LISTED, 1) + string(self.blob) + string(b"stand-in")
        size = struct.unpack(">I", request[1:5])[0] if request[0] == SIGN else 0
        if request[0] != SIGN or request[5 : 5 + size] != self.blob:
            return bytes([FAILURE])
        length = struct.unpack(">I", request[5 + size : 9 + size])[0]
        return bytes([SIGNED]) + string(self.sign(request[9 + size : 9 + size + length]))


def exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def serve(path: str, key: Authenticator) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        name = ECDSA if key.blob[4:].startswith(ECDSA) else ED25519
        print(name.decode(), base64.b64encode(key.blob).decode(), "stand-in", flush=True)
        while True:
            connection, _ = server.accept()
            with connection:
                try:
                    while True:
                        (size,) = struct.unpack(">I", exactly(connection, 4))
                        connection.sendall(string(key.answer(exactly(connection, size))))
                except (EOFError, OSError):
                    continue


if __name__ == "__main__":
    words = [*sys.argv[1:], "ssh:"]
    serve(words[0], Authenticator(words[1], int(words[2]), words[3].encode()))
