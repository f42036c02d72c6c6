"""Signing through ssh-agent: the secret key stays where it is. Adds no key to the agent and takes none out.

Protocol: draft-ietf-sshm-ssh-agent; only the requests that signing needs. What the agent answers is foreign input.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from talktag.errors import SealedError, UntrustedError
from talktag.seal.ssh import raw_signature, wire
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    import socket

_LIST_REQUEST, _LIST_RESPONSE = 11, 12
_SIGN_REQUEST, _SIGN_RESPONSE = 13, 14
_ANSWER_LIMIT = 256 * 1024  # bytes, as OpenSSH's own
_SECONDS = 120  # long enough to touch a hardware key or to type a passphrase into a window


def _nobody_waits() -> None:
    """For where nobody is to be told that a hardware key waits."""


class Agent(NamedTuple):
    """Where ssh-agent listens (a Unix socket); `waits` is called before a hardware key is to be touched."""

    path: str
    waits: Callable[[], None] = _nobody_waits


@dataclass(frozen=True, slots=True)
class AgentKey:
    """A key that the agent holds; it signs as a SigningKey does."""

    agent: Agent
    public: PublicKey

    def ssh_signature(self, message: bytes) -> bytes:
        """The signature over `message` as an SSH blob, checked; SealedError where the agent will not or cannot sign."""
        request = bytes([_SIGN_REQUEST]) + wire.pack(self.public.blob, message) + bytes(4)
        if self.public.is_hardware:
            self.agent.waits()
        answer = self._ask(request)
        if answer[:1] != bytes([_SIGN_RESPONSE]):
            raise SealedError(
                f"ssh-agent does not sign with the key {self.public.fingerprint}", hints=[_hint(self.public)]
            )
        try:
            (blob,) = wire.unpack(answer[1:], 1)
        except ValueError:
            raise SealedError("ssh-agent gave an answer that is no signature") from None
        # Whoever receives it would refuse it, and then it is too late to sign anew.
        try:
            raw_signature.check(self.public, blob, message)
        except UntrustedError as error:
            raise SealedError(
                f"ssh-agent gave a signature that would be refused: {error.message}", hints=[_hint(self.public)]
            ) from None
        return blob

    def is_held(self) -> bool:
        """Whether the agent has this key; SealedError where it cannot be reached. Nothing is signed for it."""
        answer = self._ask(bytes([_LIST_REQUEST]))
        if answer[:1] != bytes([_LIST_RESPONSE]):
            raise SealedError("ssh-agent does not tell which keys it has", hints=["unlock it with: ssh-add -X"])
        rest, held = answer[5:], []
        try:
            while rest:
                blob, rest = wire.take(rest)
                _comment, rest = wire.take(rest)
                held.append(blob)
        except ValueError:
            raise SealedError("ssh-agent gave an answer that is no list of keys") from None
        return self.public.blob in held

    def _ask(self, request: bytes) -> bytes:
        import socket

        with _reaching(), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as agent:
            agent.settimeout(_SECONDS)
            agent.connect(self.agent.path)
            agent.sendall(wire.pack(request))
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


def _hint(key: PublicKey) -> str:
    if key.is_hardware:
        return "plug the hardware key in and touch it when it blinks; one made with no-touch-required does not do"
    return "see what it holds with: ssh-add -l; add the key with: ssh-add FILE"
