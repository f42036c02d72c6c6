"""Other keys that sign: OpenSSH's own, and those a real `ssh-agent` holds; the stock `ssh-keygen` is the oracle."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talktag.seal.keys.key_folder import KeyFolder
from talktag.seal.ssh.key import PublicKey

if TYPE_CHECKING:
    from tests.kit.computer import Computer

Program = Callable[[str], str]
NOTE = "hot pixel at 1024,768"
EXPORT = ("export", "canon", "--to", "fix-it", "-o", "canon.zip", "--yes")


def keys_of(computer: Computer) -> KeyFolder:
    return KeyFolder(computer.folder / "config/keys")


@pytest.fixture
def own_key(computer: Computer, program: Program) -> Path:
    """An OpenSSH key under the passphrase `own words`."""
    path = computer.folder / "id_ed25519"
    subprocess.run(
        [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "own words", "-C", "ana@desk", "-f", path], check=True
    )
    return path


@pytest.fixture
def agent(computer: Computer, program: Program, tmp_path: Path) -> Iterator[Computer]:
    """The computer with a real ssh-agent that runs for it."""
    socket = tmp_path / "agent"
    started = subprocess.Popen([program("ssh-agent"), "-D", "-a", socket], stdout=subprocess.DEVNULL)
    try:
        while not socket.exists():
            assert started.poll() is None
        yield replace(computer, variables={**computer.variables, "SSH_AUTH_SOCK": str(socket)})
    finally:
        started.terminate()
        started.wait()


def good(computer: Computer, program: Program, public: Path) -> bool:
    """Whether ssh-keygen finds that an export was signed by the key in `public`."""
    out = computer.folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([program("unzip"), "-q", computer.folder / "canon.zip", "-d", out], check=True)
    (bag,) = out.iterdir()
    (bag / "who").write_text(f"owner {public.read_text()}")
    command = [program("ssh-keygen"), "-Y", "verify", "-f", "who", "-I", "owner", "-n", "bundle@talktag"]
    with (bag / "manifest-sha256.txt").open("rb") as signed:
        done = subprocess.run(
            [*command, "-s", "manifest-sha256.txt.sig"], cwd=bag, stdin=signed, capture_output=True, check=False
        )
    return done.returncode == 0


def test_an_own_openssh_key_signs_after_its_passphrase_was_given_once(
    computer: Computer, own_key: Path, program: Program
) -> None:
    computer.write("own", "own words\n")
    computer.write("wrong", "wrong\n")
    line = (computer.things / "keys/owner.pub").read_text()
    assert computer.run("key", "use", "id_ed25519", "--yes").code == 9
    assert computer.run("key", "use", "id_ed25519", "--yes", "--passphrase-file", "wrong").code == 9
    assert (computer.things / "keys/owner.pub").read_text() == line
    computer.ok("key", "use", "id_ed25519", "--yes", "--passphrase-file", "own")
    own_key.rename(own_key.with_name("gone"))
    computer.ok(*EXPORT)
    assert good(computer, program, own_key.with_name("id_ed25519.pub"))
    assert (computer.things / "keys/old.pub").read_text() == line
    assert "signed by you" in computer.ok("verify", "canon.zip")
    again = computer.run("key", "use", "gone", "--yes", "--passphrase-file", "own")
    assert "you sign with this key already" in again.err


def test_ssh_agent_signs_and_no_passphrase_of_ours_is_asked_for(
    sealed_computer: Computer, agent: Computer, own_key: Path, program: Program
) -> None:
    public = own_key.with_name("id_ed25519.pub")
    done = agent.run("key", "use", "id_ed25519.pub", "--yes")
    assert done.code == 9
    assert "ssh-agent does not hold the key SHA256:" in done.err
    asks = {"SSH_ASKPASS": str(agent.write("ask", "#!/bin/sh\necho own words\n")), "SSH_ASKPASS_REQUIRE": "force"}
    (agent.folder / "ask").chmod(0o755)
    environment = {**agent.environment, **asks, "DISPLAY": ":0"}
    subprocess.run([program("ssh-add"), "-q", own_key], env=environment, check=True, stdin=subprocess.DEVNULL)
    agent.ok("key", "use", "id_ed25519.pub", "--yes")
    assert "signs by\tssh-agent" in agent.ok("key", "show")
    assert not (agent.folder / "config/keys/signing_key.age").exists()
    agent.ok(*EXPORT)
    assert good(agent, program, public)
    assert NOTE in agent.ok("notes", "canon", "--passphrase-file", "words")
    # Without the agent nothing is signed, and notes still open.
    silent = replace(agent, variables={**agent.variables, "SSH_AUTH_SOCK": ""})
    (agent.folder / "canon.zip").unlink()
    done = silent.run(*EXPORT)
    assert done.code == 9, done.err
    assert "ssh-agent" in done.err
    assert not (agent.folder / "canon.zip").exists()
    assert NOTE in silent.ok("notes", "canon", "--passphrase-file", "words")
    # The agent's key stays when the rest is replaced.
    agent.ok("key", "rotate", "--yes", "--passphrase-file", "words")
    assert PublicKey.from_line(keys_of(agent).public().signing_line) == PublicKey.from_line(public.read_text())
    assert agent.run("key", "rotate", "--signing", "--yes", "--passphrase-file", "words").code == 6


def test_what_is_no_ed25519_key_cannot_be_used(computer: Computer, program: Program) -> None:
    path = computer.folder / "rsa"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", path], check=True)
    computer.write("junk", "hello\n")
    for name, words in (("rsa", "not ssh-ed25519"), ("rsa.pub", "no OpenSSH key"), ("junk", "no OpenSSH key")):
        done = computer.run("key", "use", name, "--yes")
        assert done.code == 6, done.err
        assert words in done.err
    assert computer.run("key", "use", "nowhere", "--yes").code == 4
