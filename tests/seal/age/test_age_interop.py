"""Age files cross between talktag and software that is not ours: the stock `age` program and pyrage."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from talktag.errors import SealedError
from talktag.seal import age
from talktag.seal.age.stream import CHUNK

Program = Callable[[str], str]
AtTerminal = Callable[[list[str], str], tuple[int, str]]
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK]


def data_of(size: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(size))


@pytest.mark.parametrize("armor", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_stock_age_opens_ours(
    program: Program, secret_file: Callable[[Path, str], Path], tmp_path: Path, size: int, armor: bool
) -> None:
    identity = age.generate_identity()
    sealed = age.encrypt(data_of(size), recipients=[age.recipient_of(identity)], armor=armor)
    command = [program("age"), "--decrypt", "-i", str(secret_file(tmp_path, identity))]
    assert subprocess.run(command, input=sealed, capture_output=True, check=True).stdout == data_of(size)


@pytest.mark.parametrize("armor", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_stock_age_seals(program: Program, size: int, armor: bool) -> None:
    identity = age.generate_identity()
    command = [program("age"), "--encrypt", "-r", age.recipient_of(identity), *["--armor"] * armor]
    sealed = subprocess.run(command, input=data_of(size), capture_output=True, check=True).stdout
    assert sealed.startswith(b"-----BEGIN") == armor
    assert age.decrypt(sealed, identities=[identity]) == data_of(size)


def test_each_of_two_recipients_opens_it_with_stock_age(
    program: Program, secret_file: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    identities = [age.generate_identity() for _ in range(2)]
    sealed = age.encrypt(b"both", recipients=[age.recipient_of(identity) for identity in identities])
    for identity in identities:
        command = [program("age"), "--decrypt", "-i", str(secret_file(tmp_path, identity))]
        assert subprocess.run(command, input=sealed, capture_output=True, check=True).stdout == b"both"


def test_stock_age_keygen_computes_the_same_recipient(program: Program, tmp_path: Path) -> None:
    made = tmp_path / "made.txt"
    subprocess.run([program("age-keygen"), "-o", str(made)], capture_output=True, check=True)
    identity = made.read_text().splitlines()[-1]
    shown = subprocess.run([program("age-keygen"), "-y", str(made)], capture_output=True, text=True, check=True)
    assert age.recipient_of(identity) == shown.stdout.strip()


@pytest.mark.parametrize("armor", [False, True])
def test_stock_age_opens_our_passphrase_file_at_a_terminal(
    program: Program, at_terminal: AtTerminal, tmp_path: Path, armor: bool
) -> None:
    source, target = tmp_path / "sealed.age", tmp_path / "opened"
    source.write_bytes(age.encrypt(b"by words", passphrase="correct hörse", armor=armor, work_factor=12))
    command = [program("age"), "--decrypt", "-o", str(target), str(source)]
    status, shown = at_terminal(command, "correct hörse")
    assert (status, target.read_bytes()) == (0, b"by words"), shown
    target.unlink()
    status, shown = at_terminal(command, "wrong")
    assert status != 0
    assert not target.exists()


@pytest.mark.parametrize("armor", [False, True])
def test_we_open_the_passphrase_file_of_stock_age(
    program: Program, at_terminal: AtTerminal, tmp_path: Path, armor: bool
) -> None:
    source, target = tmp_path / "plain", tmp_path / "sealed.age"
    source.write_bytes(b"by words")
    command = [program("age"), "--encrypt", "-p", *["--armor"] * armor, "-o", str(target), str(source)]
    status, shown = at_terminal(command, "correct hörse")
    assert status == 0, shown
    assert age.decrypt(target.read_bytes(), passphrases=["correct hörse"]) == b"by words"
    with pytest.raises(SealedError, match="wrong passphrase"):
        age.decrypt(target.read_bytes(), passphrases=["correct horse"])


@pytest.mark.parametrize("armor", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_pyrage_and_we_open_each_other(size: int, armor: bool) -> None:
    identity = age.generate_identity()
    recipient = age.recipient_of(identity)
    secret = pyrage.x25519.Identity.from_str(identity)
    assert str(secret.to_public()) == recipient
    ours = age.encrypt(data_of(size), recipients=[recipient], armor=armor)
    assert pyrage.decrypt(ours, [secret]) == data_of(size)
    theirs = pyrage.encrypt(data_of(size), [pyrage.x25519.Recipient.from_str(recipient)], armored=armor)
    assert age.decrypt(theirs, identities=[identity]) == data_of(size)


def test_pyrage_and_we_open_each_others_passphrase_files() -> None:
    ours = age.encrypt(b"words", passphrase="päss", work_factor=10)
    assert pyrage.passphrase.decrypt(ours, "päss") == b"words"
    assert age.decrypt(pyrage.passphrase.encrypt(b"words", "päss"), passphrases=["päss"]) == b"words"
