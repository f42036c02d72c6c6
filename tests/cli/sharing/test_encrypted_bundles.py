"""A bundle that is encrypted to a party: whom it opens for, and whom not; stock age is the judge."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kit.computer import Computer

pytestmark = pytest.mark.quick

NAME = "canon.zip.age"


@pytest.fixture
def shop(computer: Computer, program: Callable[[str], str]) -> Path:
    """The shop's own age identity, made by stock age; its recipient is in the party's record."""
    identity = computer.folder / "shop.txt"
    subprocess.run([program("age-keygen"), "-o", str(identity)], capture_output=True, check=True)
    computer.ok("party", "set", "fix-it", f"age={recipient(identity)}")
    return identity


def recipient(identity: Path) -> str:
    (line,) = [line for line in identity.read_text().splitlines() if line.startswith("# public key: ")]
    return line.removeprefix("# public key: ")


def export(computer: Computer, *words: str) -> Path:
    computer.ok("export", "canon", "--to", "fix-it", "--include", "files:receipt", *words, "-o", NAME, "--yes")
    return computer.folder / NAME


def opened(program: Callable[[str], str], identity: Path, sealed: Path) -> bytes:
    command = [program("age"), "-d", "-i", str(identity), str(sealed)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_stock_age_opens_it_with_the_key_of_the_party(
    computer: Computer, shop: Path, program: Callable[[str], str]
) -> None:
    sealed = export(computer, "--encrypt")
    assert sealed.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    computer.write("opened.zip", opened(program, shop, sealed))
    with zipfile.ZipFile(computer.folder / "opened.zip") as archive:
        assert archive.testzip() is None
        (manifest,) = [name for name in archive.namelist() if name.endswith("/manifest-sha256.txt")]
        signed = hashlib.sha256(archive.read(manifest)).hexdigest()
    (share,) = computer.json("shares", "canon")["data"]["shares"]
    assert share["signed"] == signed
    assert computer.json("verify", "opened.zip")["data"] == computer.json("verify", NAME)["data"]


def test_the_owner_can_open_it_and_so_can_the_recovery_key(
    computer: Computer, shop: Path, program: Callable[[str], str]
) -> None:
    sealed = export(computer, "--encrypt")
    assert computer.json("verify", NAME)["data"]["signer"]["known_as"] == "you"
    computer.ok("key", "backup", "-o", "backup.txt")
    secret = next(
        line for line in (computer.folder / "backup.txt").read_text().split() if line.startswith("AGE-SECRET")
    )
    assert opened(program, computer.write("recovery.txt", secret), sealed) == opened(program, shop, sealed)


def test_nobody_else_can_open_it(computer: Computer, shop: Path, program: Callable[[str], str]) -> None:
    sealed = export(computer, "--encrypt")
    other = computer.folder / "other.txt"
    subprocess.run([program("age-keygen"), "-o", str(other)], capture_output=True, check=True)
    command = [program("age"), "-d", "-i", str(other), str(sealed)]
    assert b"no identity matched" in subprocess.run(command, capture_output=True, check=False).stderr
    stranger = {"TALKTAG_CONFIG_DIR": str(computer.folder / "stranger"), "TALKTAG_STORE": ""}
    without = computer.run("verify", NAME, env=stranger)
    assert (without.code, "no keys on this computer" in without.err) == (9, True)
    computer.run("key", "new", "Stranger", "--no-passphrase", env=stranger)
    done = computer.run("verify", NAME, env=stranger)
    assert (done.code, "not encrypted to a key of this computer" in done.err) == (9, True)


def test_nothing_that_is_in_it_is_beside_it(computer: Computer, shop: Path) -> None:
    assert shop.exists()
    before = {path.name for path in computer.folder.iterdir()}
    sealed = export(computer, "--encrypt").read_bytes()
    assert {path.name for path in computer.folder.iterdir()} - before == {NAME}
    for said in (b"index.html", b"manifest-sha256", b"032021001234", b"2499.00 EUR", b"PK\3\4", b"Canon"):
        assert said not in sealed


def test_a_party_without_a_recipient_is_told_with_what_to_type(computer: Computer) -> None:
    before = computer.state
    done = computer.run("export", "canon", "--to", "fix-it", "--encrypt", "-o", NAME, "--yes")
    assert done.code == 6
    assert "there is no age recipient of Fix-It Cameras" in done.err
    assert "talktag party set fix-it-cameras age=age1" in done.err
    assert computer.state == before


def test_a_name_never_promises_what_the_file_is_not(computer: Computer, shop: Path) -> None:
    assert shop.exists()
    before = computer.state
    words = ("export", "canon", "--to", "fix-it", "--yes")
    plain = computer.run(*words, "-o", NAME)
    assert (plain.code, f'"{NAME}" would not be encrypted' in plain.err) == (2, True)
    zipped = computer.run(*words, "--encrypt", "-o", "canon.zip")
    assert (zipped.code, f"-o {NAME}" in zipped.err) == (2, True)
    assert computer.state == before


def test_a_recipient_that_was_put_into_the_store_elsewhere_is_refused_until_it_is_accepted(
    computer: Computer, shop: Path, program: Callable[[str], str]
) -> None:
    thief = computer.folder / "thief.txt"
    subprocess.run([program("age-keygen"), "-o", str(thief)], capture_output=True, check=True)
    record = computer.things / "parties/fix-it-cameras.toml"
    record.write_text(record.read_text().replace(recipient(shop), recipient(thief)))
    computer.git("commit", "-qam", "pushed from somewhere")
    before = computer.state
    words = ("export", "canon", "--to", "fix-it", "--encrypt", "-o", NAME, "--yes")
    done = computer.run(*words)
    assert done.code == 10
    assert "was not accepted on this computer" in done.err
    assert computer.state == before
    # To change something else about them is not to have looked at it.
    computer.ok("party", "set", "fix-it", "phone=+34 91 555 01 23")
    assert computer.run(*words).code == 10
    assert recipient(thief) in computer.run(*words).err
    assert recipient(thief) in computer.ok("key", "accept", "--yes")
    computer.ok(*words)


def test_a_damaged_one_is_not_believed(computer: Computer, shop: Path) -> None:
    assert shop.exists()
    sealed = export(computer, "--encrypt").read_bytes()
    first_stanza, last = sealed.index(b"X25519 ") + 10, len(sealed) - 1
    for damaged in (flipped(sealed, first_stanza), flipped(sealed, last), sealed[:-1], sealed[:100], sealed + b"x"):
        computer.write(NAME, damaged)
        done = computer.run("verify", NAME)
        assert (done.code, f'"{NAME}" does not hold up' in done.err) == (10, True)


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_an_answer_that_stock_age_encrypted_to_the_owner_is_taken_in(
    computer: Computer, shop: Path, program: Callable[[str], str]
) -> None:
    sealed = export(computer, "--encrypt")
    computer.write("canon.zip", opened(program, shop, sealed))
    key = computer.folder / "id"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    computer.ok(
        "reply", "canon.zip", "--service", "replaced eyepiece", "--key", "id", "--name", "Fix", "-o", "reply.zip"
    )
    to = computer.json("key", "show")["data"]["recipient"]
    command = [program("age"), "-r", to, "-o", "reply.zip.age", "reply.zip"]
    subprocess.run(command, cwd=computer.folder, check=True)
    (computer.folder / "reply.zip").unlink()
    computer.ok("receive", "reply.zip.age", "--signer", "id.pub", "--yes")
    assert "replaced eyepiece" in computer.ok("show", "canon")


def test_what_is_encrypted_and_signed_by_nobody_known_is_as_little_believed_as_in_the_clear(
    computer: Computer, program: Callable[[str], str]
) -> None:
    to = computer.json("key", "show")["data"]["recipient"]
    computer.write("junk", b"not a bundle")
    subprocess.run([program("age"), "-r", to, "-o", NAME, "junk"], cwd=computer.folder, check=True)
    done = computer.run("verify", NAME)
    assert (done.code, f'"{NAME}" does not hold up' in done.err) == (10, True)


def test_a_hand_over_can_be_encrypted_and_taken_over(computer: Computer, new_home: Computer) -> None:
    to = new_home.json("key", "show")["data"]["recipient"]
    computer.ok("party", "add", "Bea", "--role", "buyer", "--age", to)
    computer.ok("transfer", "canon", "--to", "bea", "--encrypt", "-o", NAME, "--yes")
    new_home.write(NAME, (computer.folder / NAME).read_bytes())
    new_home.write("ana.pub", (computer.things / "keys/owner.pub").read_bytes())
    new_home.ok("receive", NAME, "--signer", "ana.pub", "--yes")
    assert "Canon EOS 5D Mark IV" in new_home.ok("list")


@pytest.fixture
def new_home(computer: Computer) -> Computer:
    """The next owner's computer, with a store of their own."""
    folder = computer.folder.parent / "bea"
    folder.mkdir()
    bea = type(computer)(folder)
    bea.ok("init", "things", "--owner", "Bea", "--contact", "bea@example.org", "--no-passphrase")
    return bea
