"""A repository on another computer, by ssh: a daemon of the tests' own on a free port here, with its own keys."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.kit.two_computers import Several, clone, make_several

_TRIES = 3_000  # looks at the port, a tenth of a second apart


@dataclass(frozen=True)
class Sshd:
    """A running daemon: its port, and the folder with the keys that it knows."""

    port: int
    folder: Path

    def address(self, path: Path) -> str:
        """Where a repository is for who comes by ssh."""
        return f"ssh://{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1:{self.port}{path}"

    def command(self, key: str = "user", hosts: str = "known_hosts") -> str:
        """The ssh of a person who has that key and knows those hosts."""
        known = f"-o UserKnownHostsFile={self.folder / hosts} -o GlobalKnownHostsFile=/dev/null"
        return f"ssh -F /dev/null -i {self.folder / key} -o IdentitiesOnly=yes -o IdentityAgent=none {known}"


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    path = Path("/usr/sbin/sshd")
    if not path.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs the program sshd, which is not installed")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it locks itself up
    folder = tmp_path / "sshd"
    folder.mkdir()
    for name in ("host", "user", "stranger"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(words, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "authorized").write_text((folder / "user.pub").read_text())
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    (folder / "nobody").write_text("")
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\nPermitRootLogin yes\n"
    )
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([str(path), "-D", "-e", "-f", str(folder / "config")], stderr=log)
    try:
        for _ in range(_TRIES):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        yield Sshd(port, folder)
    finally:
        running.terminate()
        running.wait()


@pytest.fixture
def two(sshd: Sshd, tmp_path: Path) -> Several:
    """Two computers that go with a repository by ssh."""
    variables = {"GIT_SSH_COMMAND": sshd.command()}
    several = make_several(tmp_path / "two", 1, variables=variables)
    (first,) = several.computers
    address = sshd.address(several.hub)
    first.git("config", "remote.origin.url", address)
    other = clone(address, replace(first, folder=tmp_path / "two/laptop"), first)
    return Several(several.hub, [first, other])


def test_two_computers_go_with_a_repository_by_ssh(two: Several) -> None:
    desk, laptop = two.computers
    desk.ok("set", "drill", "place=cellar")
    laptop.ok("set", "drill", "maker=Bosch")
    two.sync_all()
    assert two.trees == {desk.git("rev-parse", "HEAD^{tree}")}
    assert two.git("rev-parse", "main").encode() == desk.git("rev-parse", "HEAD")
    assert 'maker = "Bosch"' in (desk.things / "products/d/drill.toml").read_text()


@pytest.mark.parametrize(
    ("key", "hosts", "words", "hint"),
    [
        ("user", "nobody", "Host key verification failed", "look whose key it is"),
        ("stranger", "known_hosts", "Permission denied", "see whether you may go there"),
    ],
)
def test_what_ssh_refuses_is_told_in_its_own_words_and_nothing_is_changed(
    key: str, hosts: str, words: str, hint: str, two: Several, sshd: Sshd
) -> None:
    _, laptop = two.computers
    laptop.ok("set", "drill", "maker=Bosch")
    before = laptop.state
    computer = replace(laptop, variables={"GIT_SSH_COMMAND": sshd.command(key, hosts)})
    done = computer.run("sync", "--no-input")
    assert (done.code, words in done.err, hint in done.err) == (11, True, True), done.err
    assert computer.state == before


def test_a_computer_that_does_not_answer_is_told_and_the_next_sync_goes_on(two: Several, sshd: Sshd) -> None:
    _, laptop = two.computers
    laptop.ok("set", "drill", "maker=Bosch")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        laptop.git("config", "remote.origin.url", replace(sshd, port=free.getsockname()[1]).address(two.hub))
        done = laptop.run("sync")
    assert (done.code, "Connection refused" in done.err) == (11, True), done.err
    laptop.git("config", "remote.origin.url", sshd.address(two.hub))
    assert "1 change went" in laptop.run("sync").err
