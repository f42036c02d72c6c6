"""Signing through ssh-agent: a real one signs as the key itself would, and one that lies gets nowhere."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from talktag.errors import SealedError
from talktag.seal.ssh import sshsig
from talktag.seal.ssh.agent import Agent, AgentKey
from talktag.seal.ssh.key import SigningKey
from talktag.seal.ssh.wire import pack

KEY = SigningKey.from_seed(bytes(range(32)))


def test_the_agent_signs_byte_for_byte_as_the_key_does(tmp_path: Path, program: Callable[[str], str]) -> None:
    path = tmp_path / "agent"
    agent = subprocess.Popen([program("ssh-agent"), "-D", "-a", str(path)], stdout=subprocess.PIPE)
    try:
        assert agent.stdout
        agent.stdout.readline()  # it says where it listens once it does
        with pytest.raises(SealedError, match="does not sign with the key SHA256:"):
            AgentKey(Agent(str(path)), KEY.public).ssh_signature(b"bytes")
        environment = {"SSH_AUTH_SOCK": str(path)}
        subprocess.run([program("ssh-add"), "-q", "-"], input=KEY.to_openssh(), env=environment, check=True)
        signed = sshsig.sign(b"bytes", AgentKey(Agent(str(path)), KEY.public), "reply@talktag")
    finally:
        agent.terminate()
        agent.communicate()
    assert signed == sshsig.sign(b"bytes", KEY, "reply@talktag")


LIES = {
    "nothing": (b"", "hung up"),
    "half a size": (b"\0\0", "hung up"),
    "half an answer": (b"\0\0\0\x09\x0e", "hung up"),
    "an endless answer": (b"\xff\xff\xff\xff", "impossible size"),
    "an empty answer": (b"\0\0\0\0", "impossible size"),
    "no": (pack(b"\x05"), "does not sign with the key"),
    "no signature": (pack(b"\x0e" + b"\0\0"), "an answer that is no signature"),
    "half a signature": (pack(b"\x0e" + pack(pack(b"ssh-ed25519"))), "would be refused: the inner part"),
    "an RSA signature": (pack(b"\x0e" + pack(pack(b"rsa-sha2-512", bytes(256)))), 'calls itself "rsa-sha2-512"'),
    "a short signature": (pack(b"\x0e" + pack(pack(b"ssh-ed25519", bytes(63)))), "would be refused: .* has 63 bytes"),
    "a signature of something else": (
        pack(b"\x0e" + pack(pack(b"ssh-ed25519", KEY.sign(b"else")))),
        "would be refused: the signature does not fit",
    ),
}


@pytest.mark.parametrize("case", LIES)
def test_an_agent_that_lies_is_refused_by_its_own_words(case: str, tmp_path: Path) -> None:
    said, words = LIES[case]
    path = str(tmp_path / "agent")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def lie() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(said)

        liar = threading.Thread(target=lie, daemon=True)  # a test that fails before it asks must still end
        liar.start()
        with pytest.raises(SealedError, match=words):
            AgentKey(Agent(path), KEY.public).ssh_signature(b"bytes")
        liar.join()


def test_no_agent_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(SealedError, match="ssh-agent cannot be reached"):
        AgentKey(Agent(str(tmp_path / "nowhere")), KEY.public).ssh_signature(b"bytes")
