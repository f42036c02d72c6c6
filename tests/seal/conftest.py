"""Fixtures for the tests of talktag.seal; holds no assertions about talktag."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import pty
import re
import subprocess
import sys
import tarfile
import termios
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

CCTV = "cctv-age@0.2.0"
CCTV_SHA256 = "94a2a220a95b158a69997e84405bb5d4ef84adf05d15bf341b83ec3ba9dd846e"
_VECTOR = re.compile(r'// \.\./testdata/(\S+)\nvar \w+ = __toBinary\("([A-Za-z0-9+/=]*)"\);')
# Runs argv with standard input as its controlling terminal, where programs look for passphrases.
_LAUNCH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


@dataclass(frozen=True)
class Vector:
    """One test vector of the C2SP for age: what should happen, with which keys, and the file."""

    name: str
    expect: str
    payload_sha256: str | None
    identities: tuple[str, ...]
    passphrases: tuple[str, ...]
    file: bytes


@pytest.fixture(scope="session")
def vectors(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> list[Vector]:
    """The public C2SP/CCTV vectors for age, from the npm package that their authors publish."""
    folder = tmp_path_factory.mktemp("cctv")
    command = [program("npm"), "pack", "--silent", "--prefer-offline", CCTV]
    got = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if got.returncode:
        reason = f"npm could not fetch {CCTV}: {got.stderr.strip()[-200:]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    archive = folder / got.stdout.split()[-1]
    if hashlib.sha256(archive.read_bytes()).hexdigest() != CCTV_SHA256:
        pytest.fail(f"{CCTV} is not the package this test was written for")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    source = (folder / "package" / "index.js").read_text("utf-8")
    return [_vector(name, base64.b64decode(data, validate=True)) for name, data in _VECTOR.findall(source)]


def _vector(name: str, data: bytes) -> Vector:
    head, _, file = data.partition(b"\n\n")
    fields = [line.split(": ", 1) for line in head.decode("utf-8").split("\n")]
    one = dict(fields)
    return Vector(
        name,
        one["expect"],
        one.get("payload"),
        tuple(value for key, value in fields if key == "identity"),
        tuple(value for key, value in fields if key == "passphrase"),
        zlib.decompress(file) if one.get("compressed") == "zlib" else file,
    )


@pytest.fixture(scope="session")
def at_terminal() -> Callable[[list[str], str], tuple[int, str]]:
    """Run a program that asks for a passphrase at its terminal; its exit status and all the terminal showed."""

    def run(command: list[str], passphrase: str) -> tuple[int, str]:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x18\0\x50\0\0\0\0\0")
        launch = [sys.executable, "-c", _LAUNCH, *command]
        with subprocess.Popen(launch, stdin=slave, stdout=slave, stderr=slave, start_new_session=True) as process:
            os.close(slave)
            shown = _answer(master, passphrase)
        os.close(master)
        return process.returncode, shown

    return run


def _answer(master: int, passphrase: str) -> str:
    shown = b""
    answered = 0
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # Linux reports the closed terminal as an input/output error
            part = b""
        if not part:
            return shown.decode("utf-8", "replace")
        shown += part
        asked = len(re.findall(rb"passphrase[^\r\n]*: ", shown))
        while answered < asked:
            os.write(master, passphrase.encode() + b"\n")
            answered += 1


@pytest.fixture(scope="session")
def secret_file() -> Callable[[Path, str], Path]:
    """Write an age identity to a private file, for programs to read."""

    def write(folder: Path, identity: str) -> Path:
        path = folder / "identity.txt"
        path.write_text(identity + "\n", "utf-8")
        path.chmod(0o600)
        return path

    return write
