"""Signing keys against ssh-keygen: the same lines, the same fingerprints, and files it reads."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talktag.errors import InvalidError, SealedError
from talktag.seal import base64_strict
from talktag.seal.ssh import wire
from talktag.seal.ssh.key import PublicKey, SigningKey
from tests.seal.key_lines import WEAK

Program = Callable[[str], str]


def keygen(program: Program, folder: Path, kind: str = "ed25519", passphrase: str = "") -> Path:
    path = folder / kind
    command = [program("ssh-keygen"), "-q", "-t", kind, "-N", passphrase, "-C", "me@home", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def test_our_private_text_is_read_by_ssh_keygen(program: Program, tmp_path: Path) -> None:
    key = SigningKey.generate()
    path = tmp_path / "key"
    path.write_bytes(key.to_openssh())
    path.chmod(0o600)
    shown = subprocess.run([program("ssh-keygen"), "-y", "-f", str(path)], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == key.public_line()
    assert SigningKey.from_openssh(key.to_openssh()) == key


def test_we_read_the_key_of_ssh_keygen_and_its_fingerprint(program: Program, tmp_path: Path) -> None:
    path = keygen(program, tmp_path)
    line = path.with_suffix(".pub").read_text().strip()
    key = SigningKey.from_openssh(path.read_bytes())
    assert key.public_line("me@home") == line
    assert PublicKey.from_line(line) == key.public
    listed = subprocess.run([program("ssh-keygen"), "-l", "-f", str(path)], capture_output=True, text=True, check=True)
    assert listed.stdout.split()[1] == key.public.fingerprint


def test_a_key_with_a_passphrase_of_its_own_is_sealed(program: Program, tmp_path: Path) -> None:
    path = keygen(program, tmp_path, passphrase="secret")
    with pytest.raises(SealedError, match="passphrase of its own"):
        SigningKey.from_openssh(path.read_bytes())


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_keys_of_other_types_are_refused_by_name(program: Program, tmp_path: Path, kind: str) -> None:
    path = keygen(program, tmp_path, kind)
    line = path.with_suffix(".pub").read_text().strip()
    with pytest.raises(InvalidError, match=f'"{line.split()[0]}"'):
        SigningKey.from_openssh(path.read_bytes())
    with pytest.raises(InvalidError, match=f'"{line.split()[0]}"'):
        PublicKey.from_line(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "has a type and a key"),
        ("ssh-ed25519", "has a type and a key"),
        ("ssh-ed25519 AAAA=AAA", "not base64"),
        ("ssh-ed25519 é", "not base64"),
        ("ssh-ed25519 AAAA", "cut short"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", "malformed"),
        ("\udcff AAAAC3NzaC1lZDI1NTE5AAAAIA==", "of another type"),
    ],
)
def test_what_is_no_public_line_is_refused(line: str, message: str) -> None:
    with pytest.raises(InvalidError, match=message):
        PublicKey.from_line(line)


def test_a_comment_that_breaks_the_line_is_refused() -> None:
    key = SigningKey.generate()
    for comment in ("two\nlines", "escape\x1b[2J", "\udcff"):
        with pytest.raises(InvalidError):
            key.public_line(comment)
    assert PublicKey.from_line(key.public_line("Jörg of the camera")) == key.public


def test_the_secret_is_in_no_repr() -> None:
    key = SigningKey.generate()
    for secret in (repr(key.seed), key.seed.hex(), base64_strict.encode(key.seed)):
        assert secret not in f"{key!r} {key} {[key]}"


@settings(max_examples=400, deadline=None)
@given(st.integers(0), st.integers(0, 255), st.binary(max_size=40))
def test_damaged_private_text_raises_only_our_errors(place: int, value: int, extra: bytes) -> None:
    text = bytearray(SigningKey.from_seed(bytes(32)).to_openssh())
    place %= len(text)
    text[place : place + 1] = bytes([value]) + extra
    with contextlib.suppress(InvalidError, SealedError):
        SigningKey.from_openssh(bytes(text))


@settings(max_examples=200, deadline=None)
@given(st.text() | st.binary().map(lambda blob: f"ssh-ed25519 {base64_strict.encode(blob)}"))
def test_no_text_as_public_line_raises_anything_but_our_errors(line: str) -> None:
    with pytest.raises(InvalidError):
        PublicKey.from_line(line)


@pytest.mark.parametrize("point", WEAK)
@pytest.mark.parametrize("type_", [b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com"])
def test_a_point_of_small_order_is_nobodys_key(point: bytes, type_: bytes) -> None:
    blob = wire.pack(type_, point, *([b"ssh:"] if type_.startswith(b"sk-") else []))
    with pytest.raises(InvalidError, match=r"small order|malformed"):
        PublicKey(blob)
    line = f"{type_.decode()} {base64_strict.encode(blob)}"
    with pytest.raises(InvalidError, match=r"small order|malformed"):
        PublicKey.from_line(line)


def test_anybody_could_sign_for_such_a_point() -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    identity = (1).to_bytes(32, "little")
    for point in WEAK[:10]:
        key, taken = Ed25519PublicKey.from_public_bytes(point), 0
        for message in range(100):
            with contextlib.suppress(InvalidSignature):
                key.verify(identity + bytes(32), bytes([message]))
                taken += 1
        assert taken, point.hex()


@pytest.mark.parametrize("before", ['from="10.0.0.1"', "fix@example.org", "@revoked *", "restrict,pty", 'a="b c"'])
def test_what_stands_before_the_type_of_a_key_is_named(before: str) -> None:
    line = SigningKey.generate().public_line("bench")
    with pytest.raises(InvalidError) as raised:
        PublicKey.from_line(f"{before} {line}")
    assert raised.value.message == f'something stands before the type of the key: "{before}"'
    assert PublicKey.from_line(f"{line} {line}").line() in line
