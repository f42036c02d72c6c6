"""Signing through ssh-agent: the secret key stays where it is. Adds no key to the agent and takes none out.

Protocol: draft-ietf-sshm-ssh-agent; only the requests that signing needs. What the agent answers is foreign input.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talktag.errors import SealedError
from talktag.seal import ssh_wire
from talktag.seal.sshkey import ED25519, PublicKey

if TYPE_CHECKING:
    import socket

_LIST_REQUEST, _LIST_RESPONSE = 11, 12
_SIGN_REQUEST, _SIGN_RESPONSE = 13, 14
_ANSWER_LIMIT = 256 * 1024  # bytes, as OpenSSH's own
_SECONDS = 120  # long enough to touch a hardware key or to type a passphrase into a window


@dataclass(frozen=True, slots=True)
class AgentKey:
    """A key that the agent at `path` (a Unix socket) holds; it signs as a SigningKey does."""

    path: str
    public: PublicKey

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of Ed25519 signature over `message`; SealedError where the agent will not or cannot sign."""
        request = bytes([_SIGN_REQUEST]) + ssh_wire.pack(self.public.blob, message) + bytes(4)
        answer = self._asked(request)
        if answer[:1] != bytes([_SIGN_RESPONSE]):
            raise SealedError(
                f"ssh-agent does not sign with the key {self.public.fingerprint}",
                hints=["see what it holds with: ssh-add -l; add the key with: ssh-add FILE"],
            )
        try:
            (blob,) = ssh_wire.unpack(answer[1:], 1)
            algorithm, signature = ssh_wire.unpack(blob, 2)
        except ValueError:
            raise SealedError("ssh-agent gave an answer that is no signature") from None
        if algorithm != ED25519.encode() or len(signature) != 64:
            raise SealedError("ssh-agent gave a signature of another kind")
        return signature

    def is_held(self) -> bool:
        """Whether the agent has this key; SealedError where it cannot be reached. Nothing is signed for it."""
        answer = self._asked(bytes([_LIST_REQUEST]))
        if answer[:1] != bytes([_LIST_RESPONSE]):
            raise SealedError("ssh-agent does not tell which keys it has", hints=["unlock it with: ssh-add -X"])
        rest, held = answer[5:], []
        try:
            while rest:
                blob, rest = ssh_wire.take(rest)
                _comment, rest = ssh_wire.take(rest)
                held.append(blob)
        except ValueError:
            raise SealedError("ssh-agent gave an answer that is no list of keys") from None
        return self.public.blob in held

    def _asked(self, request: bytes) -> bytes:
        import socket

        with _reaching(), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as agent:
            agent.settimeout(_SECONDS)
            agent.connect(self.path)
            agent.sendall(ssh_wire.pack(request))
            size = int.from_bytes(_exactly(agent, 4), "big")
            if not 0 < size <= _ANSWER_LIMIT:
                raise SealedError("ssh-agent gave an answer of an impossible size")
            return _exactly(agent, size)


@contextlib.contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except (OSError, AttributeError) as error:  # AttributeError: a system without Unix sockets
        raise SealedError(
            f"ssh-agent cannot be reached: {error}", hints=["start one, add the key to it with: ssh-add FILE"]
        ) from error


def _exactly(agent: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = agent.recv(size - len(parts))
        if not part:
            raise SealedError("ssh-agent hung up")
        parts += part
    return bytes(parts)
